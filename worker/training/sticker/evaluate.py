"""Measures a trained model: are known names drawn as the right thing, and unseen pairs of colour and thing as both?"""

from __future__ import annotations

import json
from random import Random

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from sticker.colours import TARGETS
from sticker.paths import Workspace, parser
from sticker.sampler import Sampler, load_decoder, to_images
from sticker.train_dit import Data
from sticker.words import COLOUR_NAMES

TRAINED_GROUPS = frozenset({0, 3, 4, 5, 6, 7})
ANIMALS_AND_FOOD = frozenset({3, 4})
HUES = ("red", "orange", "yellow", "green", "cyan", "blue", "purple", "pink")


def has_hue(image: np.ndarray, colour: str) -> bool:
    """Over 40 % of the coloured pixels within 26 degrees of the colour."""
    hue, saturation, value = np.moveaxis(np.asarray(Image.fromarray(image).convert("HSV")).astype(float), -1, 0)
    coloured = (saturation > 70) & (value > 50)
    if coloured.sum() < 300:
        return False
    distance = np.abs((hue[coloured] * 360 / 256 - TARGETS[colour][0] + 180) % 360 - 180)
    return bool((distance < 26).mean() > 0.4)


def silhouettes(images: np.ndarray) -> Tensor:
    """What is not paper, at half size."""
    return torch.from_numpy((images.min(-1) < 235).astype(np.float32))[:, ::2, ::2].flatten(1)


def hits(distances: Tensor, names: list[str], wanted: list[str]) -> tuple[float, float]:
    """How often the nearest, and one of the five nearest, has the wanted name."""
    nearest = [[names[column] for column in row[:5]] for row in distances.argsort(1).tolist()]
    first = np.mean([row[0] == name for row, name in zip(nearest, wanted)])
    return float(first), float(np.mean([name in row for row, name in zip(nearest, wanted)]))


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--steps", type=int, default=8)
    arguments.add_argument("--guidance", type=float, default=3.0)
    arguments.add_argument("--number", type=int, default=200)
    options = arguments.parse_args()
    work = Workspace(options.data)
    data, sampler, random = Data.load(work), Sampler(work), Random(1)
    _, decoder = load_decoder(work)
    concept_of = [data.concepts[record.concept] for record in data.records]
    originals = [
        row for row, record in enumerate(data.records)
        if record.kind == "original" and concept_of[row].group in TRAINED_GROUPS
    ]
    names = [concept_of[row].name for row in originals]

    chosen = random.sample(originals, min(options.number, len(originals)))
    wanted = [concept_of[row].name for row in chosen]
    drawn = sampler.draw([f"a {name}" for name in wanted], options.steps, options.guidance, seed=0)
    known = torch.from_numpy(data.latents[originals].astype(np.float32)).flatten(1)
    first, five = hits(torch.cdist(drawn.flatten(1), known), names, wanted)
    print(f"known names, {len(chosen)}: nearest picture right {first:.1%}, in the nearest five {five:.1%}")

    seen = {(record.concept, record.colour) for record in data.records}
    plain = [
        row for row in originals
        if concept_of[row].group in ANIMALS_AND_FOOD and not set(concept_of[row].name_words) & set(COLOUR_NAMES)
    ]
    unseen = [(row, colour) for row in plain for colour in HUES if (data.records[row].concept, colour) not in seen]
    asked = random.sample(unseen, min(options.number, len(unseen)))
    prompts = [f"a {colour} {concept_of[row].short}" for row, colour in asked]
    with torch.no_grad():
        images = to_images(decoder(sampler.draw(prompts, options.steps, options.guidance, seed=1)))
    hue = np.mean([has_hue(image, colour) for image, (_, colour) in zip(images, asked)])
    rows = json.loads(work.latent_index.read_text(encoding="utf-8"))
    pool = np.load(work.pool, mmap_mode="r")
    shapes = silhouettes(np.stack([pool[rows[row]] for row in originals]))
    shape = hits(torch.cdist(silhouettes(images), shapes), names, [concept_of[row].name for row, _ in asked])
    print(f"unseen colours, {len(asked)}: hue right {hue:.1%}, silhouette right {shape[0]:.1%}, in five {shape[1]:.1%}")


if __name__ == "__main__":
    main()
