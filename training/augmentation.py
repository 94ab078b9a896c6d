"""What happens to a training face, inside the compiled step and on any Keras backend."""

from __future__ import annotations

from math import pi
from typing import Any

import keras
from keras import ops


@keras.saving.register_keras_serializable("camxuc")
class RandomGeometry(keras.layers.Layer):  # type: ignore[misc]
    """Rotates, zooms, shifts and mirrors each face by its own random amounts.

    All in one affine resampling, so that a face is blurred once. Identity outside training.

    Args:
        rotation: Largest roll either way, in degrees.
        zoom: Largest relative change of scale either way.
        shift: Largest translation either way, as a share of the side.
        mirror: Whether half of the faces are mirrored.
        seed: Seed of the random numbers.
    """

    def __init__(
        self, *, rotation: float, zoom: float, shift: float, mirror: bool, seed: int, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.rotation, self.zoom, self.shift, self.mirror = rotation, zoom, shift, mirror
        self.seed = seed
        self._random = keras.random.SeedGenerator(seed)

    def call(self, images: Any, training: bool = False) -> Any:
        """Transform `images`, shape [n, side, side, 1], any range."""
        images = ops.cast(images, self.compute_dtype)
        if not training:
            return images
        count, side = ops.shape(images)[0], images.shape[1]
        angle = self._uniform(count, self.rotation * pi / 180)
        scale = 1 + self._uniform(count, self.zoom)
        across, down = (
            self._uniform(count, self.shift * side),
            self._uniform(count, self.shift * side),
        )
        flip = ops.sign(self._uniform(count, 1.0)) if self.mirror else ops.ones((count,))
        cos, sin = ops.cos(angle) * scale, ops.sin(angle) * scale
        middle = (side - 1) / 2
        zeros = ops.zeros((count,))
        # Each row maps output coordinates to input coordinates, around the middle of the face.
        transforms = ops.stack(
            [
                cos * flip,
                -sin,
                middle + across - middle * (cos * flip - sin),
                sin * flip,
                cos,
                middle + down - middle * (sin * flip + cos),
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
        own = ("rotation", "zoom", "shift", "mirror", "seed")
        return {**super().get_config(), **{name: getattr(self, name) for name in own}}
