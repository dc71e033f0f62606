"""Practice pictures: random parts of our own drawing, on which the base generator has learned.

They are nobody's product and no sample-line product: shapes, tones, textures, holes and flaws are
drawn at random, so that the base knows edges, shading and flaws before its first photograph.
"""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.float32]
Mask = NDArray[np.uint8]

#: Outline families times flaw kinds give the labels of the base generator.
FLAWS = ("none", "line", "spot", "bite")
_SCALE = 2  # drawn at twice the size and reduced, for smooth edges


def _disc(rng: np.random.Generator, mask: Mask) -> None:
    side = mask.shape[0]
    centre = _point(rng, side, 0.08)
    cv2.circle(mask, centre, int(side * rng.uniform(0.22, 0.46)), 255, -1, cv2.LINE_AA)


def _ring(rng: np.random.Generator, mask: Mask) -> None:
    side = mask.shape[0]
    centre, radius = _point(rng, side, 0.08), side * rng.uniform(0.28, 0.46)
    cv2.circle(mask, centre, int(radius), 255, -1, cv2.LINE_AA)
    cv2.circle(mask, centre, int(radius * rng.uniform(0.3, 0.75)), 0, -1, cv2.LINE_AA)


def _box(rng: np.random.Generator, mask: Mask) -> None:
    side = mask.shape[0]
    size = (side * rng.uniform(0.3, 0.9), side * rng.uniform(0.2, 0.8))
    corners = cv2.boxPoints((_point(rng, side, 0.1), size, float(rng.uniform(-45, 45))))
    cv2.fillPoly(mask, [corners.astype(np.int32)], 255, cv2.LINE_AA)


def _polygon(rng: np.random.Generator, mask: Mask) -> None:
    side = mask.shape[0]
    count = int(rng.integers(3, 9))
    angles = np.linspace(0, 2 * np.pi, count, endpoint=False) + rng.uniform(0, np.pi)
    radius = side * rng.uniform(0.25, 0.46) * rng.uniform(0.8, 1.0, count)
    points = np.stack([np.cos(angles) * radius, np.sin(angles) * radius], 1) + side / 2
    cv2.fillPoly(mask, [points.astype(np.int32)], 255, cv2.LINE_AA)


def _gear(rng: np.random.Generator, mask: Mask) -> None:
    side = mask.shape[0]
    angles = np.linspace(0, 2 * np.pi, 240, endpoint=False)
    wave = np.clip(np.sin(angles * rng.integers(6, 18)) * 3, -1, 1)
    radius = side * rng.uniform(0.28, 0.42) * (1 + rng.uniform(0.05, 0.15) * wave)
    points = np.stack([np.cos(angles) * radius, np.sin(angles) * radius], 1) + side / 2
    cv2.fillPoly(mask, [points.astype(np.int32)], 255, cv2.LINE_AA)


def _bracket(rng: np.random.Generator, mask: Mask) -> None:
    side = mask.shape[0]
    low, high = int(side * rng.uniform(0.08, 0.2)), int(side * rng.uniform(0.8, 0.92))
    width = int(side * rng.uniform(0.15, 0.35))
    cv2.rectangle(mask, (low, low), (low + width, high), 255, -1)
    cv2.rectangle(mask, (low, high - width), (high, high), 255, -1)
    turned = np.rot90(mask, int(rng.integers(4)))
    mask[:] = turned


