"""Time and work: what one client may take from the others."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.host import Host, eventually

PATIENCE = 120
"""Seconds in which a loaded machine, too, does what it should."""
ENDLESS = 500_000_000
POST = b"POST /api/v1/emotions HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n"


def read_to_end(connection: socket.socket) -> bytes:
    """Return what the host sends until it closes or cuts the connection."""
    received = bytearray()
    try:
        while data := connection.recv(65536):
            received += data
    except ConnectionResetError:
        pass
    return bytes(received)


def send_until_cut_off(connection: socket.socket, piece: bytes, pause: float = 0) -> int:
    """Send pieces until the host cuts the connection off; return the bytes sent by then."""
    sent, deadline = 0, time.monotonic() + PATIENCE
    try:
        while time.monotonic() < deadline and sent < ENDLESS:
            connection.sendall(piece)
            sent += len(piece)
            time.sleep(pause)
    except (BrokenPipeError, ConnectionResetError):
        return sent
    raise AssertionError(f"after {sent} bytes the host still listens")


def test_a_client_that_says_nothing_is_cut_off(impatient_host: Host) -> None:
    with impatient_host.connect() as connection:
        assert read_to_end(connection) == b""


def test_a_request_head_in_drips_is_cut_off(impatient_host: Host) -> None:
    with impatient_host.connect() as connection:
        send_until_cut_off(connection, b"G", pause=0.1)


@pytest.mark.parametrize("start", [b"GET /", b"GET / HTTP/1.1\r\nX: "])
def test_an_endless_request_head_is_cut_off(host: Host, start: bytes) -> None:
    with host.connect() as connection:
        connection.sendall(start)
        assert send_until_cut_off(connection, b"a" * 65536) < 20_000_000


def test_a_large_picture_sent_to_a_wrong_address_gets_its_answer(host: Host) -> None:
    assert host.request("POST", "/api/v1/emotion", bytes(5_000_000))[0] == 404


def test_a_body_that_stops_is_answered_408(impatient_host: Host) -> None:
    with impatient_host.connect() as connection:
        connection.sendall(POST + b"Content-Length: 1000\r\n\r\nabc")
        answer = read_to_end(connection)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b'"reason":"too-slow"' in answer


def test_a_body_in_drips_is_answered_408(impatient_host: Host) -> None:
    with impatient_host.connect() as connection:
        connection.sendall(POST + b"Content-Length: 100000\r\n\r\n")
        send_until_cut_off(connection, b"x", pause=0.2)
        assert b"408" in read_to_end(connection)


def test_a_client_that_takes_nothing_is_cut_off(impatient_host: Host) -> None:
    def connections() -> int:
        return sum(target.startswith("socket:") for target in impatient_host.open_files())

    idle = connections()
    with impatient_host.connect() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        # Enough answers to fill every buffer between the two.
        connection.sendall(b"GET /model/weights-0123abcd.bin HTTP/1.1\r\nHost: x\r\n\r\n" * 60)
        eventually(lambda: connections() > idle)
        eventually(lambda: connections() == idle)


def test_an_endless_body_is_stopped_on_the_way(host: Host) -> None:
    megabyte, sent = bytes(1_000_000), 0
    before = host.memory()
    with host.connect() as connection:
        connection.sendall(POST + b"Transfer-Encoding: chunked\r\n\r\n")
        try:
            while sent < 2000:
                connection.sendall(b"f4240\r\n" + megabyte + b"\r\n")
                sent += 1
        except (BrokenPipeError, ConnectionResetError):
            pass
        answer = read_to_end(connection)
    assert 20 < sent < 500
    assert answer == b"" or b"413" in answer.split(b"\r\n")[0]
    assert host.memory() - before < 60_000_000


def test_too_long_a_body_is_refused_before_it_is_sent(host: Host) -> None:
    with host.connect() as connection:
        head = b"Expect: 100-continue\r\nContent-Length: 20000001\r\n\r\n"
        connection.sendall(POST + head)
        assert read_to_end(connection).startswith(b"HTTP/1.1 413 ")


@pytest.fixture
def small_host(site: Path) -> Iterator[Host]:
    with Host.start(
        site,
        CAMXUC_JOBS="1",
        CAMXUC_QUEUE="1",
        CAMXUC_STALL_SECONDS="120",
        CAMXUC_BODY_SECONDS="120",
        CAMXUC_REQUESTS_PER_MINUTE="12",
    ) as host:
        yield host


def test_places_are_bounded_and_come_free_when_clients_leave(
    small_host: Host, astronaut_png: bytes
) -> None:
    def ask() -> tuple[int, dict[str, str], bytes]:
        return small_host.request(
            "POST", "/api/v1/emotions", astronaut_png, **{"Content-Type": "image/png"}
        )

    waiting = [small_host.connect() for _ in range(2)]
    for connection in waiting:
        connection.sendall(POST + b"Content-Length: 1000\r\n\r\nabc")
    eventually(lambda: ask()[0] == 503)
    _, headers, body = ask()
    assert int(headers["retry-after"]) > 0
    assert json.loads(body)["reason"] == "busy"
    for connection in waiting:
        connection.close()
    eventually(lambda: ask()[0] == 200)


def test_pictures_of_clients_that_left_are_not_worked_on(
    small_host: Host, astronaut_png: bytes
) -> None:
    head = POST + b"Content-Length: %d\r\n\r\n" % len(astronaut_png)
    for _ in range(30):
        connection = small_host.connect()
        connection.sendall(head + astronaut_png)
        connection.close()
    status, _, _ = small_host.request("GET", "/healthz")
    assert status == 200
    eventually(
        lambda: (
            small_host.request(
                "POST", "/api/v1/emotions", astronaut_png, **{"Content-Type": "image/png"}
            )[0]
            == 200
        )
    )


def test_other_computers_are_limited_and_this_one_is_not(
    small_host: Host, astronaut_png: bytes
) -> None:
    def ask(**headers: str) -> tuple[int, dict[str, str], bytes]:
        return small_host.request("POST", "/api/v1/emotions", b"", **headers)

    # A proxy on this computer is believed about whom it speaks for.
    answers = [ask(**{"X-Forwarded-For": "203.0.113.7"}) for _ in range(4)]
    assert [status for status, _, _ in answers] == [400, 400, 429, 429]
    assert int(answers[-1][1]["retry-after"]) > 0
    assert ask(**{"X-Forwarded-For": "203.0.113.8"})[0] == 400
    assert {ask()[0] for _ in range(8)} == {400}


def test_many_at_once_all_get_their_own_answer(host: Host, astronaut_png: bytes) -> None:
    statuses = []

    def ask() -> None:
        status, _, body = host.request(
            "POST", "/api/v1/emotions", astronaut_png, **{"Content-Type": "image/png"}
        )
        statuses.append((status, len(json.loads(body))))

    threads = [threading.Thread(target=ask) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [(200, 1)] * 12
