"""Makes a certificate authority (CA) for this computer's network, and the certificates it issues.

Name constraints limit the CA to private networks, local names, and the public addresses of this
computer. So whoever steals its key cannot pretend to be another site.
"""

from __future__ import annotations

import datetime
import ipaddress
from collections.abc import Sequence

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from server.host.lan import IPAddress

CA_DAYS = 3650
LEAF_DAYS = 90
LOCAL_DOMAINS = ("localhost", "local", "lan", "home.arpa", "internal")
PRIVATE_NETWORKS = (
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "::1/128",
    "fc00::/7",
    "fe80::/10",
)


Names = frozenset[x509.GeneralName]
Issued = tuple[ec.EllipticCurvePrivateKey, list[x509.Certificate]]
"""A private key, and its certificate followed by those that vouch for it."""


def make_authority(addresses: Sequence[IPAddress], host: str) -> Issued:
    """Return a new CA for this computer's network."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Camxuc on {host}"[:64])])
    networks = [ipaddress.ip_network(network) for network in PRIVATE_NETWORKS]
    public = [ipaddress.ip_network(a) for a in addresses if not any(a in n for n in networks)]
    permitted: list[x509.GeneralName] = [
        *(x509.DNSName(domain) for domain in (*LOCAL_DOMAINS, host)),
        *(x509.IPAddress(network) for network in (*networks, *public)),
    ]
    certificate = (
        _builder(name, name, key, CA_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return key, [certificate]


def permits(authority: x509.Certificate, addresses: Sequence[IPAddress]) -> bool:
    """Tell whether the CA may vouch for each of `addresses`."""
    networks = [
        name.value
        for name in _permitted(authority)
        if isinstance(name, x509.IPAddress)
        and isinstance(name.value, ipaddress.IPv4Network | ipaddress.IPv6Network)
    ]
    return all(any(address in network for network in networks) for address in addresses)


def subject_names(addresses: Sequence[IPAddress], host: str, authority: x509.Certificate) -> Names:
    """Return the names under which this computer is reached and that the CA may vouch for.

    The bare host name and public addresses are left out where they have changed since the CA was
    made; the name with ".local" and private addresses always fit.
    """
    domains = {name.value for name in _permitted(authority) if isinstance(name, x509.DNSName)}
    loopback = (ipaddress.ip_address("127.0.0.1"), ipaddress.ip_address("::1"))
    permitted = [address for address in addresses if permits(authority, [address])]
    return frozenset(
        [x509.DNSName(name) for name in {"localhost", f"{host}.local", *({host} & domains)}]
        + [x509.IPAddress(address) for address in (*loopback, *permitted)]
    )


def make_leaf(
    issuer: x509.Certificate, issuer_key: ec.EllipticCurvePrivateKey, names: Names
) -> Issued:
    """Return a new certificate for `names`."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Camxuc")])
    issuer_id = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    certificate = (
        _builder(subject, issuer.subject, key, LEAF_DAYS)
        .add_extension(x509.SubjectAlternativeName(sorted(names, key=str)), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(issuer_id, critical=False)
        .sign(issuer_key, hashes.SHA256())
    )
    return key, [certificate, issuer]


def _permitted(authority: x509.Certificate) -> list[x509.GeneralName]:
    constraints = authority.extensions.get_extension_for_class(x509.NameConstraints).value
    return constraints.permitted_subtrees or []


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, days: int
) -> x509.CertificateBuilder:
    # A day back, for phones whose clock is behind.
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _key_usage(signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
