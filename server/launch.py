"""Everything between the settings and the first request: ports, certificate, the terminal."""

from __future__ import annotations

import errno
import hashlib
import ipaddress
import os
import socket
import ssl
import sys
from dataclasses import dataclass

import segno

from server.network import host_name, is_loopback, lan_addresses, url
from server.phone import PhoneAccess
from server.serve import Listener
from server.settings import Settings
from server.tls import Certificate, local_certificate

BACKLOG = 1024


class LaunchError(Exception):
    """Why the host cannot start, as a sentence for the terminal."""


@dataclass(frozen=True)
class Launch:
    """What is needed to serve.

    Attributes:
        listeners: the open ports.
        phone: how phones reach this computer with the home-made certificate, if they do.
        announcement: what the terminal shows.
    """

    listeners: list[Listener]
    phone: PhoneAccess | None
    announcement: str


def launch(settings: Settings) -> Launch:
    """Open the ports and get the certificate.

    Raises:
        LaunchError: a port cannot be opened.
        CertificateError: there is no usable certificate.
    """
    certificate = _certificate(settings)
    http = Listener(_listen(settings.host, settings.port, "--port"))
    lines = [f"Camxuc on this computer: {_address('http', settings.host, http)}"]
    if certificate is None:
        if not settings.http_only and not is_loopback(settings.host):
            lines.append("There is no network, so no phone can reach this computer.")
        return Launch([http], None, "\n".join(lines))

    https = Listener(_listen_for_https(settings), certificate)
    reachable = _reachable_host(settings.host)
    secure = _address("https", reachable, https)
    lines += [f"Camxuc on a phone:       {secure}", "", _qr_code(secure)]
    phone = None
    if certificate.authority is not None:
        authority = ssl.PEM_cert_to_DER_cert(certificate.authority.read_text())
        phone = PhoneAccess(secure, authority, _fingerprint(authority))
        lines.append(
            "The phone does not know this computer's certificate yet. How to trust it:\n"
            f"{_address('http', reachable, http)}/phone\n"
            f"SHA-256 of its authority: {phone.fingerprint}"
        )
    return Launch([http, https], phone, "\n".join(lines))


def _certificate(settings: Settings) -> Certificate | None:
    if settings.http_only:
        return None
    if settings.cert is not None and settings.key is not None:
        certificate = Certificate(settings.cert, settings.key, authority=None)
    elif is_loopback(settings.host) or not (addresses := lan_addresses()):
        return None
    else:
        certificate = local_certificate(settings.state, addresses, host_name())
    certificate.context()
    return certificate


def _listen_for_https(settings: Settings) -> socket.socket:
    try:
        return _listen(settings.host, settings.https_port, "--https-port")
    except LaunchError:
        if "https_port" in settings.model_fields_set:
            raise
        # Nobody asked for this port, and phones read the address from the code.
        return _listen(settings.host, 0, "--https-port")


def _listen(host: str, port: int, option: str) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(BACKLOG)
        listening.setblocking(False)
    except socket.gaierror as error:
        raise LaunchError(
            f"{host} is no address: {error.strerror}. Give one with --host."
        ) from error
    except OSError as error:
        reasons = {
            errno.EADDRINUSE: f"Port {port} is taken. Give another with {option}.",
            errno.EACCES: f"Port {port} needs more rights. Give one above 1023 with {option}.",
            errno.EADDRNOTAVAIL: f"{host} is not this computer's address. Give one with --host.",
        }
        fallback = f"Port {port} on {host} cannot be opened: {error.strerror}."
        raise LaunchError(reasons.get(error.errno or 0, fallback)) from error
    return listening


def _reachable_host(host: str) -> str:
    try:
        everywhere = ipaddress.ip_address(host).is_unspecified
    except ValueError:
        everywhere = False
    addresses = lan_addresses()
    return str(addresses[0]) if everywhere and addresses else host


def _address(scheme: str, host: str, listener: Listener) -> str:
    shown = "localhost" if host in ("0.0.0.0", "::") else host  # noqa: S104
    return url(scheme, shown, listener.socket.getsockname()[1])


def _qr_code(text: str) -> str:
    """Return a QR code in half-block characters, light on dark whatever the terminal's colours."""
    rows = [[*row] for row in segno.make(text, error="m").matrix_iter(border=2)]
    rows += [[0] * len(rows[0])] * (len(rows) % 2)
    blocks = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}
    colours, plain = ("\x1b[97;40m", "\x1b[0m") if sys.stdout.isatty() else ("", "")
    return "\n".join(
        colours + "".join(blocks[pair] for pair in zip(upper, lower, strict=True)) + plain
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )


def _fingerprint(certificate: bytes) -> str:
    return ":".join(f"{byte:02X}" for byte in hashlib.sha256(certificate).digest())
