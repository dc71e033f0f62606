"""A blue anodised L-bracket; defects: a bare scratch, a cracked inner corner."""

import math

import numpy as np

from engine.imaging.sample_line.scene import (
    Finish,
    Picture,
    Plane,
    Scene,
    bench,
    lay_down,
    light_up,
    paint,
    smooth_step,
    stroke,
)

CLASSES = ("good", "scratch", "crack")

_BENCH = (0.70, 0.61, 0.50)
_ANODISED = (0.13, 0.33, 0.72)
_BARE = (0.80, 0.81, 0.82)
_ROUNDING = 0.09
_HOLE = 0.13
#: Legs as centre and half size: the upright on the left, the foot at the bottom.
_UPRIGHT = (-0.42, 0.0, 0.30, 0.76)
_FOOT = (0.0, 0.46, 0.72, 0.30)
_INNER_CORNER = (-0.12, 0.16)
_HOLES = ((-0.42, -0.46), (0.42, 0.46))


def draw(scene: Scene, class_name: str) -> Picture:
    """One bracket of the asked class."""
    legs = np.minimum(_rounded_box(scene, _UPRIGHT), _rounded_box(scene, _FOOT))
    holes = _holes(scene)
    body = np.maximum(legs, -holes)
    if class_name == "crack":
        body = np.maximum(body, -_crack(scene))
    countersink = smooth_step(holes - 0.06, 0.07)
    height = 0.075 * smooth_step(body, 0.06) - 0.02 * countersink
    level = 0.98 + scene.wear * (0.03 * scene.grain(1.5) + 0.03 * scene.grain(12.0))
    albedo: Picture = level * paint(_ANODISED)
    if class_name == "scratch":
        albedo, height = _scratch(scene, albedo, height)
    part = light_up(scene, height, albedo, Finish(ambient=0.55, diffuse=0.72, gloss=0.30))
    return lay_down(scene, bench(scene, _BENCH), part, scene.coverage(body))


def _rounded_box(scene: Scene, box: tuple[float, float, float, float]) -> Plane:
    """Signed distance of a box with rounded corners, given by centre and half size."""
    x, y, half_width, half_height = box
    over_x = np.abs(scene.x - x) - half_width + _ROUNDING
    over_y = np.abs(scene.y - y) - half_height + _ROUNDING
    outside = np.hypot(np.maximum(over_x, 0.0), np.maximum(over_y, 0.0))
    inside = np.minimum(np.maximum(over_x, over_y), 0.0)
    return outside + inside - _ROUNDING


def _holes(scene: Scene) -> Plane:
    first, second = (np.hypot(scene.x - x, scene.y - y) - _HOLE for x, y in _HOLES)
    return np.minimum(first, second)


def _crack(scene: Scene) -> Plane:
    """Signed distance of a jagged wedge from the inner corner through the bend."""
    heading = math.radians(scene.rng.uniform(120.0, 150.0))
    reach = scene.rng.uniform(0.56, 0.66)
    x, y = _INNER_CORNER
    tip = (x + reach * math.cos(heading), y + reach * math.sin(heading))
    along, aside, past = stroke(scene, (x + 0.08, y - 0.08), tip)
    phase = scene.rng.uniform(0.0, 6.0)
    zigzag = np.arcsin(np.sin(along * 12.0 + phase)) + 0.5 * np.arcsin(np.sin(along * 27.0 - phase))
    gap = 0.13 * (1.0 - along) ** 0.8 + 0.02
    return np.maximum(np.abs(aside + 0.028 * zigzag) - gap, past)


def _scratch(scene: Scene, albedo: Picture, height: Plane) -> tuple[Picture, Plane]:
    """A broad gouge through the coating down to bare metal, with two thin ones beside it."""
    on_foot = scene.rng.random() < 0.5
    middle = (0.0, 0.46) if on_foot else (-0.42, 0.0)
    heading = math.radians(scene.rng.uniform(-20.0, 20.0) + (0.0 if on_foot else 90.0))
    reach = scene.rng.uniform(0.36, 0.44)
    run = (reach * math.cos(heading), reach * math.sin(heading))
    bare = np.zeros_like(height)
    for offset, width in ((0.0, 0.085), (0.14, 0.024), (-0.13, 0.018)):
        x = middle[0] - offset * math.sin(heading) + scene.rng.normal(0.0, 0.01)
        y = middle[1] + offset * math.cos(heading) + scene.rng.normal(0.0, 0.01)
        along, aside, past = stroke(scene, (x - run[0], y - run[1]), (x + run[0], y + run[1]))
        taper = np.sqrt(4.0 * along * (1.0 - along)) * 0.8 + 0.2
        edge = np.maximum(np.abs(aside) - width * taper + 0.006 * scene.grain(2.0), past)
        furrows = 0.5 + 0.5 * np.sin(aside * 210.0 + scene.rng.uniform(0.0, 6.0))
        bare = np.maximum(bare, smooth_step(edge, 0.025) * (0.82 + 0.18 * furrows))
    metal = (1.0 + 0.05 * scene.grain()) * paint(_BARE)
    blend = bare
    return albedo * (1.0 - blend) + metal * blend, height - 0.012 * bare
