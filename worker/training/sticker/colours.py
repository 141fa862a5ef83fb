"""Named colours: what they are called, and turning an artwork's dominant hue into one of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image

from sticker.words import COLOUR_NAMES

#: Hue in degrees, factor on saturation, factor on value. White lifts the value instead.
TARGETS: dict[str, tuple[float, float, float | None]] = {
    "red": (0, 1, 1),
    "orange": (28, 1, 1),
    "yellow": (50, 1, 1.05),
    "green": (125, 1, 0.9),
    "cyan": (182, 1, 1),
    "blue": (215, 1, 1),
    "purple": (275, 1, 0.95),
    "pink": (330, 0.65, 1.1),
    "brown": (24, 0.9, 0.55),
    "black": (0, 0.15, 0.3),
    "white": (0, 0.08, None),
    "gray": (0, 0.05, 0.8),
}
assert tuple(TARGETS) == COLOUR_NAMES

#: Upper bounds of named hues, in degrees.
HUES = (
    (14, "red"),
    (40, "orange"),
    (66, "yellow"),
    (165, "green"),
    (195, "cyan"),
    (250, "blue"),
    (295, "purple"),
    (345, "pink"),
    (361, "red"),
)

#: Strong colours that would glare at full value.
DEEP = frozenset({"red", "green", "blue", "purple"})


@dataclass(frozen=True)
class Palette:
    #: Dominant hue, 0 to 255; none for grey artwork.
    hue: float | None
    #: Name of the colour that most of the artwork has.
    name: str | None


def to_hsv(image: np.ndarray) -> np.ndarray:
    return np.asarray(Image.fromarray(image[..., :3]).convert("HSV")).astype(np.float32)


def hue_distance(hue: np.ndarray, target: float) -> np.ndarray:
    """Signed distance on the circle of 256 hues."""
    return (hue - target + 128) % 256 - 128


def hue_name(hue: float) -> str:
    degrees = hue * 360 / 256
    return next(name for limit, name in HUES if degrees < limit)


def analyse(image: np.ndarray) -> Palette:
    """Dominant hue and colour of an RGBA artwork."""
    hue, saturation, value = np.moveaxis(to_hsv(image), -1, 0)
    solid = image[..., 3] > 128
    area = solid.sum() + 1
    coloured = solid & (saturation > 64) & (value > 50)
    share = coloured.sum() / area
    if share < 0.3:
        greys = value[solid & ~coloured]
        return Palette(None, grey_name(greys) if share < 0.15 and len(greys) else None)
    histogram = np.histogram(hue[coloured], bins=64, range=(0, 256))[0].astype(float)
    smooth = sum(np.roll(histogram, shift) for shift in range(-3, 4))
    peak = float((np.argmax(smooth) + 0.5) * 4)
    near = coloured & (np.abs(hue_distance(hue, peak)) < 24)
    if near.sum() / area <= 0.55:
        return Palette(peak, None)
    name = hue_name(peak)
    dark = np.median(value[near]) < 150
    return Palette(peak, "brown" if dark and name in ("orange", "yellow") else name)


def grey_name(values: np.ndarray) -> str:
    middle = np.median(values)
    return "white" if middle > 215 else "black" if middle < 75 else "gray"


def recolour(image: np.ndarray, palette: Palette, colour: str) -> np.ndarray:
    """The artwork with its dominant hue (or its greys) in the named colour; other hues stay."""
    degrees, saturation_factor, value_factor = TARGETS[colour]
    target = degrees * 256 / 360
    hsv = to_hsv(image)
    hue, saturation, value = np.moveaxis(hsv, -1, 0)
    visible = image[..., 3] > 0
    if palette.hue is not None:
        distance = hue_distance(hue, palette.hue)
        where = visible & (np.abs(distance) < 30) & (saturation > 30)
        new_hue, base = (target + distance * 0.6) % 256, saturation
    else:
        where = visible & (saturation < 80) & (value > 70)
        grey = colour in ("black", "gray", "white")
        new_hue, base = np.full_like(saturation, target), saturation if grey else np.maximum(saturation, 150)
    new_value = 200 + value * 55 / 255 if value_factor is None else value * value_factor
    if palette.hue is not None and colour in DEEP:
        new_value = np.minimum(new_value, 235)
    changed = np.stack([new_hue, base * saturation_factor, new_value], -1).clip(0, 255)
    result = np.where(where[..., None], changed, hsv).round().clip(0, 255).astype(np.uint8)
    rgb = np.asarray(Image.fromarray(result, "HSV").convert("RGB"))
    return np.dstack([rgb, image[..., 3]])
