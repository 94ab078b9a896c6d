"""What happens to a training face, inside the compiled step and on any Keras backend.

`Geometry`, `Erasing` and `Camera` are what a recipe says; each has a Keras layer that does it. All
keep the labels. A task whose targets move with the face transforms both in its batches instead.
"""

from __future__ import annotations

from math import pi
from typing import Annotated, Any, Literal

import keras
from keras import ops
from pydantic import BaseModel, ConfigDict, Field


class Geometry(BaseModel):
    """Where a face lies in the picture.

    Attributes:
        rotation: Largest roll either way, in degrees.
        zoom: Largest relative change of scale either way.
        shift: Largest translation either way, as a share of the side.
        mirror: Whether half of the faces are mirrored.
        stretch: Largest relative change of the width, either way; the height's is the opposite.
    """

    model_config = ConfigDict(frozen=True)

    kind: Literal["geometry"] = "geometry"
    rotation: float = 0.0
    zoom: float = 0.0
    shift: float = 0.0
    mirror: bool = False
    stretch: float = 0.0

    def layer(self, seed: int) -> keras.Layer:
        """Return the layer; its random numbers start from `seed`."""
        return RandomGeometry(self, seed)


class Erasing(BaseModel):
    """What covers a part of a face, such as a hand or a microphone.

    Attributes:
        share: Share of the faces that lose a rectangle.
        largest: Largest side of the rectangle, as a share of the face's side.
    """

    model_config = ConfigDict(frozen=True)

    kind: Literal["erasing"] = "erasing"
    share: float
    largest: float

    def layer(self, seed: int) -> keras.Layer:
        """Return the layer; its random numbers start from `seed`."""
        return RandomErasing(self, seed)


class Camera(BaseModel):
    """What light and lens do to a face.

    Attributes:
        gamma: Largest change of the exponent, as a power of two either way.
        contrast: Largest relative change of contrast around the face's mean, either way.
        brightness: Largest offset either way, in grey levels.
        blur: Share of the faces that lose detail, up to half the resolution.
        noise: Largest standard deviation of the noise, in grey levels.
    """

    model_config = ConfigDict(frozen=True)

    kind: Literal["camera"] = "camera"
    gamma: float = 0.0
    contrast: float = 0.0
    brightness: float = 0.0
    blur: float = 0.0
    noise: float = 0.0

    def layer(self, seed: int) -> keras.Layer:
        """Return the layer; its random numbers start from `seed`."""
        return RandomCamera(self, seed)


Augmentation = Annotated[Geometry | Erasing | Camera, Field(discriminator="kind")]


@keras.saving.register_keras_serializable("camxuc")
class RandomGeometry(keras.layers.Layer):  # type: ignore[misc]
    """Rotates, zooms, stretches, shifts and mirrors each face by its own random amounts.

    All in one affine resampling, so that a face is blurred once. Identity outside training.
    """

    def __init__(self, amounts: Geometry, seed: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.amounts, self.seed = Geometry.model_validate(amounts), seed
        self._random = keras.random.SeedGenerator(seed)

    def call(self, images: Any, training: bool = False) -> Any:
        """Transform `images`, shape [n, side, side, 1], any range."""
        images = ops.cast(images, self.compute_dtype)
        if not training:
            return images
        count, side = ops.shape(images)[0], images.shape[1]
        angle = self._uniform(count, self.amounts.rotation * pi / 180)
        scale = 1 + self._uniform(count, self.amounts.zoom)
        stretch = self._uniform(count, self.amounts.stretch) if self.amounts.stretch else 0.0
        wide, high = scale * (1 + stretch), scale * (1 - stretch)
        across, down = (
            self._uniform(count, self.amounts.shift * side),
            self._uniform(count, self.amounts.shift * side),
        )
        flip = ops.sign(self._uniform(count, 1.0)) if self.amounts.mirror else ops.ones((count,))
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
        own = {"amounts": self.amounts.model_dump(), "seed": self.seed}
        return {**super().get_config(), **own}


@keras.saving.register_keras_serializable("camxuc")
class RandomCamera(keras.layers.Layer):  # type: ignore[misc]
    """Gives each face another light and another lens.

    Values stay within 0..255. Identity outside training.
    """

    def __init__(self, amounts: Camera, seed: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.amounts, self.seed = Camera.model_validate(amounts), seed
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
            ops.maximum(_uniform(self._random, images, 1 - 1 / self.amounts.blur, 1), 0)
            if self.amounts.blur
            else 0.0
        )
        images = images + amount * (coarse - images)

        exponent = 2 ** _uniform(self._random, images, -self.amounts.gamma, self.amounts.gamma)
        images = 255 * (ops.clip(images, 1, 255) / 255) ** exponent
        mean = ops.mean(images, axis=(1, 2, 3), keepdims=True)
        gain = 1 + _uniform(self._random, images, -self.amounts.contrast, self.amounts.contrast)
        offset = _uniform(self._random, images, -self.amounts.brightness, self.amounts.brightness)
        deviation = _uniform(self._random, images, 0, self.amounts.noise)
        noise = deviation * keras.random.normal(ops.shape(images), seed=self._random)
        return ops.clip(mean + (images - mean) * gain + offset + noise, 0, 255)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        own = {"amounts": self.amounts.model_dump(), "seed": self.seed}
        return {**super().get_config(), **own}


@keras.saving.register_keras_serializable("camxuc")
class RandomErasing(keras.layers.Layer):  # type: ignore[misc]
    """Covers a rectangle of some faces with one grey.

    Zhong et al., 2020 (https://arxiv.org/abs/1708.04896). Identity outside training.
    """

    def __init__(self, amounts: Erasing, seed: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.amounts, self.seed = Erasing.model_validate(amounts), seed
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
        chosen = _uniform(self._random, images, 0, 1) < self.amounts.share
        covered = ops.logical_and(ops.logical_and(rows, columns), chosen)
        return ops.where(covered, _uniform(self._random, images, 0, 255), images)

    def _within(self, images: Any, places: Any, side: int) -> Any:
        middle = _uniform(self._random, images, 0, side)
        half = _uniform(self._random, images, 0, self.amounts.largest * side / 2)
        return ops.abs(places - middle) < half

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        own = {"amounts": self.amounts.model_dump(), "seed": self.seed}
        return {**super().get_config(), **own}


def _uniform(random: keras.random.SeedGenerator, images: Any, low: float, high: float) -> Any:
    """Return a number for each of `images`, shape [n, 1, 1, 1]."""
    return keras.random.uniform((ops.shape(images)[0], 1, 1, 1), low, high, seed=random)
