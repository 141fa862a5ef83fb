"""Plans and renders the pool of training pictures: originals, recolourings, accessories, pairs, counts, backgrounds."""

from __future__ import annotations

import json
import os
from collections import Counter
from functools import cache
from multiprocessing import get_context
from random import Random
from typing import Iterator
from zlib import crc32

import numpy as np

from sticker import compose
from sticker.colours import Palette, recolour
from sticker.concepts import Concept, load_concepts
from sticker.paths import IMAGE_SIZE, Workspace, parser
from sticker.records import Record, save_records
from sticker.words import ACCESSORIES, COLOUR_NAMES

SMILEYS, PEOPLE, ANIMALS, FOOD = 0, 1, 3, 4
#: Things that may stand in pairs and counts.
THING_GROUPS = frozenset({3, 4, 5, 6, 7})
#: People and signs: their colours carry their meaning.
KEEP_GROUPS = frozenset({1, 8, 9})
CLOCKS_AND_SKY = frozenset({58, 59})
KEEP_SUBGROUPS = frozenset({83, 84, 86, 96})

#: The concept that lends each accessory its drawing.
WORN = dict(zip(ACCESSORIES, ("glasses", "sunglasses", "top hat", "crown", "ribbon", "billed cap", "graduation cap")))

#: Things with room for a face, besides everything called "... face".
WEARERS = frozenset(
    "bear,panda,koala,fox,lion,wolf,hamster,frog,jack-o-lantern,robot,alien,ghost,skull,polar bear,boar,pig nose,"
    "red apple,green apple,tangerine,lemon,tomato,egg,potato,doughnut,cookie,soccer ball,full moon face,sun with face,"
    "basketball,watermelon,pear,peach,strawberry,pumpkin".split(",")
)
SMILEY_SUBGROUPS = frozenset({0, 1, 2, 12})
SICK_OR_HAT_SUBGROUPS = frozenset({4, 9})
DRESSED_ALREADY = ("dragon", "unicorn", "zipper", "glass")

#: One colour in so many is never trained on a thing: these combinations show whether colours and things are known apart.
HELD_OUT = 12


def held_out(concept: Concept, colour: str) -> bool:
    return crc32(f"{concept.label}|{colour}".encode()) % HELD_OUT == 0


def keeps_colour(concept: Concept) -> bool:
    return concept.group in KEEP_GROUPS or concept.subgroup in KEEP_SUBGROUPS


def can_wear(concept: Concept) -> bool:
    if any(word in concept.label for word in DRESSED_ALREADY):
        return False
    animal_face = concept.group == ANIMALS and concept.label.endswith(" face")
    hatted = concept.subgroup in SICK_OR_HAT_SUBGROUPS and "cloud" not in concept.label
    smiley = concept.group == SMILEYS and (concept.subgroup in SMILEY_SUBGROUPS or hatted)
    return animal_face or concept.label in WEARERS or smiley


def is_object(concept: Concept) -> bool:
    short = len(concept.label.split()) <= 3
    return concept.group in THING_GROUPS and concept.subgroup not in CLOCKS_AND_SKY and short


