"""The home-made certificates, as browsers judge them."""

import datetime
import ipaddress
import ssl
import stat
from pathlib import Path

import pytest
from cryptography import x509

from server.host.certificate import Certificate, CertificateError
from server.host.lan import IPAddress, host_name
from server.host.local_certificate import local_certificate

HOME = [ipaddress.ip_address("192.168.1.20"), ipaddress.ip_address("fd00::20")]


def handshake(certificate: Certificate, name: str) -> None:
    """Connect as a client that trusts the CA and asks for `name`."""
    assert certificate.authority is not None
    client = ssl.create_default_context(cafile=str(certificate.authority))
    ours, theirs = (ssl.MemoryBIO(), ssl.MemoryBIO()), (ssl.MemoryBIO(), ssl.MemoryBIO())
    server_side = certificate.context().wrap_bio(ours[0], theirs[0], server_side=True)
    client_side = client.wrap_bio(theirs[0], ours[0], server_hostname=name)
    for _ in range(4):
        for side in (client_side, server_side):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
    assert client_side.version() in ("TLSv1.2", "TLSv1.3")


@pytest.mark.parametrize(
    "name", ["192.168.1.20", "fd00::20", "127.0.0.1", "localhost", "laptop", "laptop.local"]
)
def test_it_is_good_for_every_name_of_this_computer(tmp_path: Path, name: str) -> None:
    handshake(local_certificate(tmp_path, HOME, "laptop"), name)


@pytest.mark.parametrize("name", ["192.168.1.21", "example.org"])
def test_it_is_good_for_nothing_else(tmp_path: Path, name: str) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        handshake(local_certificate(tmp_path, HOME, "laptop"), name)


def test_keys_are_for_their_owner_only(tmp_path: Path) -> None:
    state = tmp_path / "state"
    certificate = local_certificate(state, HOME, "laptop")
    assert stat.S_IMODE(state.stat().st_mode) == 0o700
    for path in (certificate.key, state / "ca-key.pem"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(list(state.iterdir())) == 4


def test_it_is_kept_until_something_changes(tmp_path: Path) -> None:
    def contents(addresses: list[IPAddress]) -> tuple[bytes, bytes]:
        certificate = local_certificate(tmp_path, addresses, "laptop")
        assert certificate.authority is not None
        return certificate.authority.read_bytes(), certificate.chain.read_bytes()

    authority, leaf = contents(HOME)
    assert contents(HOME) == (authority, leaf)
    moved = [ipaddress.ip_address("10.0.0.7")]
    same_authority, other_leaf = contents(moved)
    assert same_authority == authority
    assert other_leaf != leaf
    handshake(local_certificate(tmp_path, moved, "laptop"), "10.0.0.7")


def test_phones_need_not_trust_anew_when_an_ipv6_address_changes(tmp_path: Path) -> None:
    authorities = []
    for temporary in ("2a00:1450::1", "2a00:1450::2"):
        addresses = [*HOME, ipaddress.ip_address(temporary)]
        certificate = local_certificate(tmp_path, addresses, "laptop")
        assert certificate.authority is not None
        authorities.append(certificate.authority.read_bytes())
        handshake(certificate, "192.168.1.20")
    assert authorities[0] == authorities[1]


@pytest.mark.parametrize("name", ["", "büro-pc", "-" * 64])
def test_a_host_name_that_certificates_do_not_know_is_no_obstacle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: name)
    handshake(local_certificate(tmp_path, HOME, host_name()), "192.168.1.20")


def test_damaged_files_are_made_anew(tmp_path: Path) -> None:
    certificate = local_certificate(tmp_path, HOME, "laptop")
    certificate.key.write_text("damaged")
    handshake(local_certificate(tmp_path, HOME, "laptop"), "192.168.1.20")
    (tmp_path / "ca-key.pem").unlink()
    handshake(local_certificate(tmp_path, HOME, "laptop"), "192.168.1.20")


def test_it_lasts_no_longer_than_phones_accept(tmp_path: Path) -> None:
    certificate = local_certificate(tmp_path, HOME, "laptop")
    leaf = x509.load_pem_x509_certificate(certificate.chain.read_bytes())
    lifetime = leaf.not_valid_after_utc - leaf.not_valid_before_utc
    assert datetime.timedelta(30) < lifetime < datetime.timedelta(398)


def test_the_authority_cannot_vouch_for_public_sites(tmp_path: Path) -> None:
    certificate = local_certificate(tmp_path, HOME, "laptop")
    assert certificate.authority is not None
    authority = x509.load_pem_x509_certificate(certificate.authority.read_bytes())
    extension = authority.extensions.get_extension_for_class(x509.NameConstraints)
    permitted = extension.value.permitted_subtrees
    assert extension.critical
    assert permitted is not None
    for name in permitted:
        if isinstance(name, x509.DNSName):
            assert name.value in ("localhost", "local", "lan", "home.arpa", "internal", "laptop")
        else:
            assert name.value.is_private or str(name.value) == "100.64.0.0/10"


def test_a_public_address_of_this_computer_is_covered_too(tmp_path: Path) -> None:
    addresses: list[IPAddress] = [ipaddress.ip_address("8.8.4.4")]
    handshake(local_certificate(tmp_path, addresses, "laptop"), "8.8.4.4")


def test_a_certificate_that_is_none_is_told(tmp_path: Path) -> None:
    nonsense = tmp_path / "nonsense.pem"
    nonsense.write_text("nonsense")
    with pytest.raises(CertificateError, match=r"nonsense\.pem"):
        Certificate(nonsense, nonsense, None).context()
    with pytest.raises(CertificateError, match=r"missing\.pem"):
        Certificate(tmp_path / "missing.pem", nonsense, None).context()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CertificateError, match="http-only"):
        local_certificate(tmp_path / "file" / "state", HOME, "laptop")
