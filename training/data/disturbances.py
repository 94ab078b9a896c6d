"""What light, things before the face, lens, sensor and compression do to crops, in numpy."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Crops = NDArray[np.float32]


def disturb(crops: Crops, random: np.random.Generator) -> NDArray[np.uint8]:
    """Disturb each crop by its own random amounts.

    Args:
        crops: [n, side, side] luma, 0..255; changed in place.
        random: decides everything.

    Returns:
        [n, side, side].
    """
    _cover(crops, random)
    _light(crops, random)
    for crop in crops:
        _blur(crop, random)
    sigma = np.abs(random.normal(0, 5, len(crops))).astype(np.float32)
    crops += random.standard_normal(crops.shape, np.float32) * sigma[:, None, None]
    seen: NDArray[np.uint8] = np.rint(crops).clip(0, 255).astype(np.uint8)
    for index in np.flatnonzero(random.random(len(seen)) < 0.3):
        quality = int(random.integers(15, 75))
        _, content = cv2.imencode(".jpg", seen[index], [cv2.IMWRITE_JPEG_QUALITY, quality])
        seen[index] = np.asarray(cv2.imdecode(content, cv2.IMREAD_GRAYSCALE))
    return seen


def _cover(crops: Crops, random: np.random.Generator) -> None:
    """Hide a part of a third of the crops: by a hand or a cup, a mask, dark glasses, a cap."""
    side = crops.shape[1]
    for index in np.flatnonzero(random.random(len(crops)) < 0.35):
        crop = crops[index]
        kind = random.choice(
            ["block", "hand", "mask", "glasses", "cap"], p=[0.3, 0.3, 0.2, 0.1, 0.1]
        )
        shade = float(random.uniform(0, 255))
        if kind in ("block", "hand"):
            wide, high = random.uniform(0.15, 0.5, 2) * side
            x, y = random.uniform(-0.1, 1.1, 2) * side
        elif kind == "mask":
            wide, high = random.uniform(0.5, 0.9) * side, random.uniform(0.3, 0.5) * side
            x, y = random.normal(0.5, 0.04) * side, random.uniform(0.78, 0.9) * side
        elif kind == "glasses":
            shade = float(random.uniform(0, 50))
            wide, high = random.uniform(0.5, 0.75) * side, random.uniform(0.12, 0.25) * side
            x, y = random.normal(0.5, 0.04) * side, random.normal(0.38, 0.03) * side
        else:
            wide, high = random.uniform(0.7, 1.2) * side, random.uniform(0.2, 0.5) * side
            x, y = random.normal(0.5, 0.06) * side, random.uniform(-0.05, 0.06) * side
        cover = np.full_like(crop, shade)
        if random.random() < 0.6:
            # Another crop's middle: folds, fingers, prints.
            cover += (crops[int(random.integers(len(crops)))] - 128) * random.uniform(0.1, 0.6)
        where = np.zeros_like(crop)
        if kind == "block":
            left, top = round(x - wide / 2), round(y - high / 2)
            cv2.rectangle(where, (left, top), (round(x + wide / 2), round(y + high / 2)), 1, -1)
        else:
            box = ((float(x), float(y)), (float(wide), float(high)), float(random.normal(0, 20)))
            cv2.ellipse(where, box, 1, -1)
        crop += where * (cover - crop)


def _light(crops: Crops, random: np.random.Generator) -> None:
    """Change exposure: gamma, side light, contrast, darkness."""
    count, side = len(crops), crops.shape[1]

    def each(values: NDArray[np.float64]) -> Crops:
        return values.astype(np.float32)[:, None, None]

    np.clip(crops, 0, 255, out=crops)
    gamma = each(2 ** random.normal(0, 0.45, count).clip(-1.3, 1.3))
    crops[:] = 255 * (crops / 255) ** gamma
    along = np.linspace(-1, 1, side, dtype=np.float32)
    angle = random.uniform(0, 2 * np.pi, count)
    strength = np.where(random.random(count) < 0.35, random.uniform(0, 0.9, count), 0)
    across = each(np.cos(angle) * strength) * along[None, None, :]
    down = each(np.sin(angle) * strength) * along[None, :, None]
    crops *= 1 + across + down
    mean = crops.mean(axis=(1, 2), keepdims=True)
    contrast = each(2 ** random.normal(0, 0.45, count).clip(-1.5, 0.8))
    crops[:] = mean + (crops - mean) * contrast + each(random.normal(0, 20, count))
    dark = np.where(random.random(count) < 0.2, random.uniform(0.1, 0.5, count), 1)
    crops *= each(dark)


def _blur(crop: Crops, random: np.random.Generator) -> None:
    """Blur a crop: out of focus, in motion, or enlarged from few pixels."""
    kind = random.random()
    side = crop.shape[0]
    if kind < 0.3:
        cv2.GaussianBlur(crop, (0, 0), float(random.uniform(0.3, 1.6)), dst=crop)
    elif kind < 0.4:
        length = int(random.integers(3, 8))
        kernel = np.zeros((length, length), np.float32)
        middle, angle = (length - 1) / 2, random.uniform(0, np.pi)
        reach = np.array([np.cos(angle), np.sin(angle)]) * middle
        start, stop = np.rint(middle - reach).astype(int), np.rint(middle + reach).astype(int)
        cv2.line(kernel, start.tolist(), stop.tolist(), 1)
        cv2.filter2D(crop, -1, kernel / kernel.sum(), dst=crop)
    elif kind < 0.6:
        few = int(random.integers(14, 36))
        small = cv2.resize(crop, (few, few), interpolation=cv2.INTER_AREA)
        crop[:] = cv2.resize(small, (side, side), interpolation=cv2.INTER_LINEAR)
