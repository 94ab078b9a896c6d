"""Time, work and rate: what one client may take from the others."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.problems import Problem
from server.rate_limit import RateLimit
from tests.server.host import Host, eventually

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


def test_a_client_that_says_nothing_is_cut_off(host: Host) -> None:
    started = time.monotonic()
    with host.connect() as connection:
        assert read_to_end(connection) == b""
    assert 0.5 < time.monotonic() - started < 5


def test_a_request_head_in_drips_is_cut_off(host: Host) -> None:
    started = time.monotonic()
    with host.connect() as connection:
        try:
            for _ in range(100):
                connection.sendall(b"G")
                time.sleep(0.1)
        except (BrokenPipeError, ConnectionResetError):
            pass
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("start", [b"GET /", b"GET / HTTP/1.1\r\nX: "])
def test_an_endless_request_head_is_cut_off(host: Host, start: bytes) -> None:
    sent, piece = 0, b"a" * 65536
    with host.connect() as connection:
        connection.sendall(start)
        try:
            while sent < 500_000_000:
                connection.sendall(piece)
                sent += len(piece)
        except (BrokenPipeError, ConnectionResetError):
            pass
    assert sent < 20_000_000


def test_a_large_picture_sent_to_a_wrong_address_gets_its_answer(host: Host) -> None:
    assert host.request("POST", "/api/v1/emotion", bytes(5_000_000))[0] == 404


def test_a_body_that_stops_is_answered_408(host: Host) -> None:
    started = time.monotonic()
    with host.connect() as connection:
        connection.sendall(POST + b"Content-Length: 1000\r\n\r\nabc")
        answer = read_to_end(connection)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b'"reason":"too-slow"' in answer
    assert time.monotonic() - started < 6


def test_a_body_in_drips_is_answered_408(host: Host) -> None:
    with host.connect() as connection:
        connection.sendall(POST + b"Content-Length: 100000\r\n\r\n")
        started = time.monotonic()
        try:
            while time.monotonic() - started < 10:
                connection.sendall(b"x")
                time.sleep(0.2)
        except (BrokenPipeError, ConnectionResetError):
            pass
        took = time.monotonic() - started
        assert b"408" in read_to_end(connection)
    assert took < 8


def test_a_client_that_takes_nothing_is_cut_off(host: Host) -> None:
    def connections() -> int:
        return sum(target.startswith("socket:") for target in host.open_files())

    idle = connections()
    with host.connect() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        # Enough answers to fill every buffer between the two.
        connection.sendall(b"GET /model/weights.bin HTTP/1.1\r\nHost: x\r\n\r\n" * 60)
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
    limits = {
        "CAMXUC_JOBS": "1",
        "CAMXUC_QUEUE": "1",
        "CAMXUC_STALL_SECONDS": "20",
        "CAMXUC_BODY_SECONDS": "20",
        "CAMXUC_REQUESTS_PER_MINUTE": "12",
    }
    with Host.start(site, **limits) as host:
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


def test_rate_limit_refills_with_time() -> None:
    now = 0.0
    limit = RateLimit(per_minute=60, clock=lambda: now)
    for _ in range(10):
        limit.take("198.51.100.1")
    with pytest.raises(Problem) as refused:
        limit.take("198.51.100.1")
    assert refused.value.headers["Retry-After"] == "1"
    limit.take("198.51.100.2")
    now = 3.0
    for _ in range(3):
        limit.take("198.51.100.1")
    with pytest.raises(Problem):
        limit.take("198.51.100.1")


def test_rate_limit_counts_an_ipv6_household_as_one() -> None:
    limit = RateLimit(per_minute=6, clock=lambda: 0.0)
    limit.take("2001:db8::1")
    with pytest.raises(Problem):
        limit.take("2001:db8::2")
    limit.take("2001:db8:0:1::1")


def test_rate_limit_zero_is_none() -> None:
    limit = RateLimit(per_minute=0)
    for _ in range(1000):
        limit.take("198.51.100.1")


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
