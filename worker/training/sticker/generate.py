"""Builds the pool of training pictures: originals, recolourings, accessories, pairs and counts, RGB on white."""

from __future__ import annotations

import json
from random import Random
from typing import Iterator

import numpy as np

from sticker import compose
from sticker.colours import Palette, analyse, recolour
from sticker.concepts import Concept, load_concepts
from sticker.paths import Workspace, parser
from sticker.records import KINDS, Record, save_records
from sticker.words import ACCESSORIES, COLOUR_NAMES

#: Fluent flat (MIT) and Noto (Apache-2.0). Twemoji (CC-BY) asks for attribution on every picture and stays out.
STYLES = (0, 1)

SMILEYS, PEOPLE, ANIMALS, FOOD = 0, 1, 3, 4
#: Things that may stand in pairs and counts.
THING_GROUPS = frozenset({3, 4, 5, 6, 7})
CLOCKS_AND_SKY = frozenset({58, 59})
#: Signs of groups that stay, whose colours carry their meaning.
KEEP_COLOUR = frozenset({83, 84, 86, 96})

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

Picture = tuple[np.ndarray, Record]


class Artwork:
    """The rendered drawings by concept and style."""

    def __init__(self, work: Workspace, random: Random) -> None:
        self.concepts = load_concepts(work.concepts)
        self._random = random
        self._images = np.load(work.artwork, mmap_mode="r")
        index = json.loads(work.artwork_index.read_text(encoding="utf-8"))
        self._position = {(concept, style): row for row, (concept, style) in enumerate(index) if style in STYLES}
        self._palettes = {key: analyse(self._images[row]) for key, row in self._position.items()}

    def __iter__(self) -> Iterator[tuple[Concept, int]]:
        return ((self.concepts[concept], style) for concept, style in self._position)

    def has(self, concept: Concept, style: int) -> bool:
        return (concept.index, style) in self._position

    def image(self, concept: Concept, style: int) -> np.ndarray:
        return self._images[self._position[concept.index, style]]

    def palette(self, concept: Concept, style: int) -> Palette:
        return self._palettes[concept.index, style]

    def other_colours(self, concept: Concept, style: int) -> list[str]:
        own = self.palette(concept, style).name
        return [colour for colour in COLOUR_NAMES if colour != own]

    def in_colour(self, concept: Concept, style: int, colour: str) -> np.ndarray:
        return recolour(self.image(concept, style), self.palette(concept, style), colour)

    def perhaps_recoloured(self, concept: Concept, style: int) -> tuple[np.ndarray, str | None]:
        """In another colour three times out of ten."""
        if self._random.random() >= 0.3:
            return self.image(concept, style), None
        colour = self._random.choice(self.other_colours(concept, style))
        return self.in_colour(concept, style, colour), colour


def originals(art: Artwork) -> Iterator[Picture]:
    for concept, style in art:
        yield art.image(concept, style), Record("original", concept.index, style, art.palette(concept, style).name)


def recolourings(art: Artwork, random: Random) -> Iterator[Picture]:
    for concept, style in art:
        if concept.subgroup in KEEP_COLOUR:
            continue
        yellow_face = concept.group == SMILEYS and concept.subgroup <= 10 and art.palette(concept, style).hue is not None
        number = 2 if concept.group == PEOPLE or yellow_face else 3
        for colour in random.sample(art.other_colours(concept, style), number):
            yield art.in_colour(concept, style, colour), Record("recoloured", concept.index, style, colour)


def can_wear(concept: Concept) -> bool:
    if any(word in concept.label for word in DRESSED_ALREADY):
        return False
    animal_face = concept.group == ANIMALS and concept.label.endswith(" face")
    hatted = concept.subgroup in SICK_OR_HAT_SUBGROUPS and "cloud" not in concept.label
    return animal_face or concept.label in WEARERS or concept.subgroup in SMILEY_SUBGROUPS or hatted


def accessories(art: Artwork, random: Random) -> Iterator[Picture]:
    by_label = {concept.label: concept for concept in art.concepts}
    for concept in filter(can_wear, art.concepts):
        for style in STYLES:
            if not art.has(concept, style):
                continue
            for accessory in random.sample(ACCESSORIES, 4):
                lender = by_label[WORN[accessory]]
                if not art.has(lender, style):
                    continue
                face, colour = art.perhaps_recoloured(concept, style)
                wear = compose.with_glasses if accessory.endswith("glasses") else compose.with_hat
                image = wear(face, art.image(lender, style))
                yield image, Record("dressed", concept.index, style, colour, accessory)


def is_object(concept: Concept) -> bool:
    short = len(concept.label.split()) <= 3
    return concept.group in THING_GROUPS and concept.subgroup not in CLOCKS_AND_SKY and short


def pairs(art: Artwork, random: Random, tries: int) -> Iterator[Picture]:
    objects = list(filter(is_object, art.concepts))
    living = [concept for concept in objects if concept.group in (ANIMALS, FOOD)]
    for turn in range(tries):
        first, second = random.choice(objects if turn % 2 else living), random.choice(objects)
        style = random.choice(STYLES)
        if first is second or not art.has(first, style) or not art.has(second, style):
            continue
        image = compose.pair(art.image(first, style), art.image(second, style))
        yield image, Record("pair", first.index, style, second=second.index)


def counts(art: Artwork, random: Random, tries: int) -> Iterator[Picture]:
    objects = list(filter(is_object, art.concepts))
    living = [concept for concept in objects if concept.group in (ANIMALS, FOOD)]
    for turn in range(tries):
        concept = random.choice(living if turn % 3 else objects)
        style, count = random.choice(STYLES), random.choice([2, 2, 3, 3, 4])
        if not art.has(concept, style):
            continue
        image, colour = art.perhaps_recoloured(concept, style)
        named = colour or art.palette(concept, style).name
        yield compose.several(image, count), Record("count", concept.index, style, named, count=count)


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--pairs", type=int, default=3000)
    arguments.add_argument("--counts", type=int, default=2000)
    options = arguments.parse_args()
    work = Workspace(options.data)
    random = Random(1)
    art = Artwork(work, random)
    pictures = [
        *originals(art),
        *recolourings(art, random),
        *accessories(art, random),
        *pairs(art, random, options.pairs),
        *counts(art, random, options.counts),
    ]
    np.save(work.pool, np.stack([compose.on_white(image) for image, _ in pictures]))
    records = [record for _, record in pictures]
    save_records(work.pool_index, records)
    print(f"{len(records)} pictures:", {kind: sum(record.kind == kind for record in records) for kind in KINDS})


if __name__ == "__main__":
    main()
