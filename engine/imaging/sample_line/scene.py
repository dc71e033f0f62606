"""The photo stand of the sample line: pose, light, bench, shading of a height map."""

import math
from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[Any]  # (H, W), float32
Picture = NDArray[Any]  # (3, H, W), RGB, 0..1
Tone = tuple[float, float, float]

#: Edge of a finished picture in pixels.
PICTURE_SIZE = 128
#: Edges are antialiased by distance already; twice the size is enough for fine texture.
SUPERSAMPLING = 2

_CANVAS = PICTURE_SIZE * SUPERSAMPLING
_ROTATION_DEGREES = 8.0
_SHIFT = 0.07  # in half picture widths, so 3.5 % of the width
_SCALE = 0.03
_NOISE_SIZE = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One exposure: where the part lies and where the light stands."""

    x: Plane  # part coordinates of every pixel, -1..1 is the unrotated picture
    y: Plane
    pixel: float  # edge of a pixel in part coordinates
    rotation: float  # radians
    light: tuple[float, float, float]  # unit vector towards the lamp, image axes
    exposure: float
    warmth: float
    wear: float  # 1 is usual
    rng: np.random.Generator

    @property
    def light_azimuth(self) -> float:
        """Direction of the lamp in part coordinates, radians."""
        return math.atan2(self.light[1], self.light[0]) - self.rotation

    def coverage(self, distance: Plane) -> Plane:
        """Share of each pixel that lies inside a shape given by its signed distance."""
        return np.clip(0.5 - distance / self.pixel, 0.0, 1.0)

    def grain(self, roughness: float = 1.0) -> Plane:
        """Gaussian noise of unit spread; larger roughness gives larger spots."""
        left, top = self.rng.integers(0, _NOISE_SIZE - _CANVAS, size=2)
        return _noise(roughness)[top : top + _CANVAS, left : left + _CANVAS]


def set_up(rng: np.random.Generator) -> Scene:
    """Lay a part on the bench with a little play and set the lamp roughly at the upper left."""
    rotation = math.radians(rng.uniform(-_ROTATION_DEGREES, _ROTATION_DEGREES))
    scale = 1.0 + rng.uniform(-_SCALE, _SCALE)
    shift_x, shift_y = rng.uniform(-_SHIFT, _SHIFT, size=2)
    axis = (np.arange(_CANVAS, dtype=np.float32) + 0.5) / (_CANVAS / 2) - 1.0
    image_x, image_y = np.meshgrid((axis - shift_x) / scale, (axis - shift_y) / scale)
    cosine, sine = math.cos(rotation), math.sin(rotation)
    azimuth = math.radians(rng.uniform(-160.0, -110.0))
    elevation = math.radians(rng.uniform(42.0, 54.0))
    flat = math.cos(elevation)
    return Scene(
        x=np.asarray(cosine * image_x + sine * image_y, dtype=np.float32),
        y=np.asarray(-sine * image_x + cosine * image_y, dtype=np.float32),
        pixel=2.0 / _CANVAS / scale,
        rotation=rotation,
        light=(flat * math.cos(azimuth), flat * math.sin(azimuth), math.sin(elevation)),
        exposure=rng.uniform(0.94, 1.06),
        warmth=rng.uniform(-0.025, 0.025),
        wear=rng.uniform(0.4, 1.8),
        rng=rng,
    )


def paint(tone: Tone) -> Picture:
    """A colour that can be multiplied with planes."""
    return np.asarray(tone, dtype=np.float32).reshape(3, 1, 1)


def bench(scene: Scene, tone: Tone) -> Picture:
    """A plain bench top, a little brighter towards the lamp."""
    axis = np.linspace(-1.0, 1.0, _CANVAS, dtype=np.float32)
    falloff = 0.05 * (scene.light[0] * axis[None, :] + scene.light[1] * axis[:, None])
    level = 1.0 + falloff + scene.rng.uniform(-0.05, 0.05) + 0.012 * scene.grain()
    return level * paint(tone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """How a surface takes the light."""

    ambient: float = 0.45
    diffuse: float = 0.75
    gloss: float = 0.5
    shininess: float = 30.0


def light_up(scene: Scene, height: Plane, albedo: Picture, finish: Finish) -> Picture:
    """Blinn-Phong shading of a height map in part units."""
    scale = 1.0 / (8.0 * scene.pixel)  # the Sobel kernel sums to 8 pixel steps
    slope_x = cv2.Sobel(height, cv2.CV_32F, 1, 0) * scale
    slope_y = cv2.Sobel(height, cv2.CV_32F, 0, 1) * scale
    length = np.sqrt(slope_x**2 + slope_y**2 + 1.0)
    light_x, light_y, light_z = scene.light
    facing = np.maximum((light_z - slope_x * light_x - slope_y * light_y) / length, 0.0)
    half = math.sqrt(light_x**2 + light_y**2 + (light_z + 1.0) ** 2)
    mirror = (light_z + 1.0 - slope_x * light_x - slope_y * light_y) / (half * length)
    gleam = finish.gloss * np.maximum(mirror, 0.0) ** finish.shininess
    level = finish.ambient + finish.diffuse * facing
    return level * albedo + gleam


def lay_down(scene: Scene, background: Picture, part: Picture, mask: Plane) -> Picture:
    """Put a lit part on the bench with its contact and cast shadow."""
    # Shadows are soft, so a quarter of the resolution is enough for them.
    small = cv2.resize(mask, (_CANVAS // 4, _CANVAS // 4), interpolation=cv2.INTER_AREA)
    offset = 0.055 / scene.pixel / 4.0
    move = np.asarray(
        [[1, 0, -scene.light[0] * offset], [0, 1, -scene.light[1] * offset]], dtype=np.float32
    )
    cast = cv2.warpAffine(small, move, (_CANVAS // 4, _CANVAS // 4))
    shadow = np.clip(0.45 * _blur(cast, 1.2) + 0.25 * _blur(small, 1.8), 0.0, 0.68)
    ground = background * (1.0 - cv2.resize(shadow, (_CANVAS, _CANVAS)))
    return np.asarray(ground + (part - ground) * mask, dtype=np.float32)


def develop(scene: Scene, picture: Picture) -> NDArray[np.uint8]:
    """Expose, tint, reduce to the finished size and round."""
    balance = np.asarray([1.0 + scene.warmth, 1.0, 1.0 - scene.warmth], dtype=np.float32)
    large = cv2.merge([np.ascontiguousarray(plane) for plane in picture])
    small = cv2.resize(large, (PICTURE_SIZE, PICTURE_SIZE), interpolation=cv2.INTER_AREA)
    exposed = np.clip(small * balance * (scene.exposure * 255.0) + 0.5, 0, 255)
    return np.asarray(exposed, dtype=np.uint8)


def smooth_step(distance: Plane, width: float) -> Plane:
    """1 inside a shape, 0 outside, with a soft shoulder of this width centred on the edge."""
    share = np.clip(0.5 - distance / width, 0.0, 1.0)
    return share * share * (3.0 - 2.0 * share)


def blotch(scene: Scene, centre: tuple[float, float], radius: float) -> Plane:
    """Signed distance of an irregular spot."""
    away = np.hypot(scene.x - centre[0], scene.y - centre[1])
    return away - radius + 0.22 * radius * scene.grain(9.0)


def stroke(
    scene: Scene, start: tuple[float, float], end: tuple[float, float]
) -> tuple[Plane, Plane, Plane]:
    """Of every pixel: how far along a line (0..1 between the ends), how far aside, how far past."""
    run_x, run_y = end[0] - start[0], end[1] - start[1]
    length = math.hypot(run_x, run_y)
    from_x, from_y = scene.x - start[0], scene.y - start[1]
    along = (from_x * run_x + from_y * run_y) / length**2
    aside = (from_y * run_x - from_x * run_y) / length
    past = (np.abs(along - 0.5) - 0.5) * length
    return np.clip(along, 0.0, 1.0), aside, past


@cache
def _noise(roughness: float) -> Plane:
    """A sheet of noise to cut from; a new one for every picture would take most of the time."""
    rng = np.random.default_rng(round(roughness * 10))
    noise = rng.standard_normal((_NOISE_SIZE, _NOISE_SIZE), dtype=np.float32)
    if roughness > 1.0:
        noise = _blur(noise, roughness)
        noise /= noise.std()
    return noise


def _blur(plane: Plane, sigma: float) -> Plane:
    return np.asarray(cv2.GaussianBlur(plane, (0, 0), sigma), dtype=np.float32)
