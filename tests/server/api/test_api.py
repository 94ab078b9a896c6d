"""The image API on pictures people send."""

import io
import json
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageChops
from starlette.testclient import TestClient

from tests.server.conftest import MODEL
from tests.server.pictures import ASTRONAUT_FACE, encoded, overlap

EMOTIONS = json.loads((MODEL / "manifest.json").read_text())["emotions"]
MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


def read(client: TestClient, content: bytes) -> list[dict[str, Any]]:
    response = client.post("/api/v1/emotions", files={"file": content})
    assert response.status_code == 200, response.text
    faces: list[dict[str, Any]] = response.json()
    return faces


@pytest.mark.parametrize("file_format", MEDIA_TYPES)
def test_the_astronaut_smiles(client: TestClient, astronaut: Image.Image, file_format: str) -> None:
    (face,) = read(client, encoded(astronaut, file_format))
    assert overlap(face, ASTRONAUT_FACE) > 0.8
    assert face["id"] == 1
    assert face["emotion"] == "happiness"
    assert face["certain"] is True
    assert face["confidence"] == max(face["probabilities"])
    assert EMOTIONS[int(np.argmax(face["probabilities"]))] == "happiness"
    assert sum(face["probabilities"]) == pytest.approx(1, abs=1e-4)
    left_eye, right_eye, nose, mouth, left_ear, right_ear = face["keypoints"]
    assert left_ear["x"] < left_eye["x"] < nose["x"] < right_eye["x"] < right_ear["x"]
    assert left_eye["y"] < nose["y"] < mouth["y"]


@pytest.mark.parametrize("file_format", MEDIA_TYPES)
def test_a_bare_body_is_read_like_a_form(
    client: TestClient, astronaut: Image.Image, file_format: str
) -> None:
    content = encoded(astronaut, file_format)
    headers = {"Content-Type": MEDIA_TYPES[file_format]}
    bare = client.post("/api/v1/emotions", content=content, headers=headers)
    assert bare.json() == read(client, content)


@pytest.mark.parametrize(
    "content_type",
    ["image/jpg", "image/pjpeg", "image/x-png", "IMAGE/JPEG", "application/octet-stream", None,
     "application/x-www-form-urlencoded"],
)  # fmt: skip
def test_a_bare_body_is_read_by_its_content(
    client: TestClient, astronaut_png: bytes, content_type: str | None
) -> None:
    headers = {} if content_type is None else {"Content-Type": content_type}
    response = client.post("/api/v1/emotions", content=astronaut_png, headers=headers)
    assert response.json() == read(client, astronaut_png)


def test_a_form_may_have_many_fields(client: TestClient, astronaut_png: bytes) -> None:
    fields = {f"field{number}": "value" for number in range(500)}
    response = client.post(
        "/api/v1/emotions", data=fields, files={"file": ("a.png", astronaut_png), "no": ("", b"")}
    )
    assert response.json() == read(client, astronaut_png)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_honoured(
    client: TestClient, astronaut: Image.Image, orientation: int
) -> None:
    # How a camera held this way stores an upright scene: the inverse of what undoes it.
    stored = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    tall = Image.new("RGB", (512, 600))
    tall.paste(astronaut)
    exif = Image.Exif()
    exif[0x0112] = orientation
    turned = tall if stored is None else tall.transpose(stored)
    (face,) = read(client, encoded(turned, "PNG", exif=exif))
    assert overlap(face, ASTRONAUT_FACE) > 0.8


def test_several_faces_large_and_small_from_left_to_right(
    client: TestClient, astronaut: Image.Image
) -> None:
    scene = Image.new("RGB", (1600, 900), "#667788")
    places = [(40, 500, 300), (500, 20, 800), (1310, 600, 280)]
    for x, y, side in places:
        scene.paste(astronaut.resize((side, side)), (x, y))
    faces = read(client, encoded(scene))
    assert [face["id"] for face in faces] == [1, 2, 3]
    for face, (x, y, side) in zip(faces, places, strict=True):
        left, top, width, height = (value * side / 512 for value in ASTRONAUT_FACE)
        assert overlap(face, (x + left, y + top, width, height)) > 0.75
        assert face["emotion"] == "happiness"


