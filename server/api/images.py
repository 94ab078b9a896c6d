"""Pictures as people send them, turned into upright RGB pixels, and back.

Sizes are checked on a picture's header, before anything is decoded.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms, UnidentifiedImageError

from server.api.container import Container, open_container, without_checksum
from server.api.orientation import TURNS
from server.problems import Problem
from server.settings import Settings

MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
"""By Pillow's name of the format."""
SAVE_OPTIONS: dict[str, dict[str, int]] = {
    "JPEG": {"quality": 92},
    # Pillow's own choices take seconds for a phone's photo.
    "PNG": {"compress_level": 3},
    "WEBP": {"quality": 92, "method": 2},
}

_SRGB = ImageCms.createProfile("sRGB")

Pixels = NDArray[np.uint8]
"""[height, width, 3] RGB, upright."""


@dataclass(frozen=True)
class DecodedPicture:
    """A decoded picture and the media type it came in."""

    pixels: Pixels
    media_type: str


def decode(content: bytes | bytearray, settings: Settings) -> DecodedPicture:
    """Decode a JPEG, PNG or WebP, whatever its media type was said to be.

    EXIF orientation is applied as browsers do, an embedded colour profile converted to sRGB, 16
    bits a channel brought to 8, and what is transparent put on black, as in a browser's opaque
    canvas.

    Raises:
        Problem: 4xx; it is not such a picture, is broken, animated, too large or too small.
    """
    if not content:
        raise Problem("empty", "The request holds no picture. Send a JPEG, PNG or WebP.")
    container = open_container(bytes(content))
    if container is None:
        raise _not_a_picture()
    try:
        image = Image.open(io.BytesIO(container.pixels), formats=(container.format,))
    except UnidentifiedImageError:
        raise _not_a_picture() from None
    except Image.DecompressionBombError:
        raise _too_many_pixels(settings) from None
    except Exception as error:  # whatever a header can break in a decoder
        raise _broken() from error
    with image:
        _check(image, settings)
        try:
            profile = container.profile or image.info.get("icc_profile")
            pixels = _rgb(_load(image, container), profile)
        except Exception as error:  # whatever a body can break in a decoder
            raise _broken() from error
    turn = TURNS.get(container.orientation)
    if turn is not None:
        pixels = np.asarray(Image.fromarray(pixels).transpose(turn))
    return DecodedPicture(pixels, MEDIA_TYPES[container.format])


def encode(pixels: Pixels, media_type: str) -> bytes:
    """Return `pixels` as a picture of `media_type`, with nothing else in it."""
    formats = {media: name for name, media in MEDIA_TYPES.items()}
    buffer = io.BytesIO()
    name = formats[media_type]
    Image.fromarray(pixels).save(buffer, name, **SAVE_OPTIONS[name])
    return buffer.getvalue()


def _check(image: Image.Image, settings: Settings) -> None:
    width, height = image.size
    if width * height > settings.max_pixels or max(width, height) > settings.max_side:
        raise _too_many_pixels(settings)
    if min(width, height) < settings.min_side:
        raise Problem(
            "too-small",
            f"The picture is {width} x {height}; no side may be under {settings.min_side}.",
        )
    if getattr(image, "is_animated", False):
        raise Problem("animated", "The picture is animated. Send one frame of it.")


def _not_a_picture() -> Problem:
    return Problem(
        "not-a-picture",
        "This is not a JPEG, PNG or WebP picture. Send one of those, as the whole body or as the "
        'field "file" of a multipart/form-data form.',
    )


def _too_many_pixels(settings: Settings) -> Problem:
    return Problem(
        "too-many-pixels",
        f"The picture is too large. At most {settings.max_pixels / 1e6:g} megapixels are taken, "
        f"and {settings.max_side} pixels a side.",
    )


def _broken() -> Problem:
    return Problem("broken-picture", "The picture is cut short or damaged.")


def _load(image: Image.Image, container: Container) -> Image.Image:
    try:
        image.load()
    except OSError:
        if container.format != "PNG":
            raise
        image = Image.open(io.BytesIO(without_checksum(container.pixels)), formats=("PNG",))
        image.load()
    return image


def _rgb(image: Image.Image, profile: bytes | None) -> Pixels:
    image = _to_srgb(image, profile)
    if image.mode.startswith("I"):
        # Pillow would cut 16 bits off at 255.
        image = Image.fromarray((np.asarray(image).clip(0, 65535) >> 8).astype(np.uint8))
    if image.has_transparency_data:
        opaque = Image.new("RGB", image.size)
        image = image.convert("RGBA")
        opaque.paste(image, mask=image.getchannel("A"))
        image = opaque
    return np.asarray(image.convert("RGB"))


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK"):
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(source):
            return image
        mode = "RGB" if image.mode == "CMYK" else image.mode
        converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        # Browsers ignore a profile that they cannot use.
        return image
    return converted or image
