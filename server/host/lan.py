"""The addresses under which other devices on the network reach this computer."""

from __future__ import annotations

import ipaddress
import re
import socket
from contextlib import suppress

PROBES = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
"""Documentation addresses: connecting a datagram socket picks a route and sends nothing."""

HOST_LABEL = re.compile(r"[a-z0-9_-]{1,63}", re.ASCII)

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


def lan_addresses() -> list[IPAddress]:
    """Return this computer's addresses that phones nearby can reach, the likeliest first."""
    found = [address for family, probe in PROBES if (address := _routed_address(family, probe))]
    with suppress(OSError):
        entries = socket.getaddrinfo(socket.gethostname(), None, type=socket.SOCK_STREAM)
        found += [_parse(str(entry[4][0])) for entry in entries]
    usable = [a for a in found if not (a.is_loopback or a.is_link_local or a.is_unspecified)]
    return sorted(dict.fromkeys(usable), key=lambda address: address.version)


def host_name() -> str:
    """Return this computer's name, without a domain, in lower case; "localhost" if it has none.

    A name with letters that certificates do not know counts as none.
    """
    name = socket.gethostname().partition(".")[0].lower()
    return name if HOST_LABEL.fullmatch(name) else "localhost"


def is_loopback(host: str) -> bool:
    """Tell whether only this computer reaches `host`, an address or a name."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def url(scheme: str, host: str | IPAddress, port: int) -> str:
    """Return the address of a page, without the port where it is the scheme's own."""
    bare = str(host)
    shown = f"[{bare}]" if ":" in bare else bare
    usual = {"http": 80, "https": 443}[scheme] == port
    return f"{scheme}://{shown}" if usual else f"{scheme}://{shown}:{port}"


def _routed_address(family: int, probe: str) -> IPAddress | None:
    with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probing:
        probing.connect((probe, 9))
        return _parse(str(probing.getsockname()[0]))
    return None


def _parse(text: str) -> IPAddress:
    return ipaddress.ip_address(text.partition("%")[0])