def test_a_picture_without_a_face_has_none(client: TestClient) -> None:
    noise = np.random.default_rng(3).integers(0, 256, (300, 400, 3), dtype=np.uint8)
    assert read(client, encoded(Image.fromarray(noise))) == []


@pytest.mark.parametrize("mode", ["L", "LA", "RGBA", "P", "CMYK"])
def test_other_colour_modes_are_read(client: TestClient, astronaut: Image.Image, mode: str) -> None:
    file_format = "JPEG" if mode == "CMYK" else "PNG"
    (face,) = read(client, encoded(astronaut.convert(mode), file_format))
    assert overlap(face, ASTRONAUT_FACE) > 0.8
    assert face["emotion"] == "happiness"


def test_16_bits_a_channel_are_read(client: TestClient, astronaut: Image.Image) -> None:
    deep = Image.fromarray(np.asarray(astronaut.convert("L")).astype(np.uint16) * 257)
    (face,) = read(client, encoded(deep))
    (shallow,) = read(client, encoded(astronaut.convert("L")))
    assert face == shallow


def test_transparent_parts_count_as_black(client: TestClient, astronaut: Image.Image) -> None:
    hidden = astronaut.convert("RGBA")
    hidden.putalpha(0)
    assert read(client, encoded(hidden)) == []


@pytest.mark.parametrize("file_format", MEDIA_TYPES)
def test_the_annotated_picture_has_its_format_and_size_and_nothing_else(
    client: TestClient, astronaut: Image.Image, file_format: str
) -> None:
    exif = Image.Exif()
    exif[0x010E] = "where I live"
    content = encoded(astronaut, file_format, exif=exif)
    response = client.post("/api/v1/annotated", files={"file": content})
    assert response.status_code == 200
    assert response.headers["content-type"] == MEDIA_TYPES[file_format]
    assert b"where I live" not in response.content
    drawn = Image.open(io.BytesIO(response.content))
    assert (drawn.format, drawn.size) == (file_format, astronaut.size)
    changed = ImageChops.difference(drawn.convert("RGB"), astronaut).convert("L")
    strong = changed.point(lambda value: 255 * (value > 60)).getbbox()
    assert strong is not None
    left, top, right, bottom = strong
    x, y, width, height = ASTRONAUT_FACE
    assert abs(left - x) < 12
    assert abs(right - x - width) < 40
    assert y - 45 < top < y
    assert abs(bottom - y - height) < 12


def test_the_model_is_the_manifest(client: TestClient) -> None:
    response = client.get("/api/v1/model")
    assert response.json() == json.loads((MODEL / "manifest.json").read_text())
    assert response.headers["content-type"] == "application/json"


def test_answers_about_people_are_not_stored(client: TestClient, astronaut_png: bytes) -> None:
    for path in ("emotions", "annotated"):
        response = client.post(f"/api/v1/{path}", files={"file": astronaut_png})
        assert response.headers["cache-control"] == "no-store"


def test_openapi_describes_the_api_with_examples(client: TestClient) -> None:
    document = client.get("/api/v1/openapi.json").json()
    assert set(document["paths"]) == {"/api/v1/emotions", "/api/v1/annotated", "/api/v1/model"}
    operation = document["paths"]["/api/v1/emotions"]["post"]
    assert set(operation["requestBody"]["content"]) == {
        "multipart/form-data",
        *MEDIA_TYPES.values(),
    }
    for status in ("400", "408", "413", "415", "422", "429", "500", "503"):
        problem = operation["responses"][status]["content"]["application/problem+json"]
        for name, example in problem["examples"].items():
            assert (example["value"]["reason"], example["value"]["status"]) == (name, int(status))
    references = [text.split('"')[0] for text in json.dumps(document).split('"$ref": "')[1:]]
    assert references
    for reference in references:
        assert reference.rpartition("/")[2] in document["components"]["schemas"]
    example = document["components"]["schemas"]["FaceReading"]["examples"][0]
    assert len(example["probabilities"]) == len(EMOTIONS)
