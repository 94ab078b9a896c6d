"""What https is served with."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path

from server.host.start_error import StartError

NOT_ITS_KEY = ("KEY_VALUES_MISMATCH", "NO_CERTIFICATE_ASSIGNED")
"""What OpenSSL says of another certificate's key of the same and of another kind."""


class CertificateError(StartError):
    """A certificate that cannot be used or made; the message says why."""


@dataclass(frozen=True)
class Certificate:
    """Files to serve https with.

    Attributes:
        chain: PEM file of the certificate and those that vouch for it.
        key: PEM file of its private key.
        authority: the home-made CA's certificate, None where `chain` is the user's own.
    """

    chain: Path
    key: Path
    authority: Path | None

    def context(self) -> ssl.SSLContext:
        """Return what a server needs to serve with this certificate.

        Raises:
            CertificateError: the files cannot be read or do not belong together.
        """
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        try:
            context.load_cert_chain(self.chain, self.key, password=lambda: b"")
        except (OSError, ValueError) as error:
            if getattr(error, "reason", "") in NOT_ITS_KEY:
                raise CertificateError(
                    f"{self.key} is not the key of the certificate {self.chain}."
                ) from error
            raise CertificateError(
                f"{self.chain} holds no certificate or {self.key} no unencrypted private key "
                f"in PEM format: {error}"
            ) from error
        return context
