"""Renders the SVG files to 128 x 128 RGBA. Needs `rsvg-convert` (Debian: librsvg2-bin)."""

from __future__ import annotations

import io
import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image

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
    names = sorted(tuple(map(int, path.stem.split("-"))) for path in work.vectors.glob("*.svg"))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        images = list(pool.map(lambda name: render(work.vectors / f"{name[0]}-{name[1]}.svg"), names))
    kept = [(name, image) for name, image in zip(names, images) if image[..., 3].mean() >= EMPTY]
    np.save(work.artwork, np.stack([image for _, image in kept]))
    work.artwork_index.write_text(json.dumps([name for name, _ in kept]), encoding="utf-8")
    print(f"{len(kept)} of {len(names)} drawings")


if __name__ == "__main__":
    main()
