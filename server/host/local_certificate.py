"""A certificate of this computer's own making, so that a phone gets a secure page.

Browsers give the camera to https pages only. For a computer on a home network nobody issues a
certificate, so this makes a certificate authority (CA) of its own, once, and a short-lived
certificate for the addresses of the day.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from server.host.authority import Issued, Names, make_authority, make_leaf, permits, subject_names
from server.host.certificate import Certificate, CertificateError
from server.host.lan import IPAddress

RENEW_DAYS = 14


def local_certificate(state: Path, addresses: Sequence[IPAddress], host: str) -> Certificate:
    """Return a certificate for this computer, making or renewing it where needed.

    Args:
        state: folder that keeps the CA and the certificate; its keys are for their owner only.
        addresses: the computer's addresses, the likeliest first.
        host: its name.

    Raises:
        CertificateError: `state` cannot be written.
    """
    try:
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        state.chmod(0o700)
        authority = _Pair(state / "ca.pem", state / "ca-key.pem")
        leaf = _Pair(state / "host.pem", state / "host-key.pem")
        # Not for every address: IPv6 ones change daily, and phones would have to trust anew.
        likeliest = addresses[:1]
        if not (authority.valid_for(RENEW_DAYS) and permits(authority.certificate(), likeliest)):
            authority.write(make_authority(addresses, host))
        names = subject_names(addresses, host, authority.certificate())
        if not (leaf.valid_for(RENEW_DAYS) and _covers(leaf, authority, names)):
            leaf.write(make_leaf(authority.certificate(), authority.key(), names))
    except OSError as error:
        raise CertificateError(
            f"The certificates cannot be kept in {state}: {error.strerror}. "
            "Give --cert and --key, or --http-only."
        ) from error
    return Certificate(leaf.certificate_path, leaf.key_path, authority.certificate_path)


@dataclass(frozen=True)
class _Pair:
    certificate_path: Path
    key_path: Path

    def certificate(self) -> x509.Certificate:
        return x509.load_pem_x509_certificate(self.certificate_path.read_bytes())

    def key(self) -> ec.EllipticCurvePrivateKey:
        key = serialization.load_pem_private_key(self.key_path.read_bytes(), None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise ValueError("not an elliptic curve key")
        return key

    def valid_for(self, days: int) -> bool:
        """Tell whether both files are there, belong together, and last for `days` more."""
        try:
            certificate = self.certificate()
            belongs = certificate.public_key() == self.key().public_key()
        except (OSError, ValueError):
            return False
        return belongs and certificate.not_valid_after_utc > _now() + datetime.timedelta(days)

    def write(self, issued: Issued) -> None:
        key, chain = issued
        pem = serialization.Encoding.PEM
        form = serialization.PrivateFormat.PKCS8
        _write_private(self.key_path, key.private_bytes(pem, form, serialization.NoEncryption()))
        _write_private(self.certificate_path, b"".join(c.public_bytes(pem) for c in chain))


def _write_private(path: Path, content: bytes) -> None:
    """Replace `path` in one step by a file that only its owner may read."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.unlink(missing_ok=True)
    beside.touch(mode=0o600, exist_ok=False)
    beside.write_bytes(content)
    beside.replace(path)


def _covers(leaf: _Pair, authority: _Pair, names: Names) -> bool:
    certificate = leaf.certificate()
    try:
        certificate.verify_directly_issued_by(authority.certificate())
    except (ValueError, TypeError, InvalidSignature):
        return False
    alternative = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    return frozenset(alternative.value) == names


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
