"""Captions, drawn anew each time a picture is seen."""

from __future__ import annotations

import re
import string
from random import Random
from typing import Sequence

from sticker.concepts import Concept
from sticker.records import Record
from sticker.words import COLOUR_NAMES, COLOUR_SYNONYMS, KINDS, NUMBERS, ORNAMENTS, STYLE_WORDS


def plural(word: str) -> str:
    if re.search(r"(s|x|z|ch|sh)$", word):
        return f"{word}es"
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    return f"{word}s"


def with_article(random: Random, text: str) -> str:
    chance = random.random()
    if chance < 0.45:
        return f"{'an' if text[:1] in 'aeiou' else 'a'} {text}"
    if chance < 0.5:
        return f"the {text}"
    return f"one {text}" if chance < 0.53 else text


def noun(random: Random, concept: Concept) -> str:
    chance = random.random()
    if concept.heads and chance < 0.18:
        return random.choice(concept.heads)
    return concept.short if chance < 0.5 and random.random() < 0.5 else concept.name


def short_noun(random: Random, concept: Concept) -> str:
    if concept.heads and random.random() < 0.18:
        return random.choice(concept.heads)
    return concept.short if random.random() < 0.5 else concept.name


def without_colours(text: str) -> str:
    """A recoloured red apple is not a "blue red apple"."""
    return " ".join(word for word in text.split() if word not in COLOUR_NAMES) or text


def some_keywords(random: Random, concept: Concept, count: int) -> str:
    picked = random.choices(concept.keywords, concept.keyword_weights, k=count)
    return " ".join(dict.fromkeys(picked))


def names_a_colour(concept: Concept) -> bool:
    return any(word in COLOUR_NAMES for word in concept.name_words)


def original(random: Random, concept: Concept, colour: str | None) -> str:
    chance = random.random()
    if chance < 0.62:
        text = noun(random, concept)
        if colour and not names_a_colour(concept) and random.random() < 0.22:
            text = f"{colour} {text}"
        text = with_article(random, text)
        if concept.keywords and random.random() < 0.35:
            text = f"{text} {some_keywords(random, concept, random.choice([1, 1, 2, 3]))}"
        return text
    if chance < 0.85 and concept.keywords:
        return with_article(random, some_keywords(random, concept, random.choice([1, 2, 2, 3])))
    kept = [word for word in concept.name_words if random.random() > 0.25] or concept.name_words
    return with_article(random, " ".join(kept))


def recoloured(random: Random, concept: Concept, colour: str) -> str:
    thing = without_colours(noun(random, concept))
    chance = random.random()
    if chance < 0.8:
        return with_article(random, f"{colour} {thing}")
    if chance < 0.92:
        return f"{with_article(random, thing)} {'colored' if random.random() < 0.4 else 'in'} {colour}"
    return with_article(random, f"{thing} {colour}")


def dressed(random: Random, concept: Concept, colour: str | None, accessory: str) -> str:
    thing = short_noun(random, concept)
    if colour:
        thing = f"{colour} {without_colours(thing)}"
    if not accessory.endswith("glasses"):
        names = [accessory, accessory, "hat"] if accessory in ("top hat", "cap") else [accessory]
        accessory = f"a {random.choice(names)}"
    verb = random.choice(["with", "wearing", "with", "in"])
    return f"{with_article(random, thing)} {verb} {accessory}"


def paired(random: Random, first: Concept, second: Concept) -> str:
    link = random.choice(["and", "and", "next to", "with", "beside"])
    a, b = (with_article(random, short_noun(random, concept)) for concept in (first, second))
    return f"{a} {link} {b}"


def counted(random: Random, concept: Concept, colour: str | None, count: int) -> str:
    *rest, last = short_noun(random, concept).split()
    things = " ".join([*rest, plural(last)])
    if colour and not names_a_colour(concept) and random.random() < 0.7:
        things = f"{colour} {things}"
    return f"{random.choice(NUMBERS[count])} {things}"


def caption(random: Random, concepts: Sequence[Concept], record: Record) -> str:
    """What a person might type to get this picture."""
    concept = concepts[record.concept]
    colour = record.colour
    if colour and random.random() < 0.35:
        colour = random.choice(COLOUR_SYNONYMS[colour])
    if record.kind == "original":
        text = original(random, concept, colour)
    elif record.kind == "recoloured" and colour:
        text = recoloured(random, concept, colour)
    elif record.kind == "dressed" and record.accessory:
        text = dressed(random, concept, colour, record.accessory)
    elif record.kind == "pair" and record.second is not None:
        text = paired(random, concept, concepts[record.second])
    elif record.kind == "count" and record.count:
        text = counted(random, concept, colour, record.count)
    else:
        raise ValueError(f"incomplete record: {record}")
    if random.random() < 0.3:
        text = f"{text} {random.choice(STYLE_WORDS[record.style])}"
    if random.random() < 0.12:
        text = f"{text} {random.choice(KINDS)}"
    return text


def ornamented(random: Random, text: str) -> str:
    """The caption with one or two words in it that mean nothing to the picture, some of them no words at all."""
    parts = text.split()
    for _ in range(1 if random.random() < 0.75 else 2):
        known = random.random() < 0.8
        nonsense = (random.choice(string.ascii_lowercase) for _ in range(random.randint(3, 7)))
        parts.insert(random.randint(0, len(parts)), random.choice(ORNAMENTS) if known else "".join(nonsense))
    return " ".join(parts)
