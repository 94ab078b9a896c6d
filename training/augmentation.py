"""What happens to a training face, inside the compiled step and on any Keras backend."""

from __future__ import annotations

from math import pi
from typing import Any

import keras
from keras import ops


@keras.saving.register_keras_serializable("camxuc")
class RandomGeometry(keras.layers.Layer):  # type: ignore[misc]
    """Rotates, zooms, stretches, shifts and mirrors each face by its own random amounts.

    All in one affine resampling, so that a face is blurred once. Identity outside training.

    Args:
        rotation: Largest roll either way, in degrees.
        zoom: Largest relative change of scale either way.
        shift: Largest translation either way, as a share of the side.
        mirror: Whether half of the faces are mirrored.
        seed: Seed of the random numbers.
        stretch: Largest relative change of the width, either way; the height's is the opposite.
    """

    def __init__(
        self,
        *,
        rotation: float,
        zoom: float,
        shift: float,
        mirror: bool,
        seed: int,
        stretch: float = 0.0,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.rotation, self.zoom, self.stretch = rotation, zoom, stretch
        self.shift, self.mirror, self.seed = shift, mirror, seed
        self._random = keras.random.SeedGenerator(seed)

    def call(self, images: Any, training: bool = False) -> Any:
        """Transform `images`, shape [n, side, side, 1], any range."""
        images = ops.cast(images, self.compute_dtype)
        if not training:
            return images
        count, side = ops.shape(images)[0], images.shape[1]
        angle = self._uniform(count, self.rotation * pi / 180)
        scale = 1 + self._uniform(count, self.zoom)
        stretch = self._uniform(count, self.stretch) if self.stretch else 0.0
        wide, high = scale * (1 + stretch), scale * (1 - stretch)
        across, down = (
            self._uniform(count, self.shift * side),
            self._uniform(count, self.shift * side),
        )
        flip = ops.sign(self._uniform(count, 1.0)) if self.mirror else ops.ones((count,))
        cos, sin = ops.cos(angle), ops.sin(angle)
        middle = (side - 1) / 2
        zeros = ops.zeros((count,))
        # Each row maps output coordinates to input coordinates, around the middle of the face.
        transforms = ops.stack(
            [
                wide * cos * flip,
                -wide * sin,
                middle + across - middle * wide * (cos * flip - sin),
                high * sin * flip,
                high * cos,
                middle + down - middle * high * (sin * flip + cos),
                zeros,
                zeros,
            ],
            axis=1,
        )
        return ops.image.affine_transform(
            images, transforms, interpolation="bilinear", fill_mode="nearest"
        )

    def _uniform(self, count: Any, largest: float) -> Any:
        return keras.random.uniform((count,), -largest, largest, seed=self._random)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        own = ("rotation", "zoom", "shift", "mirror", "seed", "stretch")
        return {**super().get_config(), **{name: getattr(self, name) for name in own}}


@keras.saving.register_keras_serializable("camxuc")
class RandomCamera(keras.layers.Layer):  # type: ignore[misc]
    """Gives each face another light and another lens: gamma, contrast, blur and noise.

    Values stay within 0..255. Identity outside training.

    Args:
        gamma: Largest change of the exponent, as a power of two either way.
        contrast: Largest relative change of contrast around the face's mean, either way.
        brightness: Largest offset either way, in grey levels.
        blur: Share of the faces that lose detail, up to half the resolution.
        noise: Largest standard deviation of the noise, in grey levels.
        seed: Seed of the random numbers.
    """

    def __init__(
        self,
        *,
        gamma: float,
        contrast: float,
        brightness: float,
        blur: float,
        noise: float,
        seed: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.gamma, self.contrast, self.brightness = gamma, contrast, brightness
        self.blur, self.noise, self.seed = blur, noise, seed
        self._random = keras.random.SeedGenerator(seed)

    def call(self, images: Any, training: bool = False) -> Any:
        """Change `images`, shape [n, side, side, 1], range 0..255; the side is even."""
        images = ops.cast(images, self.compute_dtype)
        if not training:
            return images
        side = images.shape[1]
        half = ops.average_pool(images, (2, 2), strides=(2, 2))
        coarse = ops.image.resize(half, (side, side), interpolation="bilinear")
        amount = (
            ops.maximum(_uniform(self._random, images, 1 - 1 / self.blur, 1), 0)
            if self.blur
            else 0.0
        )
        images = images + amount * (coarse - images)

        exponent = 2 ** _uniform(self._random, images, -self.gamma, self.gamma)
        images = 255 * (ops.clip(images, 1, 255) / 255) ** exponent
        mean = ops.mean(images, axis=(1, 2, 3), keepdims=True)
        gain = 1 + _uniform(self._random, images, -self.contrast, self.contrast)
        offset = _uniform(self._random, images, -self.brightness, self.brightness)
        deviation = _uniform(self._random, images, 0, self.noise)
        noise = deviation * keras.random.normal(ops.shape(images), seed=self._random)
        return ops.clip(mean + (images - mean) * gain + offset + noise, 0, 255)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        own = ("gamma", "contrast", "brightness", "blur", "noise", "seed")
        return {**super().get_config(), **{name: getattr(self, name) for name in own}}


@keras.saving.register_keras_serializable("camxuc")
class RandomErasing(keras.layers.Layer):  # type: ignore[misc]
    """Covers a rectangle of some faces with one grey, as a hand or a microphone would.

    Zhong et al., 2020 (https://arxiv.org/abs/1708.04896). Identity outside training.

    Args:
        share: Share of the faces that lose a rectangle.
        largest: Largest side of the rectangle, as a share of the face's side.
        seed: Seed of the random numbers.
    """

    def __init__(self, *, share: float, largest: float, seed: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.share, self.largest, self.seed = share, largest, seed
        self._random = keras.random.SeedGenerator(seed)

    def call(self, images: Any, training: bool = False) -> Any:
        """Cover parts of `images`, shape [n, side, side, 1], range 0..255."""
        images = ops.cast(images, self.compute_dtype)
        if not training:
            return images
        side = images.shape[1]
        places = ops.arange(side, dtype=images.dtype)
        rows = self._within(images, ops.reshape(places, (1, side, 1, 1)), side)
        columns = self._within(images, ops.reshape(places, (1, 1, side, 1)), side)
        chosen = _uniform(self._random, images, 0, 1) < self.share
        covered = ops.logical_and(ops.logical_and(rows, columns), chosen)
        return ops.where(covered, _uniform(self._random, images, 0, 255), images)

    def _within(self, images: Any, places: Any, side: int) -> Any:
        middle = _uniform(self._random, images, 0, side)
        half = _uniform(self._random, images, 0, self.largest * side / 2)
        return ops.abs(places - middle) < half

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        own = ("share", "largest", "seed")
        return {**super().get_config(), **{name: getattr(self, name) for name in own}}


def _uniform(random: keras.random.SeedGenerator, images: Any, low: float, high: float) -> Any:
    """Return a number for each of `images`, shape [n, 1, 1, 1]."""
    return keras.random.uniform((ops.shape(images)[0], 1, 1, 1), low, high, seed=random)
