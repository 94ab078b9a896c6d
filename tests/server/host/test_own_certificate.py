"""A certificate that a person brings is judged as browsers judge it, before they do."""

import datetime
import ipaddress
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from server.host.certificate import CertificateError
from server.host.own_certificate import check_own_certificate

NOW = datetime.datetime(2026, 5, 1, tzinfo=datetime.UTC)
DAY = datetime.timedelta(1)


def names(*hosts: str) -> list[x509.GeneralName]:
    """Return DNS names and addresses."""
    found: list[x509.GeneralName] = []
    for host in hosts:
        try:
            found.append(x509.IPAddress(ipaddress.ip_address(host)))
        except ValueError:
            found.append(x509.DNSName(host))
    return found


def issue(
    folder: Path,
    *hosts: str,
    first: datetime.datetime = NOW - DAY,
    last: datetime.datetime = NOW + DAY,
    password: bytes | None = None,
) -> tuple[Path, Path]:
    """Write a certificate and its key; return their paths."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "common.example")])
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(first)
        .not_valid_after(last)
    )
    if hosts:
        builder = builder.add_extension(x509.SubjectAlternativeName(names(*hosts)), critical=False)
    certificate = builder.sign(key, hashes.SHA256())
    encryption: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if password is not None:
        encryption = serialization.BestAvailableEncryption(password)
    folder.mkdir(exist_ok=True)
    chain, private = folder / "chain.pem", folder / "key.pem"
    chain.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption)
    )
    return chain, private


def refusal(chain: Path, key: Path) -> str:
    """Return why a certificate is refused."""
    with pytest.raises(CertificateError) as refused:
        check_own_certificate(chain, key, NOW)
    return str(refused.value)


def test_the_address_announced_is_one_it_is_for(tmp_path: Path) -> None:
    own = check_own_certificate(*issue(tmp_path, "camxuc.example", "192.168.1.20"), NOW)
    assert own.host(["10.0.0.5", "192.168.1.20", "laptop.local"]) == "192.168.1.20"
    assert own.host(["10.0.0.5"]) == "camxuc.example"


@pytest.mark.parametrize(
    ("name", "host", "fits"),
    [
        ("camxuc.example", "camxuc.example", True),
        ("camxuc.example", "CAMXUC.example", True),
        ("camxuc.example", "www.camxuc.example", False),
        ("*.camxuc.example", "www.camxuc.example", True),
        ("*.camxuc.example", "camxuc.example", False),
        ("*.camxuc.example", "a.b.camxuc.example", False),
        ("fd00::20", "fd00::20", True),
        ("*.168.1.20", "192.168.1.20", False),
    ],
)
def test_names_are_compared_as_browsers_do(
    tmp_path: Path, name: str, host: str, fits: bool
) -> None:
    own = check_own_certificate(*issue(tmp_path, name), NOW)
    assert own.is_for(host) is fits


def test_an_expired_one_is_refused_with_the_date(tmp_path: Path) -> None:
    expired = issue(tmp_path, "a.example", first=NOW - 9 * DAY, last=NOW - 2 * DAY)
    assert "expired on 2026-04-29" in refusal(*expired)


def test_one_of_the_future_is_refused_with_the_date(tmp_path: Path) -> None:
    early = issue(tmp_path, "a.example", first=NOW + DAY, last=NOW + 9 * DAY)
    assert "not valid before 2026-05-02" in refusal(*early)


def test_a_common_name_alone_is_no_name(tmp_path: Path) -> None:
    assert "subjectAltName" in refusal(*issue(tmp_path))


def test_missing_files_are_named(tmp_path: Path) -> None:
    chain, key = issue(tmp_path, "a.example")
    missing = tmp_path / "missing.pem"
    assert "missing.pem cannot be read (--cert)" in refusal(missing, key)
    assert "missing.pem cannot be read (--key)" in refusal(chain, missing)


def test_a_key_that_does_not_fit_is_told(tmp_path: Path) -> None:
    chain, key = issue(tmp_path / "one", "a.example")
    _, other = issue(tmp_path / "other", "a.example")
    _, encrypted = issue(tmp_path / "encrypted", "a.example", password=b"secret")
    assert "is not the key" in refusal(chain, other)
    assert "unencrypted private key" in refusal(chain, encrypted)
    assert "unencrypted private key" in refusal(chain, chain)
    assert "no certificate" in refusal(key, key)
