"""Measures an exported model: are known names drawn as the right thing, and combinations of colour and thing that no
picture of the training showed as both? Runs the ONNX files, so any model of this layout can be compared."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import numpy as np
import onnxruntime
from PIL import Image

from sticker.colours import TARGETS, Palette
from sticker.compose import on_paper
from sticker.concepts import Concept, load_concepts
from sticker.generate import ANIMALS, FOOD, PEOPLE, held_out
from sticker.paths import Workspace, parser
from sticker.vocabulary import load_tokenizer
from sticker.words import COLOUR_NAMES

SIGNS = frozenset({8, 9})
HUES = ("red", "orange", "yellow", "green", "cyan", "blue", "purple", "pink")
BATCH = 8


class Exported:
    """A model folder."""

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._parts = {
            name: onnxruntime.InferenceSession(str(folder / name / "model.onnx"), options)
            for name in ("text_encoder", "transformer", "vae_decoder")
        }
        self._tokenizer = load_tokenizer(folder / "tokenizer/vocab.txt")
        self._shape = self._parts["transformer"].get_inputs()[0].shape[1:]

    def _run(self, part: str, **inputs: np.ndarray) -> np.ndarray:
        return self._parts[part].run(None, inputs)[0]

    def _batch(self, prompts: list[str], steps: int, guidance: float, random: np.random.Generator) -> np.ndarray:
        ids = np.array([self._tokenizer(prompt) for prompt in [*prompts, *[""] * len(prompts)]], np.int64)
        text = self._run("text_encoder", input_ids=ids)
        latents = random.standard_normal((len(prompts), *self._shape), np.float32)
        for step in range(steps):
            time = np.full(2 * len(prompts), 1000 * (1 - step / steps), np.float32)
            both = np.concatenate([latents, latents])
            answer = self._run("transformer", sample=both, timestep=time, encoder_hidden_states=text)
            worded, plain = np.split(answer, 2)
            latents = latents - (plain + guidance * (worded - plain)) / np.float32(steps)
        pictures = self._run("vae_decoder", latent_sample=latents).transpose(0, 2, 3, 1)
        return ((pictures + 1) * 127.5).round().astype(np.uint8)

    def draw(self, prompts: list[str], steps: int, guidance: float, seed: int) -> np.ndarray:
        random = np.random.default_rng(seed)
        parts = [prompts[first : first + BATCH] for first in range(0, len(prompts), BATCH)]
        return np.concatenate([self._batch(part, steps, guidance, random) for part in parts])


def has_hue(image: np.ndarray, colour: str) -> bool:
    """Over 40 % of the coloured pixels within 26 degrees of the colour."""
    hue, saturation, value = np.moveaxis(np.asarray(Image.fromarray(image).convert("HSV")).astype(float), -1, 0)
    coloured = (saturation > 70) & (value > 50)
    if coloured.sum() < 300:
        return False
    distance = np.abs((hue[coloured] * 360 / 256 - TARGETS[colour][0] + 180) % 360 - 180)
    return bool((distance < 26).mean() > 0.4)


def small(images: np.ndarray) -> np.ndarray:
    """Colours at a quarter of the size."""
    count, side = len(images), images.shape[1] // 4
    return images.reshape(count, side, 4, side, 4, 3).mean((2, 4), dtype=np.float32).reshape(count, -1) / 255


def silhouettes(images: np.ndarray) -> np.ndarray:
    """What is not paper, at half size."""
    return (images.min(-1) < 235).astype(np.float32)[:, ::2, ::2].reshape(len(images), -1)


def hits(drawn: np.ndarray, known: np.ndarray, names: list[str], wanted: list[str]) -> str:
    """How often the nearest, and one of the five nearest, has the wanted name."""
    distances = (drawn**2).sum(1)[:, None] - 2 * drawn @ known.T + (known**2).sum(1)
    nearest = [[names[column] for column in row[:5]] for row in distances.argsort(1)]
    first = np.mean([row[0] == name for row, name in zip(nearest, wanted)])
    return f"{first:.1%}, in the nearest five {np.mean([name in row for row, name in zip(nearest, wanted)]):.1%}"


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--model", type=Path, required=True)
    arguments.add_argument("--steps", type=int, default=8)
    arguments.add_argument("--guidance", type=float, default=3.0)
    arguments.add_argument("--number", type=int, default=200)
    options = arguments.parse_args()
    work, model, random = Workspace(options.data), Exported(options.model), Random(1)
    concepts = load_concepts(work.concepts)
    palettes = [Palette(*row) for row in json.loads(work.palettes.read_text(encoding="utf-8"))]
    pictures = np.stack([on_paper(image) for image in np.load(work.artwork)["arr_0"]])
    names = [concept.name for concept in concepts]

    def known(title: str, pool: list[Concept]) -> None:
        asked = random.sample(pool, min(options.number, len(pool)))
        drawn = model.draw([f"a {concept.name}" for concept in asked], options.steps, options.guidance, seed=0)
        found = hits(small(drawn), small(pictures), names, [concept.name for concept in asked])
        print(f"{title}, {len(asked)}: nearest picture right {found}", flush=True)

    things = [concept for concept in concepts if concept.group not in SIGNS | {PEOPLE}]
    known("names of things", things)
    known("names of people", [concept for concept in concepts if concept.group == PEOPLE])

    plain = [
        concept
        for concept in things
        if concept.group in (ANIMALS, FOOD) and not set(concept.name_words) & set(COLOUR_NAMES)
    ]
    unseen = [
        (concept, colour) for concept in plain for colour in HUES
        if held_out(concept, colour) and colour != palettes[concept.index].name
    ]  # fmt: skip
    asked = random.sample(unseen, min(options.number, len(unseen)))
    images = model.draw(
        [f"a {colour} {concept.short}" for concept, colour in asked], options.steps, options.guidance, seed=1
    )
    hue = np.mean([has_hue(image, colour) for image, (_, colour) in zip(images, asked)])
    found = hits(silhouettes(images), silhouettes(pictures), names, [concept.name for concept, _ in asked])
    print(f"colours never shown, {len(asked)}: hue right {hue:.1%}, silhouette right {found}")


if __name__ == "__main__":
    main()
