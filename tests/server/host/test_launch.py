"""From the command line to the first answer: addresses, QR code, https, sentences on failure."""

import os
import re
import signal
import socket
import ssl
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import cv2
import numpy as np
import pytest

from server.host.lan import lan_addresses
from server.host.local_certificate import local_certificate
from tests.kit import ROOT
from tests.kit.host import Host, command, eventually, free_port
from tests.server.processes import children

PATIENCE = 120
"""Seconds in which a loaded machine, too, does what it should."""

needs_network = pytest.mark.skipif(not lan_addresses(), reason="this computer has no network")


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def failure(site: Path, *options: str, address: str = "127.0.0.1") -> str:
    """Return what a start that fails says; it must do so in one sentence, without a traceback."""
    finished = subprocess.run(
        command(free_port(), free_port(), address, *options),
        cwd=ROOT,
        env={"CAMXUC_SITE": str(site), "HOME": "/nonexistent"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert finished.returncode == 1
    assert finished.stderr.startswith("camxuc: ")
    assert "Traceback" not in finished.stderr
    return finished.stderr


def ask_securely(port: int, name: str, authority: Path) -> bytes:
    context = ssl.create_default_context(cafile=str(authority))
    with (
        socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as plain,
        context.wrap_socket(plain, server_hostname=name) as connection,
    ):
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        return b"".join(iter(lambda: connection.recv(65536), b""))


@needs_network
def test_phones_get_https_with_a_trusted_certificate(site: Path, tmp_path: Path) -> None:
    authority = tmp_path / "state" / "camxuc" / "ca.pem"
    with Host.start(site, address="0.0.0.0") as host:
        answer = ask_securely(host.https_port, str(lan_addresses()[0]), authority)
        assert answer.startswith(b"HTTP/1.1 200 OK")
        assert b"<title>Camxuc</title>" in answer
        # A home-made certificate must not bind a browser to https for this name.
        assert b"strict-transport-security" not in answer.lower()

        status, headers, _ = host.request("GET", "/", Host=f"{lan_addresses()[0]}:{host.port}")
        assert (status, headers["location"]) == (307, "/phone")
        assert host.request("GET", "/", Host=f"localhost:{host.port}")[0] == 200

        status, headers, page = host.request("GET", "/phone")
        assert f"https://{lan_addresses()[0]}:{host.https_port}".encode() in page
        for word in (b"Android", b"iPhone", b"/camxuc-ca.crt", b"Certificate Trust Settings"):
            assert word in page
        assert b"<style" not in page
        assert b"style=" not in page
        _, headers, certificate = host.request("GET", "/camxuc-ca.crt")
        assert headers["content-type"] == "application/x-x509-ca-cert"
        assert certificate == ssl.PEM_cert_to_DER_cert(authority.read_text())
        assert host.request("GET", "/phone.css")[1]["content-type"].startswith("text/css")


@needs_network
def test_the_terminal_shows_both_addresses_and_a_code_for_the_phone(site: Path) -> None:
    with Host.start(site, address="0.0.0.0", PYTHONUTF8="1") as host:
        host.request("GET", "/")
        host.process.send_signal(signal.SIGINT)
        assert host.process.stdout is not None
        shown = host.process.stdout.read()
        assert host.process.wait(PATIENCE) == 0
    secure = f"https://{lan_addresses()[0]}:{host.https_port}"
    assert f"http://localhost:{host.port}" in shown
    assert secure in shown
    rows = [line for line in shown.splitlines() if line and set(line) <= set("█▀▄ ")]
    light = {"█": (1, 1), "▀": (1, 0), "▄": (0, 1), " ": (0, 0)}
    modules = np.array([[light[c][half] for c in row] for row in rows for half in (0, 1)], np.uint8)
    picture = np.pad(np.kron(modules * 255, np.ones((8, 8), np.uint8)), 32, constant_values=255)
    assert cv2.QRCodeDetector().detectAndDecode(picture)[0] == secure


def test_one_interrupt_ends_it_quietly(site: Path) -> None:
    with Host.start(site) as host:
        host.request("GET", "/")
        host.process.send_signal(signal.SIGINT)
        assert host.process.wait(PATIENCE) == 0
        assert host.process.stdout is not None
        assert "Traceback" not in host.process.stdout.read()


def test_people_are_not_logged(site: Path, astronaut_png: bytes) -> None:
    with Host.start(site) as host:
        headers = {"Content-Type": "image/png", "X-Forwarded-For": "203.0.113.77"}
        host.request("POST", "/api/v1/emotions", astronaut_png, **headers)
        host.request("GET", "/nothing", None, **headers)
        with host.connect() as connection:
            connection.sendall(b"nonsense\r\n\r\n")
            connection.recv(1000)
        host.process.terminate()
        assert host.process.stdout is not None
        shown = host.process.stdout.read()
    assert "203.0.113.77" not in shown
    assert "/api" not in shown
    assert "nothing" not in shown


def test_several_workers_share_the_port_and_a_dead_one_is_replaced(site: Path) -> None:
    with Host.start(site, "--workers", "2") as host:
        assert host.request("GET", "/healthz")[0] == 200
        before = children(host.process.pid)
        os.kill(before[-1], signal.SIGKILL)
        eventually(
            lambda: (
                before[-1] not in children(host.process.pid)
                and len(children(host.process.pid)) == len(before)
            )
        )
        assert host.request("GET", "/healthz")[0] == 200


def test_own_certificate_and_hsts(site: Path, tmp_path: Path) -> None:
    certificate = local_certificate(tmp_path / "own", lan_addresses(), "laptop")
    assert certificate.authority is not None
    options = ("--cert", str(certificate.chain), "--key", str(certificate.key))
    with Host.start(site, *options) as host:
        answer = ask_securely(host.https_port, "localhost", certificate.authority)
        assert b"strict-transport-security: max-age=31536000" in answer
        assert "strict-transport-security" not in host.request("GET", "/")[1]
        assert host.request("GET", "/phone")[0] == 404


def test_http_only_opens_no_second_port(site: Path) -> None:
    with Host.start(site, "--http-only", address="0.0.0.0") as host:
        assert host.request("GET", "/", Host="192.0.2.9")[0] == 200
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", host.https_port), timeout=5)


def test_failures_are_sentences_with_a_way_out(site: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"Port {port} is taken" in failure(site, "--port", str(port))
    assert "port: Input should be less than or equal to 65535" in failure(site, "--port", "70000")
    assert "belong together" in failure(site, "--cert", "a.pem")
    assert "no certificate" in failure(site, "--cert", "/etc/hostname", "--key", "/etc/hostname")
    assert "not this computer's address" in failure(site, address="198.51.100.1")
    assert "make run" in failure(tmp_path)
    missing = str(tmp_path / "missing.pem")
    assert "missing.pem cannot be read" in failure(site, "--cert", missing, "--key", missing)


@needs_network
def test_two_hosts_run_beside_each_other(site: Path, tmp_path: Path) -> None:
    options = ["--host", "0.0.0.0", "--port", "0"]
    shown = []
    with ExitStack() as stack:
        for _ in range(2):
            process = subprocess.Popen(
                [sys.executable, "-u", "-m", "server", *options],
                cwd=ROOT,
                env={**os.environ, "CAMXUC_SITE": str(site)},
                stdout=subprocess.PIPE,
                text=True,
            )
            stack.enter_context(process)
            stack.callback(process.terminate)
            assert process.stdout is not None
            lines = iter(process.stdout.readline, "")
            shown.append(next(line for line in lines if "on a phone" in line).split()[-1])
    assert shown[0] != shown[1]


def test_help_explains_itself() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "server", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for option in (
        "--host",
        "--port",
        "--https-port",
        "--http-only",
        "--cert",
        "--key",
        "--workers",
    ):
        assert option in shown
    assert re.search(r"certificate made on this\s+computer", shown)


def test_nothing_heavy_is_imported_before_the_first_picture(site: Path) -> None:
    script = (
        "import sys; from server.host.app import create_app; from server.settings import Settings;"
        f"from pathlib import Path; create_app(Settings(site=Path({str(site)!r})));"
        "print([m for m in ('tensorflow', 'keras', 'cv2', 'ai_edge_litert', 'skimage')"
        " if m in sys.modules])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "[]"
