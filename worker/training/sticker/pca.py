"""The latent space: a fixed linear one, found in closed form.

Patches of 32 x 32 pixels become 96 components each, partly whitened (deviation as the fourth root of the variance), so
that a 128 x 128 picture is a 96 x 4 x 4 latent. White paper is the origin: an empty patch is exactly zero.
"""

from __future__ import annotations

import json

import numpy as np

from sticker.concepts import Concept, load_concepts
from sticker.paths import Workspace, parser
from sticker.records import Record, load_records

PATCH = 32
GRID = 4
PATCH_VALUES = PATCH * PATCH * 3
#: Pictures that the covariance is taken over.
SAMPLE = 2600
SAMPLE_WEIGHT = {"original": 1.0, "recoloured": 0.7, "dressed": 0.7, "pair": 0.5, "count": 0.5}

PEOPLE = 1
FANTASY_SUBGROUP = 23
PERSONS = frozenset("man woman men women person: man: woman: couple kiss family:".split())


def is_trained(record: Record, concepts: list[Concept], style: int) -> bool:
    """One style, and no people: recolouring skin is not a colour word's business."""
    concept = concepts[record.concept]
    if record.style != style or (record.second is not None and concepts[record.second].group == PEOPLE):
        return False
    if concept.group != PEOPLE:
        return True
    named_person = concept.label.split()[0] in PERSONS and concept.subgroup != FANTASY_SUBGROUP
    rude_or_family = "middle finger" in concept.label or "family" in concept.label
    return record.kind != "recoloured" and not named_person and not rude_or_family


def to_patches(images: np.ndarray) -> np.ndarray:
    """uint8 [n, 128, 128, 3] to float32 [n * 16, 3072], white paper at zero."""
    scaled = images.astype(np.float32) / 127.5 - 2
    blocks = scaled.reshape(-1, GRID, PATCH, GRID, PATCH, 3).transpose(0, 1, 3, 2, 4, 5)
    return blocks.reshape(-1, PATCH_VALUES)


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--components", type=int, default=96)
    arguments.add_argument("--style", type=int, default=0)
    options = arguments.parse_args()
    work = Workspace(options.data)
    records, concepts = load_records(work.pool_index), load_concepts(work.concepts)
    chosen = [row for row, record in enumerate(records) if is_trained(record, concepts, options.style)]
    patches = to_patches(np.load(work.pool, mmap_mode="r")[chosen])

    weight = np.array([SAMPLE_WEIGHT[records[row].kind] for row in chosen])
    size = min(SAMPLE, len(chosen))
    sample = np.random.RandomState(0).choice(len(chosen), size, replace=False, p=weight / weight.sum())
    seen = patches.reshape(len(chosen), -1, PATCH_VALUES)[sample].reshape(-1, PATCH_VALUES)
    values, vectors = np.linalg.eigh(seen.T @ seen / len(seen))
    values, vectors = values[::-1], vectors[:, ::-1]
    lost = values[options.components :].sum() / PATCH_VALUES
    print(f"{len(chosen)} of {len(records)} pictures, linear inverse {10 * np.log10(4 / lost):.2f} dB")

    gain = values[: options.components] ** -0.25
    basis = vectors[:, : options.components]
    scale = (seen @ (basis * gain)).std()
    encode = (basis * (gain / scale)).astype(np.float32)
    decode = (basis / (gain / scale)).T.astype(np.float32)
    latents = (patches @ encode).reshape(-1, GRID * GRID, options.components).transpose(0, 2, 1)
    np.savez(work.basis, encode=encode, decode=decode)
    np.save(work.latents, latents.reshape(-1, options.components, GRID, GRID).astype(np.float16))
    work.latent_index.write_text(json.dumps(chosen), encoding="utf-8")


if __name__ == "__main__":
    main()
