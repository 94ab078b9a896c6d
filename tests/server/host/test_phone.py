"""Who is sent to the page that guides phones, and what it says."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from server.host.app import create_app
from server.host.phone import PhoneAccess
from server.settings import Settings
from tests.server.conftest import PUBLIC


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


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("", "en"),
        ("vi", "vi"),
        ("vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ("en-US,en;q=0.9,vi;q=0.8", "en"),
        ("fr, vi;q=0.3, en;q=0.7", "en"),
        ("fr, de;q=0.5", "en"),
        ("vi;q=0, en", "en"),
        ("vi;q=x, ;;,=", "en"),
    ],
)
def test_the_page_speaks_the_browser_s_language(
    guided: TestClient, asked: str, language: str
) -> None:
    answer = guided.get("/phone", headers={"accept-language": asked})
    assert f'<html lang="{language}">' in answer.text
    assert answer.headers["vary"] == "Accept-Language"


def test_a_person_can_choose_the_other_language(guided: TestClient) -> None:
    chosen = guided.get("/phone?lang=vi", headers={"accept-language": "en"}).text
    assert '<html lang="vi">' in chosen
    assert 'href="?lang=en"' in chosen
    sent = guided.get("/?lang=vi", headers={"host": "192.168.1.2:8000"})
    assert sent.headers["location"] == "/phone?lang=vi"


def test_both_languages_have_the_same_page(guided: TestClient) -> None:
    def skeleton(language: str) -> list[str]:
        page = guided.get(f"/phone?lang={language}").text
        assert "https://192.168.1.2:8443" in page
        assert "AB:CD" in page
        return re.findall(r"</?[a-z0-9]+", page)

    assert skeleton("en") == skeleton("vi")


def test_nobody_is_told_that_a_computer_is_a_phone(guided: TestClient) -> None:
    assert "this phone" not in guided.get("/phone?lang=en").text


def test_the_page_has_the_app_s_colours(guided: TestClient) -> None:
    app = (PUBLIC.parent / "src/app/app.css").read_text("utf-8")
    colours = re.findall(r"--[a-z-]+: light-dark\(.*\);", guided.get("/phone.css").text)
    assert colours
    for colour in colours:
        assert colour in app
