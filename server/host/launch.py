"""Everything between the settings and the first request."""

from __future__ import annotations

import datetime
import hashlib
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path

from server.host.certificate import Certificate
from server.host.lan import host_name, is_loopback, lan_addresses
from server.host.listen import Listener, open_https_port, open_port
from server.host.local_certificate import local_certificate
from server.host.own_certificate import OwnCertificate, check_own_certificate
from server.host.phone import PhoneAccess
from server.host.terminal import announce
from server.settings import Settings

WARN_DAYS = 14


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
        StartError: a port cannot be opened, or there is no usable certificate.
    """
    if settings.http_only:
        return _with_http(settings, [])
    if settings.cert is not None and settings.key is not None:
        now = datetime.datetime.now(datetime.UTC)
        return _with_own_certificate(
            settings, check_own_certificate(settings.cert, settings.key, now), now
        )
    if is_loopback(settings.host):
        return _with_http(settings, [])
    addresses = lan_addresses()
    if not addresses:
        return _with_http(settings, ["There is no network, so no phone can reach this computer."])
    certificate = local_certificate(settings.state, addresses, host_name())
    return _with_local_certificate(settings, certificate)


def _with_http(settings: Settings, notes: list[str]) -> Launch:
    http = _http(settings)
    return Launch([http], None, announce(_local(http, settings), None, None, notes))


def _with_own_certificate(
    settings: Settings, own: OwnCertificate, now: datetime.datetime
) -> Launch:
    http, https = _http(settings), _https(settings, own.files)
    candidates = _hosts(settings.host)
    host = own.host(candidates)
    notes = []
    if host not in candidates:
        notes.append(
            f"The certificate is for {', '.join(own.names)}, not for {candidates[0]}: "
            f"browsers warn unless they reach this computer as {host}."
        )
    if own.expires - now < datetime.timedelta(WARN_DAYS):
        notes.append(f"The certificate expires on {own.expires:%Y-%m-%d}.")
    text = announce(_local(http, settings), https.url(host), None, notes)
    return Launch([http, https], None, text)


def _with_local_certificate(settings: Settings, certificate: Certificate) -> Launch:
    http, https = _http(settings), _https(settings, certificate)
    host = _hosts(settings.host)[0]
    secure = https.url(host)
    assert certificate.authority is not None  # noqa: S101 - home-made ones have one
    phone = _phone_access(secure, certificate.authority)
    page = f"{http.url(host)}/phone"
    text = announce(_local(http, settings), secure, (phone, page), [])
    return Launch([http, https], phone, text)


def _http(settings: Settings) -> Listener:
    return Listener(open_port(settings.host, settings.port, "--port"))


def _https(settings: Settings, certificate: Certificate) -> Listener:
    asked_for = "https_port" in settings.model_fields_set
    port = open_https_port(settings.host, settings.https_port, asked_for=asked_for)
    return Listener(port, certificate)


def _local(http: Listener, settings: Settings) -> str:
    return http.url("localhost" if _is_everywhere(settings.host) else settings.host)


def _hosts(host: str) -> list[str]:
    """Return names and addresses that lead phones to this computer, the likeliest first."""
    if not _is_everywhere(host):
        return [host]
    name = host_name()
    names = [] if name == "localhost" else [socket.gethostname().lower(), f"{name}.local"]
    return [*map(str, lan_addresses()), *names] or ["localhost"]


def _is_everywhere(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def _phone_access(secure: str, authority: Path) -> PhoneAccess:
    certificate = ssl.PEM_cert_to_DER_cert(authority.read_text())
    fingerprint = ":".join(f"{byte:02X}" for byte in hashlib.sha256(certificate).digest())
    return PhoneAccess(secure, certificate, fingerprint)