class Plan:
    """What the pool shows."""

    def __init__(self, concepts: list[Concept], palettes: list[Palette], random: Random) -> None:
        self._concepts, self._palettes, self._random = concepts, palettes, random
        self._objects = list(filter(is_object, concepts))
        self._living = [concept for concept in self._objects if concept.group in (ANIMALS, FOOD)]

    def own(self, concept: Concept) -> str | None:
        return self._palettes[concept.index].name

    def colours(self, concept: Concept) -> list[str]:
        """Colours to train that are not its own."""
        if keeps_colour(concept):
            return []
        own = self.own(concept)
        return [colour for colour in COLOUR_NAMES if colour != own and not held_out(concept, colour)]

    def perhaps(self, concept: Concept, chance: float) -> str | None:
        colours = self.colours(concept)
        return self._random.choice(colours) if colours and self._random.random() < chance else None

    def originals(self) -> Iterator[Record]:
        for concept in self._concepts:
            yield Record("original", concept.index, self.own(concept))

    def recolourings(self) -> Iterator[Record]:
        for concept in self._concepts:
            for colour in self.colours(concept):
                yield Record("recoloured", concept.index, colour, changed=True)

    def accessories(self) -> Iterator[Record]:
        for concept in filter(can_wear, self._concepts):
            for accessory in ACCESSORIES:
                yield Record("dressed", concept.index, self.own(concept), accessory=accessory)
                for colour in self._random.sample(self.colours(concept), 4):
                    yield Record("dressed", concept.index, colour, changed=True, accessory=accessory)

    def pairs(self, number: int) -> Iterator[Record]:
        for turn in range(number):
            first = self._random.choice(self._objects if turn % 2 else self._living)
            second = self._random.choice(self._living if turn % 3 == 0 else self._objects)
            if first is second:
                continue
            colour, other = self.perhaps(first, 0.3), self.perhaps(second, 0.3)
            yield Record("pair", first.index, colour, bool(colour), second=second.index, second_colour=other)

    def counts(self) -> Iterator[Record]:
        for concept in self._objects:
            for count in compose.LAYOUTS:
                yield Record("count", concept.index, self.own(concept), count=count)
                for colour in self._random.sample(self.colours(concept), 3):
                    yield Record("count", concept.index, colour, changed=True, count=count)

    def backdrops(self, number: int) -> Iterator[Record]:
        wearers = list(filter(can_wear, self._concepts))
        for turn in range(number):
            dressed = turn % 8 == 0
            concept = self._random.choice(wearers if dressed else self._concepts)
            colour = self.perhaps(concept, 0.35)
            background = self._random.choice(
                [name for name in COLOUR_NAMES if name not in ("white", colour or self.own(concept))]
            )
            yield Record(
                "backdrop", concept.index, colour or self.own(concept), bool(colour), background=background,
                accessory=self._random.choice(ACCESSORIES) if dressed else None,
            )  # fmt: skip


class Artist:
    """Draws records."""

    def __init__(self, work: Workspace) -> None:
        self.concepts = load_concepts(work.concepts)
        self.palettes = [Palette(*row) for row in json.loads(work.palettes.read_text(encoding="utf-8"))]
        self._images = np.load(work.artwork)["arr_0"]
        by_label = {concept.label: concept.index for concept in self.concepts}
        self._worn = {accessory: self._images[by_label[label]] for accessory, label in WORN.items()}

    def thing(self, concept: int, colour: str | None) -> np.ndarray:
        image = self._images[concept]
        return recolour(image, self.palettes[concept], colour) if colour else image

    def draw(self, record: Record) -> np.ndarray:
        image = self.thing(record.concept, record.colour if record.changed else None)
        if record.second is not None:
            image = compose.pair(image, self.thing(record.second, record.second_colour))
        if record.count:
            image = compose.several(image, record.count)
        if record.accessory:
            wear = compose.with_glasses if record.accessory.endswith("glasses") else compose.with_hat
            image = wear(image, self._worn[record.accessory])
        return compose.on_paper(image, record.background or "white")


@cache
def artist_of(work: Workspace) -> Artist:
    return Artist(work)


def draw_part(task: tuple[Workspace, int, list[Record]]) -> None:
    work, first, records = task
    pool = np.load(work.pool, mmap_mode="r+")
    for offset, record in enumerate(records):
        pool[first + offset] = artist_of(work).draw(record)


def generate(work: Workspace, pairs: int, backdrops: int) -> list[Record]:
    artist, chunk = artist_of(work), 256
    plan = Plan(artist.concepts, artist.palettes, Random(1))
    records = [
        *plan.originals(), *plan.recolourings(), *plan.accessories(), *plan.pairs(pairs), *plan.counts(),
        *plan.backdrops(backdrops),
    ]  # fmt: skip
    shape = (len(records), IMAGE_SIZE, IMAGE_SIZE, 3)
    np.lib.format.open_memmap(work.pool, "w+", np.uint8, shape)
    tasks = [(work, first, records[first : first + chunk]) for first in range(0, len(records), chunk)]
    with get_context("fork").Pool(os.cpu_count()) as pool:
        for _ in pool.imap_unordered(draw_part, tasks):
            pass
    save_records(work.pool_index, records)
    return records


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--pairs", type=int, default=30_000)
    arguments.add_argument("--backdrops", type=int, default=12_000)
    options = arguments.parse_args()
    records = generate(Workspace(options.data), options.pairs, options.backdrops)
    print(f"{len(records)} pictures:", dict(Counter(record.kind for record in records)), flush=True)


if __name__ == "__main__":
    main()