def _stripes(rng: np.random.Generator, mask: Mask) -> None:
    side = mask.shape[0]
    width = int(side * rng.uniform(0.04, 0.14))
    gap = int(width * rng.uniform(1.5, 3))
    for start in range(int(rng.integers(gap)), side, gap):
        mask[:, start : start + width] = 255
    if rng.random() < 0.5:
        for start in range(int(rng.integers(gap)), side, gap):
            mask[start : start + width // 2, :] = 255
    matrix = cv2.getRotationMatrix2D(
        (side / 2, side / 2), float(rng.choice([0, 0, 90, 30, -40])), 1
    )
    mask[:] = cv2.warpAffine(mask, matrix, (side, side), borderMode=cv2.BORDER_REFLECT)


def _surface(rng: np.random.Generator, mask: Mask) -> None:
    side = mask.shape[0]
    noise = rng.standard_normal((6, 6)).astype(np.float32)
    field = cv2.resize(noise, (side, side), interpolation=cv2.INTER_CUBIC)
    mask[:] = np.where(field > rng.uniform(-0.8, 0.8), 255, 0)


OUTLINES: tuple[Callable[[np.random.Generator, Mask], None], ...] = (
    _disc,
    _ring,
    _box,
    _polygon,
    _gear,
    _bracket,
    _stripes,
    _surface,
)
CLASS_COUNT = len(OUTLINES) * len(FLAWS)


def draw_practice_part(size: int, label: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """One RGB picture (3, size, size) of the outline and flaw that `label` names."""
    side = size * _SCALE
    outline, flaw = divmod(label, len(FLAWS))
    mask = np.zeros((side, side), np.uint8)
    OUTLINES[outline](rng, mask)
    _holes(rng, mask)
    if FLAWS[flaw] == "bite":
        cv2.circle(mask, _edge_point(rng, mask), int(side * rng.uniform(0.06, 0.13)), 0, -1)
    picture = _shade(rng, mask)
    if FLAWS[flaw] == "line":
        _scratch(rng, picture, mask)
    elif FLAWS[flaw] == "spot":
        _spot(rng, picture, mask)
    if rng.random() < 0.2:
        picture[:] = picture.mean(axis=2, keepdims=True)
    picture += rng.standard_normal(picture.shape, dtype=np.float32) * rng.uniform(0, 0.03)
    reduced = cv2.resize(picture, (size, size), interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray((np.clip(reduced, 0, 1) * 255).astype(np.uint8).transpose(2, 0, 1))


def _shade(rng: np.random.Generator, mask: Mask) -> Image:
    """Colour, light from one side, bevelled edges and a soft shadow on a quiet ground."""
    side = mask.shape[0]
    soft = cv2.GaussianBlur(mask, (0, 0), side * rng.uniform(0.008, 0.04)).astype(np.float32) / 255
    rows, columns = np.gradient(soft)
    angle = rng.uniform(0, 2 * np.pi)
    bevel = (columns * np.cos(angle) + rows * np.sin(angle)) * side * rng.uniform(0.02, 0.12)
    part = _tone(rng) + _texture(rng, side) * rng.uniform(0, 0.12) + bevel[..., None]
    ground = _tone(rng) + _texture(rng, side) * rng.uniform(0, 0.06)
    shift = np.array([[1, 0, -np.cos(angle) * side * 0.03], [0, 1, -np.sin(angle) * side * 0.03]])
    shadow = cv2.warpAffine(soft, shift.astype(np.float32), (side, side))
    ground = ground * (1 - rng.uniform(0, 0.6) * shadow[..., None])
    light = np.linspace(-1, 1, side, dtype=np.float32)
    slope = (
        1 + rng.uniform(-0.25, 0.25) * light[None, :] + rng.uniform(-0.25, 0.25) * light[:, None]
    )
    cover = (mask.astype(np.float32) / 255)[..., None]
    return np.ascontiguousarray(
        (ground * (1 - cover) + part * cover) * slope[..., None], np.float32
    )


def _tone(rng: np.random.Generator) -> Image:
    gray = rng.uniform(0.05, 0.95)
    tint = rng.uniform(-1, 1, 3) * (rng.uniform(0, 0.5) if rng.random() < 0.6 else 0.03)
    return np.clip(gray + tint, 0, 1).astype(np.float32)


def _texture(rng: np.random.Generator, side: int) -> Image:
    """Brushed, grained or blotchy, mean 0 and deviation about 1."""
    kind = rng.integers(3)
    noise = rng.standard_normal((side, side)).astype(np.float32)
    if kind == 0:
        drawn = cv2.blur(noise, (int(rng.integers(9, 41)), 1))
    elif kind == 1:
        drawn = cv2.GaussianBlur(noise, (0, 0), float(rng.uniform(0.7, 3)))
    else:
        coarse = rng.standard_normal((8, 8)).astype(np.float32)
        drawn = cv2.resize(coarse, (side, side), interpolation=cv2.INTER_CUBIC)
    texture = np.asarray(drawn, np.float32)
    if rng.random() < 0.5:
        texture = texture.T
    return np.asarray(texture / (texture.std() + 1e-6), np.float32)[..., None]


def _holes(rng: np.random.Generator, mask: Mask) -> None:
    side = mask.shape[0]
    if rng.random() < 0.5:
        return
    count, radius = int(rng.integers(1, 7)), side * rng.uniform(0.03, 0.08)
    orbit, start = side * rng.uniform(0.0, 0.3), rng.uniform(0, 2 * np.pi)
    for i in range(count):
        angle = start + 2 * np.pi * i / count
        centre = (int(side / 2 + orbit * np.cos(angle)), int(side / 2 + orbit * np.sin(angle)))
        cv2.circle(mask, centre, int(radius), 0, -1, cv2.LINE_AA)


def _scratch(rng: np.random.Generator, picture: Image, mask: Mask) -> None:
    side = mask.shape[0]
    start = np.array(_inner_point(rng, mask), np.float64)
    turn, length = rng.uniform(0, 2 * np.pi), side * rng.uniform(0.2, 0.5)
    steps = np.linspace(0, 1, 12)[:, None]
    bend = rng.uniform(-0.6, 0.6)
    angles = turn + bend * steps
    points = start + length * steps * np.concatenate([np.cos(angles), np.sin(angles)], 1)
    colour = _tone(rng) if rng.random() < 0.5 else np.full(3, rng.choice([0.02, 0.98]))
    thickness = int(rng.integers(2, max(3, side // 24)))
    line = [points.astype(np.int32)]
    cv2.polylines(picture, line, False, [float(c) for c in colour], thickness, cv2.LINE_AA)


def _spot(rng: np.random.Generator, picture: Image, mask: Mask) -> None:
    side = mask.shape[0]
    cover = np.zeros((side, side), np.float32)
    axes = (int(side * rng.uniform(0.05, 0.14)), int(side * rng.uniform(0.05, 0.14)))
    turn = float(rng.uniform(0, 180))
    cv2.ellipse(cover, _inner_point(rng, mask), axes, turn, 0, 360, 1.0, -1, cv2.LINE_AA)
    cover = cv2.GaussianBlur(cover, (0, 0), side * rng.uniform(0.004, 0.03)) * rng.uniform(0.6, 1)
    picture[:] = picture * (1 - cover[..., None]) + _tone(rng) * cover[..., None]


def _point(rng: np.random.Generator, side: int, spread: float) -> tuple[int, int]:
    x, y = side * (0.5 + rng.uniform(-spread, spread, 2))
    return int(x), int(y)


def _inner_point(rng: np.random.Generator, mask: Mask) -> tuple[int, int]:
    return _random_point(rng, mask > 127)


def _edge_point(rng: np.random.Generator, mask: Mask) -> tuple[int, int]:
    return _random_point(rng, (mask > 127) & (cv2.erode(mask, np.ones((5, 5), np.uint8)) < 128))


def _random_point(rng: np.random.Generator, where: NDArray[np.bool_]) -> tuple[int, int]:
    places = np.flatnonzero(where)
    side = where.shape[0]
    place = int(rng.choice(places)) if len(places) else side * side // 2
    return place % side, place // side
