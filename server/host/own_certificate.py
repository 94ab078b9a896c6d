"""Checks the certificate that a person brings.

Browsers judge a certificate by its dates and by the names in its subjectAltName (RFC 6125; the
common name has not counted since 2017). What they would refuse is refused here, before anybody
stands in front of a warning.
"""

from __future__ import annotations

import datetime
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509

from server.host.certificate import Certificate, CertificateError


@dataclass(frozen=True)
class OwnCertificate:
    """A certificate that may be served today.

    Attributes:
        files: the certificate and its key.
        names: the DNS names and IP addresses it is for, as written there; "*." may begin a name.
        expires: its last moment, UTC.
    """

    files: Certificate
    names: tuple[str, ...]
    expires: datetime.datetime

    def is_for(self, host: str) -> bool:
        """Tell whether browsers take the certificate at this DNS name or IP address."""
        return any(_matches(name, host.lower()) for name in self.names)

    def host(self, candidates: Sequence[str]) -> str:
        """Return a name to announce: the first candidate it is for, else its own first name.

        Args:
            candidates: names and addresses that lead to this computer, the likeliest first.
        """
        fitting = [candidate for candidate in candidates if self.is_for(candidate)]
        exact = [name for name in self.names if not name.startswith("*.")]
        return [*fitting, *exact, *self.names][0]


def check_own_certificate(chain: Path, key: Path, now: datetime.datetime) -> OwnCertificate:
    """Return the certificate in two PEM files.

    Args:
        chain: the certificate, followed by those that vouch for it.
        key: its private key, unencrypted.
        now: when it is to be valid, UTC.

    Raises:
        CertificateError: a file is missing or is not what it should be, the two do not belong
            together, or the certificate is not valid now or has no name.
    """
    certificate, names = _certificate(chain)
    expires = certificate.not_valid_after_utc
    if now > expires:
        raise CertificateError(
            f"The certificate {chain} expired on {expires:%Y-%m-%d}. Renew it, or give another."
        )
    if now < certificate.not_valid_before_utc:
        raise CertificateError(
            f"The certificate {chain} is not valid before "
            f"{certificate.not_valid_before_utc:%Y-%m-%d}. Is this computer's clock right?"
        )
    if not names:
        raise CertificateError(
            f"The certificate {chain} is for no name: browsers look for names and addresses in "
            "its subjectAltName. Give one that has them."
        )
    _read(key, "private key", "--key")
    files = Certificate(chain, key, authority=None)
    files.context()
    return OwnCertificate(files, names, expires)


def _certificate(path: Path) -> tuple[x509.Certificate, tuple[str, ...]]:
    content = _read(path, "certificate", "--cert")
    try:
        certificate = x509.load_pem_x509_certificate(content)
        return certificate, _names(certificate)
    except ValueError as error:
        raise CertificateError(f"{path} holds no certificate in PEM format.") from error


def _read(path: Path, what: str, option: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CertificateError(
            f"The {what} {path} cannot be read ({option}): {error.strerror}."
        ) from error


def _names(certificate: x509.Certificate) -> tuple[str, ...]:
    try:
        extension = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        return ()
    domains = extension.value.get_values_for_type(x509.DNSName)
    addresses = extension.value.get_values_for_type(x509.IPAddress)
    return (*(domain.lower() for domain in domains), *map(str, addresses))


def _matches(name: str, host: str) -> bool:
    if name.startswith("*."):
        # A star stands for exactly one label, and never for a part of an address.
        label, _, parent = host.partition(".")
        return bool(label) and not _is_address(host) and parent == name.removeprefix("*.")
    return name == host


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
