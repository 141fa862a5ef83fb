"""Renders the SVG files to 128 x 128 RGBA and finds their colours. Needs `rsvg-convert` (Debian: librsvg2-bin)."""

from __future__ import annotations

import io
import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple
from pathlib import Path

import numpy as np
from PIL import Image

from sticker.colours import analyse
from sticker.paths import IMAGE_SIZE, Workspace, parser

#: Mean alpha below which a drawing counts as empty.
EMPTY = 3


def render(path: Path) -> np.ndarray:
    """The drawing, centred, whole."""
    size = str(IMAGE_SIZE)
    png = subprocess.run(["rsvg-convert", "-w", size, "-h", size, str(path)], check=True, capture_output=True).stdout
    image = Image.open(io.BytesIO(png)).convert("RGBA")
    if image.size != (IMAGE_SIZE, IMAGE_SIZE):
        image.thumbnail((IMAGE_SIZE, IMAGE_SIZE))
        canvas = Image.new("RGBA", (IMAGE_SIZE, IMAGE_SIZE))
        canvas.paste(image, ((IMAGE_SIZE - image.width) // 2, (IMAGE_SIZE - image.height) // 2))
        image = canvas
    return np.asarray(image)


def main() -> None:
    work = Workspace(parser(__doc__).parse_args().data)
    paths = [
        work.vectors / f"{index}.svg" for index in range(len(json.loads(work.concepts.read_text(encoding="utf-8"))))
    ]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        images = list(pool.map(render, paths))
    empty = [path.name for path, image in zip(paths, images) if image[..., 3].mean() < EMPTY]
    if empty:
        raise SystemExit(f"nothing to see in {empty}")
    np.savez_compressed(work.artwork, np.stack(images))
    work.palettes.write_text(json.dumps([astuple(analyse(image)) for image in images]), encoding="utf-8")
    print(f"{len(images)} drawings")


if __name__ == "__main__":
    main()
