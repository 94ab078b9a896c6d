"""What is no picture, or too much of one, is refused with a reason."""

import io
from pathlib import Path

import pytest
from PIL import Image
from starlette.testclient import TestClient

from server.host.app import create_app
from server.settings import Settings
from tests.server.pictures import encoded, png_of_claimed_size

GRADIENT = Image.linear_gradient("L").convert("RGB")


def animated(file_format: str) -> bytes:
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "blue")]
    return encoded(frames[0], file_format, save_all=True, append_images=frames[1:])


CASES = [
    ("no bytes", b"", 400, "empty"),
    ("text", b"hello", 415, "not-a-picture"),
    ("another kind of picture", encoded(GRADIENT, "GIF"), 415, "not-a-picture"),
    ("vector picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415, "not-a-picture"),
    ("only a PNG's signature", encoded(GRADIENT)[:8], 415, "not-a-picture"),
    ("cut PNG", encoded(GRADIENT)[:200], 422, "broken-picture"),
    ("cut JPEG", encoded(GRADIENT, "JPEG")[:-200], 422, "broken-picture"),
    ("cut WebP", encoded(GRADIENT, "WEBP")[:-50], 422, "broken-picture"),
    ("bomb", png_of_claimed_size(60_000, 60_000), 413, "too-many-pixels"),
    ("bomb of one row", png_of_claimed_size(2**31 - 1, 1), 413, "too-many-pixels"),
    ("too wide", encoded(Image.new("L", (40_000, 20))), 413, "too-many-pixels"),
    ("one pixel", encoded(Image.new("RGB", (1, 1))), 422, "too-small"),
    ("animated PNG", animated("PNG"), 422, "animated"),
    ("animated WebP", animated("WEBP"), 422, "animated"),
]


@pytest.mark.parametrize("path", ["emotions", "annotated"])
@pytest.mark.parametrize(
    ("content", "status", "reason"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_it_is_refused_with_a_reason(
    client: TestClient, path: str, content: bytes, status: int, reason: str
) -> None:
    headers = {"Content-Type": "image/png"}
    response = client.post(f"/api/v1/{path}", content=content, headers=headers)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert (problem["status"], problem["reason"]) == (status, reason)
    assert problem["type"].endswith(reason)
    assert len(problem["detail"]) > 20


def form(*fields: tuple[str, bytes]) -> bytes:
    """Return a form with the boundary x: fields of a header's parameters and a value."""
    return b"".join(
        b"--x\r\nContent-Disposition: form-data; " + parameters.encode() + b"\r\n\r\n" + value
        + b"\r\n"
        for parameters, value in fields
    ) + b"--x--\r\n"  # fmt: skip


@pytest.mark.parametrize(
    ("content_type", "body", "status", "reason"),
    [
        ("text/plain", b"hello", 415, "not-a-picture"),
        ("application/json", b"{}", 415, "not-a-picture"),
        ("application/x-www-form-urlencoded", b"file=1", 415, "not-a-picture"),
        ("multipart/mixed; boundary=x", form(('name="file"', b"a")), 415, "not-a-picture"),
        ("multipart/form-data", b"hello", 400, "broken-form"),
        ("multipart/form-data; boundary=x", b"", 400, "no-file"),
        ("multipart/form-data; boundary=x", b"hello", 400, "broken-form"),
        ("multipart/form-data; boundary=x", form(('name="other"', b"c")), 400, "no-file"),
        ("multipart/form-data; boundary=x", form(('name="file"', b"")), 400, "empty"),
        (
            "multipart/form-data; boundary=x",
            form(('name="file"; filename=""', b"")),
            400,
            "empty",
        ),
        (
            "multipart/form-data; boundary=x",
            form(*[('name="a"', b"b")] * 1001),
            400,
            "too-many-fields",
        ),
        ("\x00;;=", b"hello", 415, "not-a-picture"),
    ],
)
def test_forms_that_hold_no_picture(
    client: TestClient, content_type: str, body: bytes, status: int, reason: str
) -> None:
    headers = {"Content-Type": content_type}
    response = client.post("/api/v1/emotions", content=body, headers=headers)
    assert (response.status_code, response.json()["reason"]) == (status, reason)


@pytest.mark.parametrize(
    "fields",
    [
        [('name="file"; filename="1.jpg"', b"1"), ('name="file"; filename="2.jpg"', b"2")],
        [('name="file"', b"1"), ('name="file"', b"2")],
        [('name="other"; filename="1.jpg"', b"1"), ('name="file"; filename="2.jpg"', b"2")],
    ],
)
def test_of_several_files_none_is_dropped_silently(
    client: TestClient, fields: list[tuple[str, bytes]]
) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    response = client.post("/api/v1/emotions", content=form(*fields), headers=headers)
    assert (response.status_code, response.json()["reason"]) == (400, "several-files")
    assert "2 files" in response.json()["detail"]


def test_a_file_in_another_field_is_named(client: TestClient) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    body = form(('name="photo"; filename="1.jpg"', b"1"))
    problem = client.post("/api/v1/emotions", content=body, headers=headers).json()
    assert problem["reason"] == "no-file"
    assert '"photo"' in problem["detail"]


def test_too_long_a_body_is_refused(site: Path, astronaut_png: bytes) -> None:
    settings = Settings(site=site, max_body_bytes=len(astronaut_png) - 1)
    headers = {"Content-Type": "image/png"}
    with TestClient(create_app(settings)) as client:
        announced = client.post("/api/v1/emotions", content=astronaut_png, headers=headers)
        stream = iter([astronaut_png[:1000], astronaut_png[1000:]])
        streamed = client.post("/api/v1/emotions", content=stream, headers=headers)
    for response in (announced, streamed):
        assert (response.status_code, response.json()["reason"]) == (413, "too-many-bytes")
        assert response.headers["connection"] == "close"


def test_damaged_metadata_does_not_spoil_a_picture(
    client: TestClient, astronaut: Image.Image
) -> None:
    content = encoded(
        astronaut, "JPEG", exif=b"Exif\x00\x00MM\x00*\xff\xff\xff\xff", icc_profile=b"x"
    )
    response = client.post("/api/v1/emotions", files={"file": content})
    assert response.status_code == 200
    assert len(response.json()) == 1


def test_unknown_paths_and_methods_are_problems_too(client: TestClient) -> None:
    missing = client.get("/api/v1/nothing")
    assert (missing.status_code, missing.json()["reason"]) == (404, "not-found")
    wrong = client.get("/api/v1/emotions")
    assert (wrong.status_code, wrong.headers["allow"]) == (405, "POST")


def test_a_fault_of_the_host_is_a_problem_that_tells_nothing(
    client: TestClient, astronaut_png: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("/secret/path")

    monkeypatch.setattr("server.api.routes.decode", fail)
    response = client.post("/api/v1/emotions", content=io.BytesIO(astronaut_png))
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert "secret" not in response.text
    assert "content-security-policy" in response.headers
