"""Who is sent to the page that guides phones."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from server.app import create_app
from server.phone import PhoneAccess
from server.settings import Settings


@pytest.fixture
def guided(site: Path) -> Iterator[TestClient]:
    phone = PhoneAccess("https://192.168.1.2:8443", b"certificate", "AB:CD")
    app = create_app(Settings(site=site), phone)
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000"])
def test_this_computer_sees_the_app(guided: TestClient, host: str) -> None:
    assert guided.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["192.168.1.2:8000", "laptop.local", "", "[", "[::1", "a]"])
def test_others_are_sent_to_the_page_whatever_name_they_use(guided: TestClient, host: str) -> None:
    answer = guided.get("/", headers={"host": host})
    assert (answer.status_code, answer.headers["location"]) == (307, "/phone")
    assert "content-security-policy" in answer.headers
