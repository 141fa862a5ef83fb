"""Putting artwork together: on paper, side by side, one thing worn by another."""

from __future__ import annotations

import numpy as np
from PIL import Image

from sticker.paths import IMAGE_SIZE

#: Where two, three and four equal things go, and how large each is.
LAYOUTS = {2: [(2, 34), (65, 34)], 3: [(34, 2), (2, 65), (65, 65)], 4: [(2, 2), (65, 2), (2, 65), (65, 65)]}
COUNT_SIZE = 61
PAIR_SIZE = 62


#: Paper by name: mild enough that things of the same colour stay visible.
PAPER = {
    "red": (240, 118, 118), "orange": (255, 178, 102), "yellow": (255, 232, 128), "green": (150, 216, 150),
    "cyan": (150, 226, 232), "blue": (140, 184, 245), "purple": (190, 150, 235), "pink": (255, 190, 214),
    "brown": (176, 134, 104), "black": (34, 34, 38), "white": (255, 255, 255), "gray": (190, 192, 198),
}  # fmt: skip


def on_paper(image: np.ndarray, colour: str = "white") -> np.ndarray:
    alpha = image[..., 3:].astype(np.float32) / 255
    return (image[..., :3] * alpha + np.float32(PAPER[colour]) * (1 - alpha)).round().astype(np.uint8)


def bounds(image: np.ndarray) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of what is visible."""
    rows, columns = np.where(image[..., 3] > 60)
    return int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1


def crop(image: np.ndarray) -> np.ndarray:
    left, top, right, bottom = bounds(image)
    return image[top:bottom, left:right]


class Paper:
    """An empty RGBA sheet."""

    def __init__(self) -> None:
        self._image = Image.new("RGBA", (IMAGE_SIZE, IMAGE_SIZE), (255, 255, 255, 0))

    def paste(self, image: np.ndarray, x: float, y: float, width: float, height: float) -> None:
        size = (max(1, int(width)), max(1, int(height)))
        scaled = Image.fromarray(image).resize(size, Image.Resampling.LANCZOS)
        self._image.alpha_composite(scaled, (int(max(0, x)), int(max(0, y))))

    def array(self) -> np.ndarray:
        return np.asarray(self._image)


def pair(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    paper = Paper()
    top = IMAGE_SIZE / 2 - PAIR_SIZE / 2
    paper.paste(first, 1, top, PAIR_SIZE, PAIR_SIZE)
    paper.paste(second, 65, top, PAIR_SIZE, PAIR_SIZE)
    return paper.array()


def several(image: np.ndarray, count: int) -> np.ndarray:
    paper = Paper()
    for x, y in LAYOUTS[count]:
        paper.paste(image, x, y, COUNT_SIZE, COUNT_SIZE)
    return paper.array()


def with_glasses(face: np.ndarray, glasses: np.ndarray) -> np.ndarray:
    paper = Paper()
    paper.paste(face, 0, 0, IMAGE_SIZE, IMAGE_SIZE)
    left, top, right, bottom = bounds(face)
    worn = crop(glasses)
    width = (right - left) * 0.8
    height = min(width * worn.shape[0] / worn.shape[1], (bottom - top) * 0.42)
    paper.paste(worn, (left + right) / 2 - width / 2, top + (bottom - top) * 0.45 - height / 2, width, height)
    return paper.array()


def with_hat(face: np.ndarray, hat: np.ndarray) -> np.ndarray:
    """The face moves down and shrinks to make room."""
    paper = Paper()
    head, worn = crop(face), crop(hat)
    scale = 94 / max(head.shape[:2])
    width, height = head.shape[1] * scale, head.shape[0] * scale
    bottom, middle = 126, IMAGE_SIZE / 2
    paper.paste(head, middle - width / 2, bottom - height, width, height)
    ratio = worn.shape[0] / worn.shape[1]
    hat_height = min(60 * ratio, 46)
    hat_width = hat_height / ratio
    paper.paste(worn, middle - hat_width / 2, max(0, bottom - height - hat_height * 0.62), hat_width, hat_height)
    return paper.array()
