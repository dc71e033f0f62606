"""A brass gear wheel; defects: broken teeth, a burnt stain."""

import math

import numpy as np

from engine.imaging.sample_line.scene import (
    Finish,
    Picture,
    Plane,
    Scene,
    bench,
    blotch,
    lay_down,
    light_up,
    paint,
    smooth_step,
)

CLASSES = ("good", "broken_teeth", "burn_mark")

_BENCH = (0.74, 0.75, 0.76)
_BRASS = (0.86, 0.66, 0.26)
_SOOT = (0.10, 0.08, 0.09)
_TEETH = 10
_ROOT = 0.62
_TIP = 0.86
_BORE = 0.17
_KEYWAY = (0.075, 0.27)  # half width, reach from the centre


def draw(scene: Scene, class_name: str) -> Picture:
    """One gear of the asked class."""
    radius = np.hypot(scene.x, scene.y)
    angle = np.arctan2(scene.y, scene.x)
    teeth = _toothed_rim(radius, angle)
    if class_name == "broken_teeth":
        teeth = np.maximum(teeth, -_bite(scene))
    key = np.maximum(
        np.abs(scene.x) - _KEYWAY[0], np.abs(scene.y + _KEYWAY[1] / 2) - _KEYWAY[1] / 2
    )
    body = np.maximum(teeth, -np.minimum(radius - _BORE, key))
    web = np.maximum(radius - 0.52, 0.32 - radius)
    height = 0.07 * smooth_step(body, 0.045) - 0.045 * smooth_step(web, 0.05)
    albedo = _brass(scene, radius, angle)
    if class_name == "burn_mark":
        albedo = _scorch(scene, albedo)
    part = light_up(scene, height, albedo, Finish(ambient=0.42, diffuse=0.74, gloss=0.25))
    return lay_down(scene, bench(scene, _BENCH), part, scene.coverage(body))


def _toothed_rim(radius: Plane, angle: Plane) -> Plane:
    """Roughly the signed distance of a spur gear's outline, with trapezoidal teeth."""
    wave = np.cos(angle * _TEETH)
    flank = np.clip(wave * 1.5 + 0.10, -1.0, 1.0) * 0.5 + 0.5
    outline: Plane = _ROOT + (_TIP - _ROOT) * flank
    distance: Plane = (radius - outline) * 0.6
    return distance


def _bite(scene: Scene) -> Plane:
    """Signed distance of a break that takes two or three teeth and some of the rim."""
    angle = scene.rng.uniform(0.0, 2.0 * math.pi)
    reach = scene.rng.uniform(0.86, 0.92)
    centre = (reach * math.cos(angle), reach * math.sin(angle))
    away = np.hypot(scene.x - centre[0], scene.y - centre[1])
    return away - scene.rng.uniform(0.45, 0.50) + 0.025 * scene.grain(5.0)


def _brass(scene: Scene, radius: Plane, angle: Plane) -> Picture:
    """Milled brass with a soft turned sheen."""
    gleam = np.cos(angle - scene.light_azimuth) ** 2
    marks = np.sin(radius * 95.0 + scene.rng.uniform(0.0, 6.0))
    wear = 0.022 * scene.grain(2.5) + 0.03 * scene.grain(12.0)
    level = 0.84 + 0.20 * gleam**2 + 0.025 * marks + scene.wear * wear
    return level * paint(_BRASS)


def _scorch(scene: Scene, albedo: Picture) -> Picture:
    """A black burn with a blued heat halo."""
    angle = scene.rng.uniform(0.0, 2.0 * math.pi)
    centre = (0.45 * math.cos(angle), 0.45 * math.sin(angle))
    distance = blotch(scene, centre, scene.rng.uniform(0.27, 0.33))
    halo = 0.6 * smooth_step(distance - 0.09, 0.16)
    soot = 0.94 * smooth_step(distance, 0.10)
    blued = albedo * (1.0 - halo) + albedo * halo * paint((0.62, 0.45, 0.75))
    return blued * (1.0 - soot) + paint(_SOOT) * soot
