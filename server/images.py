"""Pictures as people send them, turned into upright RGB pixels, and back.

Sizes are checked on a picture's header, before anything is decoded.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError

from server.problems import Problem
from server.settings import Settings

FORMATS = ("JPEG", "PNG", "WEBP")
MEDIA_TYPES = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
"""By Pillow's name of the format. MPO is a JPEG with previews behind it, as some phones write."""
SAVE_OPTIONS: dict[str, dict[str, int]] = {
    "JPEG": {"quality": 92},
    # Pillow's own choices take seconds for a phone's photo.
    "PNG": {"compress_level": 3},
    "WEBP": {"quality": 92, "method": 2},
}

_SRGB = ImageCms.createProfile("sRGB")
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What undoes each EXIF orientation."""

Pixels = NDArray[np.uint8]
"""[height, width, 3] RGB, upright."""


@dataclass(frozen=True)
class Picture:
    """A decoded picture and the media type it came in."""

    pixels: Pixels
    media_type: str


def decode(content: bytes | bytearray, settings: Settings) -> Picture:
    """Decode a JPEG, PNG or WebP.

    EXIF orientation is applied, an embedded colour profile converted to sRGB, 16 bits a channel
    brought to 8, and what is transparent put on black, as in a browser's opaque canvas.

    Raises:
        Problem: 4xx; it is not such a picture, is broken, animated, too large or too small.
    """
    if not content:
        raise Problem(400, "empty", "The request holds no picture. Send a JPEG, PNG or WebP.")
    try:
        image = Image.open(io.BytesIO(content), formats=FORMATS)
    except UnidentifiedImageError:
        raise Problem(
            415, "not-a-picture", "This is not a JPEG, PNG or WebP picture. Send one of those."
        ) from None
    except Image.DecompressionBombError:
        raise _too_many_pixels(settings) from None
    except Exception as error:  # whatever a header can break in a decoder
        raise _broken() from error
    with image:
        _check(image, settings)
        try:
            return Picture(_upright_rgb(image), MEDIA_TYPES[image.format or ""])
        except Exception as error:  # whatever a body can break in a decoder
            raise _broken() from error


def encode(pixels: Pixels, media_type: str) -> bytes:
    """Return `pixels` as a picture of `media_type`, with nothing else in it."""
    formats = {media: name for name, media in MEDIA_TYPES.items() if name != "MPO"}
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
            422,
            "too-small",
            f"The picture is {width} x {height}; no side may be under {settings.min_side}.",
        )
    if image.format != "MPO" and getattr(image, "is_animated", False):
        raise Problem(422, "animated", "The picture is animated. Send one frame of it.")


def _too_many_pixels(settings: Settings) -> Problem:
    return Problem(
        413,
        "too-many-pixels",
        f"The picture is too large. At most {settings.max_pixels / 1e6:g} megapixels are taken, "
        f"and {settings.max_side} pixels a side.",
    )


def _broken() -> Problem:
    return Problem(422, "broken-picture", "The picture is cut short or damaged.")


def _upright_rgb(image: Image.Image) -> Pixels:
    image.load()
    turn = _TURNS.get(_orientation(image))
    image = _to_srgb(image)
    if image.mode.startswith("I"):
        # Pillow would cut 16 bits off at 255.
        image = Image.fromarray((np.asarray(image).clip(0, 65535) >> 8).astype(np.uint8))
    if image.has_transparency_data:
        opaque = Image.new("RGB", image.size)
        image = image.convert("RGBA")
        opaque.paste(image, mask=image.getchannel("A"))
        image = opaque
    image = image.convert("RGB")
    return np.asarray(image if turn is None else image.transpose(turn))


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # a photo with broken EXIF data is still a photo
        return 1


def _to_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
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
