"""A turned steel flange with four bolt holes; defects: a hole never drilled, rust."""

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

CLASSES = ("good", "missing_hole", "rust")

_BENCH = (0.23, 0.29, 0.29)
_STEEL = (0.70, 0.73, 0.77)
_RUST = (0.62, 0.27, 0.09)
_RIM = 0.82
_BORE = 0.20
_HUB = 0.36
_HOLE_CIRCLE = 0.585
_HOLE = 0.155


def draw(scene: Scene, class_name: str) -> Picture:
    """One flange of the asked class."""
    radius = np.hypot(scene.x, scene.y)
    openings = _openings(scene, radius, has_all_holes=class_name != "missing_hole")
    body = np.maximum(radius - _RIM, -openings)
    height = 0.07 * smooth_step(body, 0.05) + 0.05 * smooth_step(radius - _HUB, 0.05)
    albedo = _turned_steel(scene, radius)
    if class_name == "rust":
        albedo, height = _corrode(scene, albedo, height)
    part = light_up(scene, height, albedo, Finish(ambient=0.38, diffuse=0.72, gloss=0.32))
    return lay_down(scene, bench(scene, _BENCH), part, scene.coverage(body))


def _openings(scene: Scene, radius: Plane, *, has_all_holes: bool) -> Plane:
    """Signed distance of bore and bolt holes."""
    undrilled = None if has_all_holes else int(scene.rng.integers(4))
    distance = radius - _BORE
    for hole in range(4):
        if hole != undrilled:
            angle = math.pi / 4 + hole * math.pi / 2
            x, y = _HOLE_CIRCLE * math.cos(angle), _HOLE_CIRCLE * math.sin(angle)
            distance = np.minimum(distance, np.hypot(scene.x - x, scene.y - y) - _HOLE)
    return distance


def _turned_steel(scene: Scene, radius: Plane) -> Picture:
    """Steel with concentric tool marks and the bow-tie gleam these give."""
    angle = np.arctan2(scene.y, scene.x)
    gleam = np.cos(angle - scene.light_azimuth) ** 2
    phase = scene.rng.uniform(0.0, 6.0)
    marks = np.sin(radius * 150.0 + phase) * 0.5 + np.sin(radius * 61.0 - phase) * 0.5
    wear = scene.wear * (0.02 * scene.grain(2.5) + 0.02 * scene.grain(12.0))
    level = 0.80 + 0.30 * gleam**3 + 0.035 * marks + wear
    return level * paint(_STEEL)


def _corrode(scene: Scene, albedo: Picture, height: Plane) -> tuple[Picture, Plane]:
    """A large patch of rust on the face with a few satellites."""
    angle = scene.rng.uniform(0.0, 2.0 * math.pi)
    centre = (0.52 * math.cos(angle), 0.52 * math.sin(angle))
    distance = blotch(scene, centre, scene.rng.uniform(0.30, 0.38))
    for _ in range(3):
        turn = angle + scene.rng.normal(0.0, 0.75)
        spot = (0.58 * math.cos(turn), 0.58 * math.sin(turn))
        distance = np.minimum(distance, blotch(scene, spot, scene.rng.uniform(0.08, 0.14)))
    amount = smooth_step(distance, 0.07)
    crust = scene.grain(2.0)
    rust = (1.0 + 0.18 * crust) * paint(_RUST)
    blend = 0.92 * amount
    return albedo * (1.0 - blend) + rust * blend, height + 0.002 * amount * crust
