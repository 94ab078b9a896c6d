"""What the follow network is trained on: crops cut out of patches at known places."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from server.faces.alignment import Crop
from training.data.batches import EpochBatches
from training.data.dataset import SIZE
from training.data.disturbances import disturb
from training.data.patches import PATCH, REACH, TRUE, Patches, similar
from training.data.place import Place, given_for

Image = NDArray[np.uint8]
Targets = dict[str, NDArray[np.float32]]

FAR = 0.3
"""Share of the crops without a face that show one, but far off, of another size, or turned."""

LARGEST_SHIFT, LARGEST_GROWTH, LARGEST_TURN = 0.25, 0.4, math.radians(32)
"""A crop is one of a face up to here, in crop sides, octaves and radians."""

FAR_SHIFT, FAR_GROWTH, FAR_TURN = 0.45, 0.9, math.radians(75)
"""From here on it is none. Crops in between are not trained on."""


class FollowBatches(EpochBatches):
    """Half faces, each once an epoch, and half others, the harder the more often.

    Args:
        patches: what to cut from.
        hardness: [n] how often a patch without a face comes, in proportion.
        batch_size: crops in a step; even.
        seed: of all that is random.
    """

    def __init__(
        self, patches: Patches, hardness: NDArray[np.float64], batch_size: int, seed: int
    ) -> None:
        super().__init__(seed)
        # The next batches are cut while the network learns from this one.
        self.workers = 2
        self._pixels = patches.pixels
        self._half = batch_size // 2
        self._faces = np.flatnonzero(patches.faces)
        self._others = np.flatnonzero(~patches.faces)
        self._chances = hardness[self._others] / hardness[self._others].sum()
        self.epoch = 0

    def __len__(self) -> int:
        return len(self._faces) // self._half

    def shuffle(self, random: np.random.Generator) -> None:
        """Choose the order of the faces."""
        self._order = random.permutation(self._faces)

    def __getitem__(self, index: int) -> tuple[Image, Targets]:
        random = self.batch_random(index)
        half = self._half
        faces = self._order[index * half : (index + 1) * half]
        far = int(half * FAR)
        others = random.choice(self._others, half - far, p=self._chances)
        near = [near_place(random) for _ in range(half)]
        places = near + [far_place(random) for _ in range(far)]
        places += [near_place(random) for _ in range(half - far)]
        sources = np.concatenate([faces, random.choice(self._faces, far), others])
        crops = np.stack(
            [
                cut(self._pixels[source], place, random)
                for source, place in zip(sources, places, strict=True)
            ]
        )
        presence = np.zeros((2 * half, 1), np.float32)
        presence[:half] = 1
        # The last column says where a place is known.
        place = np.concatenate([np.array(places, np.float32), presence], axis=1)
        images = disturb(crops, random)[..., None]
        return images, {"presence": presence, "place": place}


def near_place(random: np.random.Generator) -> Place:
    """Return a place as a detector or a moving face brings it: mostly small, at times large."""
    if random.random() < 0.6:
        right, down = random.normal(0, 0.05, 2).clip(-LARGEST_SHIFT, LARGEST_SHIFT)
        growth = np.clip(random.normal(0, 0.12), -LARGEST_GROWTH, LARGEST_GROWTH)
    else:
        right, down = random.uniform(-LARGEST_SHIFT, LARGEST_SHIFT, 2)
        growth = random.uniform(-LARGEST_GROWTH, LARGEST_GROWTH)
    turn = np.clip(random.normal(0, math.radians(11)), -LARGEST_TURN, LARGEST_TURN)
    return float(right), float(down), float(growth), float(turn)


def seen_place(random: np.random.Generator) -> Place:
    """Return a place about as large as the noise of the detector."""
    right, down = random.normal(0, 0.05, 2)
    return float(right), float(down), random.normal(0, 0.1), random.normal(0, math.radians(6))


def far_place(random: np.random.Generator) -> Place:
    """Return a place at which a crop counts as no face, though it shows one, or parts."""
    right, down, growth, turn = near_place(random)
    kind = random.random()
    if kind < 0.45:
        angle, distance = random.uniform(0, 2 * math.pi), random.uniform(FAR_SHIFT, 0.95)
        right, down = distance * math.cos(angle), distance * math.sin(angle)
        growth = random.uniform(-0.5, 0.7)
    elif kind < 0.6:
        growth = random.uniform(FAR_GROWTH, 2.2)
    elif kind < 0.7:
        growth = -random.uniform(FAR_GROWTH, 1.1)
    else:
        # Half of them upside down, within 40 degrees.
        upside_down = random.random() < 0.5
        turn = random.uniform(math.radians(140) if upside_down else FAR_TURN, math.pi)
        turn *= random.choice([-1, 1])
    return float(right), float(down), float(growth), float(turn)


def cut(patch: Image, place: Place, random: np.random.Generator) -> NDArray[np.float32]:
    """Cut the crop out of a patch from which `place` leads to the patch's middle.

    Half of the patches are mirrored first; of some the picture ends within the crop.
    """
    if random.random() < 0.5:
        patch = patch[:, ::-1]
    if random.random() < 0.1:
        patch = _ending(patch, random)
    return sample(patch, given_for(TRUE, place))


def sample(patch: Image, crop: Crop) -> NDArray[np.float32]:
    """Return a crop of a patch, [SIZE, SIZE] luma; beyond the patch its border goes on."""
    shrink = 2 if crop.side > 1.6 * SIZE else 1
    if shrink == 2:
        half = cv2.resize(patch, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        patch = np.asarray(half, np.uint8)
    scaled = Crop(crop.centre_x / shrink, crop.centre_y / shrink, crop.side / shrink, crop.angle)
    return similar(np.ascontiguousarray(patch), scaled, SIZE).astype(np.float32)


def _ending(patch: Image, random: np.random.Generator) -> Image:
    """Return the patch of a picture that ends on one side, up to .2 crop sides off the middle."""
    end = round(PATCH / 2 + PATCH / REACH * random.uniform(0.2, 0.5))
    turns = int(random.integers(4))
    turned = np.rot90(patch, turns).copy()
    turned[:, end:] = turned[:, end - 1 : end]
    return np.rot90(turned, -turns)
