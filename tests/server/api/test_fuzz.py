"""Damaged and invented pictures and requests: never a server error, nothing left behind.

The suite tries a few hundred; two thousand pictures are tried by

    FUZZ_EXAMPLES=2000 python -m pytest tests/server/api/test_fuzz.py
"""

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from skimage import data

from tests.kit.host import Host, eventually
from tests.server.pictures import encoded, png_of_claimed_size

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "250"))

SMALL = Image.fromarray(data.astronaut()[60:190, 150:300])  # type: ignore[no-untyped-call]
NOISE = Image.fromarray(np.random.default_rng(5).integers(0, 256, (40, 60, 3), dtype=np.uint8))
SEEDS = [
    encoded(SMALL, "JPEG"),
    encoded(SMALL, "JPEG", progressive=True, exif=Image.Exif()),
    encoded(SMALL, "PNG"),
    encoded(SMALL.convert("P"), "PNG", transparency=3),
    encoded(SMALL.convert("RGBA"), "PNG"),
    encoded(SMALL.convert("CMYK"), "JPEG"),
    encoded(SMALL, "WEBP"),
    encoded(NOISE, "WEBP", lossless=True),
    encoded(Image.fromarray(np.full((40, 40), 40_000, np.uint16)), "PNG"),
]
CONTENT_TYPES = [
    "image/png",
    "image/jpeg",
    "",
    "multipart/form-data",
    "multipart/form-data; boundary=b",
    'multipart/form-data; boundary="',
    "multipart/form-data; boundary=" + "b" * 300,
    "multipart/form-data; boundary=\xe9",
    "text/html",
    ";",
]


@st.composite
def damaged_pictures(draw: st.DrawFn) -> bytes:
    """A real picture with bytes changed, cut out, doubled, or cut off, mostly near its head."""
    content = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 6))):
        reach = draw(st.sampled_from([40, 300, len(content)]))
        at = draw(st.integers(0, max(0, min(reach, len(content)) - 1)))
        kind = draw(st.sampled_from(["change", "cut", "double", "end", "extreme"]))
        if kind == "change":
            content[at : at + 1] = bytes([draw(st.integers(0, 255))])
        elif kind == "extreme":
            content[at : at + 4] = draw(
                st.sampled_from([b"\xff" * 4, bytes(4), b"\x7f\xff\xff\xff"])
            )
        elif kind == "cut":
            del content[at : at + draw(st.integers(1, 50))]
        elif kind == "double":
            content[at:at] = content[at : at + draw(st.integers(1, 200))]
        else:
            del content[at:]
    return bytes(content)


invented = st.one_of(
    st.binary(max_size=400),
    st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x10\0\0\0WEBPVP8 "]).flatmap(
        lambda start: st.binary(max_size=200).map(lambda rest: start + rest)
    ),
    st.builds(png_of_claimed_size, st.integers(0, 2**31 - 1), st.integers(0, 2**31 - 1)),
)


@pytest.fixture(scope="module")
def clean_host(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    temporary = tmp_path_factory.mktemp("host-tmp")
    with Host.start(site, TMPDIR=str(temporary), CAMXUC_JOBS="1") as host:
        status, _, _ = host.request(
            "POST", "/api/v1/emotions", SEEDS[0], **{"Content-Type": "image/jpeg"}
        )
        assert status == 200
        files, memory = len(host.open_files()), host.memory()
        yield host
        assert list(temporary.iterdir()) == []
        eventually(lambda: len(host.open_files()) <= files)
        assert host.memory() - memory < 30_000_000


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    content=st.one_of(damaged_pictures(), invented), path=st.sampled_from(["emotions", "annotated"])
)
def test_no_picture_is_a_server_error(clean_host: Host, content: bytes, path: str) -> None:
    headers = {"Content-Type": "image/png"}
    status, answer, _ = clean_host.request("POST", f"/api/v1/{path}", content, **headers)
    assert status == 200 or 400 <= status < 500
    if status != 200:
        assert answer["content-type"] == "application/problem+json"


@settings(max_examples=EXAMPLES // 2, deadline=None)
@given(
    body=st.one_of(
        st.binary(max_size=300),
        st.lists(
            st.sampled_from(
                [
                    b"--b",
                    b"\r\n",
                    b"--b--",
                    b'Content-Disposition: form-data; name="file"',
                    b"Content-Disposition: ",
                    b": ",
                    b"\r\n\r\n",
                    SEEDS[2],
                    b"\xff\x00",
                ]
            ),
            max_size=12,
        ).map(b"".join),
    ),
    content_type=st.sampled_from(CONTENT_TYPES),
)
def test_no_form_is_a_server_error(clean_host: Host, body: bytes, content_type: str) -> None:
    headers = {"Content-Type": content_type}
    status, _, _ = clean_host.request("POST", "/api/v1/emotions", body, **headers)
    assert status == 200 or 400 <= status < 500
