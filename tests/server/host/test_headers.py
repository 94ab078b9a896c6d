"""The security headers, on every kind of answer."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient


@pytest.mark.parametrize("path", ["/", "/healthz", "/assets/index-abc123.js", "/nothing"])
def test_every_answer_is_locked_down(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(
        directive.split(" ", 1) for directive in headers["content-security-policy"].split("; ")
    )
    assert policy["default-src"] == policy["connect-src"] == policy["style-src"] == "'self'"
    assert policy["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert headers["permissions-policy"].startswith("camera=(self)")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "strict-transport-security" not in headers
    assert "cross-origin-embedder-policy" not in headers


def test_health(client: TestClient) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert response.headers["cache-control"] == "no-store"
    assert client.head("/healthz").status_code == 200


def test_the_hosting_page_names_the_same_headers(client: TestClient) -> None:
    page = (Path(__file__).parents[3] / "docs" / "hosting.md").read_text("utf-8")
    headers = client.get("/").headers
    for name in ("Content-Security-Policy", "Permissions-Policy", "Referrer-Policy"):
        assert f"\n{name}: {headers[name]}\n" in page
