"""Captions: what a person might type to get a picture. Each picture has many."""

from __future__ import annotations

import re
from random import Random
from typing import Sequence

from sticker.concepts import Concept
from sticker.records import Record
from sticker.words import COLOUR_NAMES, COLOUR_SYNONYMS, KINDS, NUMBERS, ORNAMENTS, STYLE_WORDS, SYNONYMS

ORNAMENT_SHARE = 0.2
SYNONYM_SHARE = 0.25
OTHER_WORDS = {name: words.split() for name, words in SYNONYMS.items()}


def plural(word: str) -> str:
    if re.search(r"(s|x|z|ch|sh)$", word):
        return f"{word}es"
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    return f"{word}s"


def with_article(random: Random, text: str) -> str:
    chance = random.random()
    if chance < 0.5:
        return f"{'an' if text[:1] in 'aeiou' else 'a'} {text}"
    if chance < 0.55:
        return f"the {text}"
    return f"one {text}" if chance < 0.58 else text


def with_synonym(random: Random, name: str) -> str:
    """Now and then another word for the thing, or for one word of its name."""
    if random.random() >= SYNONYM_SHARE:
        return name
    if name in OTHER_WORDS:
        return random.choice(OTHER_WORDS[name])
    return " ".join(random.choice(OTHER_WORDS[word]) if word in OTHER_WORDS else word for word in name.split())


def noun(random: Random, concept: Concept) -> str:
    chance = random.random()
    if concept.heads and chance < 0.18:
        return with_synonym(random, random.choice(concept.heads))
    return with_synonym(random, concept.short if chance < 0.5 else concept.name)


def without_colours(text: str) -> str:
    """A recoloured red apple is not a "blue red apple"."""
    return " ".join(word for word in text.split() if word not in COLOUR_NAMES) or text


def some_keywords(random: Random, concept: Concept, count: int) -> str:
    picked = random.choices(concept.keywords, concept.keyword_weights, k=count)
    return " ".join(dict.fromkeys(picked))


def names_a_colour(concept: Concept) -> bool:
    return any(word in COLOUR_NAMES for word in concept.name_words)


def said(random: Random, colour: str) -> str:
    """The colour, or another word for it."""
    return random.choice(COLOUR_SYNONYMS[colour]) if random.random() < 0.25 else colour


def original(random: Random, concept: Concept, colour: str | None) -> str:
    chance = random.random()
    if chance < 0.66:
        text = noun(random, concept)
        if colour and not names_a_colour(concept) and random.random() < 0.22:
            text = f"{said(random, colour)} {text}"
        text = with_article(random, text)
        if concept.keywords and random.random() < 0.3:
            text = f"{text} {some_keywords(random, concept, random.choice([1, 1, 2, 3]))}"
        return text
    if chance < 0.87 and concept.keywords:
        return with_article(random, some_keywords(random, concept, random.choice([1, 2, 2, 3])))
    kept = [word for word in concept.name_words if random.random() > 0.25] or concept.name_words
    return with_article(random, " ".join(kept))


def recoloured(random: Random, concept: Concept, colour: str) -> str:
    thing, colour = without_colours(noun(random, concept)), said(random, colour)
    chance = random.random()
    if chance < 0.85:
        return with_article(random, f"{colour} {thing}")
    if chance < 0.94:
        return f"{with_article(random, thing)} {'colored' if random.random() < 0.4 else 'in'} {colour}"
    return with_article(random, f"{thing} {colour}")


def coloured(random: Random, concept: Concept, record_colour: str | None, must: bool) -> str:
    """A noun with its colour where the colour is not the thing's own, or now and then."""
    thing = noun(random, concept)
    if record_colour and (must or (not names_a_colour(concept) and random.random() < 0.2)):
        return f"{said(random, record_colour)} {without_colours(thing)}"
    return thing


def dressed(random: Random, concept: Concept, record: Record) -> str:
    accessory = record.accessory or ""
    thing = coloured(random, concept, record.colour, record.changed)
    if accessory.endswith("glasses"):
        accessory = with_synonym(random, accessory)
    else:
        names = [accessory, accessory, "hat"] if accessory in ("top hat", "cap") else [accessory]
        accessory = f"a {random.choice(names)}"
    verb = random.choice(["with", "wearing", "with", "in"])
    return f"{with_article(random, thing)} {verb} {accessory}"


def paired(random: Random, first: Concept, second: Concept, record: Record) -> str:
    link = random.choice(["and", "and", "and", "next to", "with", "beside"])
    a = with_article(random, coloured(random, first, record.colour, bool(record.colour)))
    b = with_article(random, coloured(random, second, record.second_colour, bool(record.second_colour)))
    return f"{a} {link} {b}"


def counted(random: Random, concept: Concept, record: Record) -> str:
    *rest, last = coloured(random, concept, record.colour, record.changed).split()
    return f"{random.choice(NUMBERS[record.count or 2])} {' '.join([*rest, plural(last)])}"


def on_background(random: Random, text: str, background: str) -> str:
    colour = said(random, background)
    ground = random.choice(["background", "background", "background", "backdrop"])
    if random.random() < 0.8:
        return f"{text} {random.choice(['on', 'on', 'with', 'in'])} a {colour} {ground}"
    return f"{text} {colour} {ground}"


def subject(random: Random, concepts: Sequence[Concept], record: Record) -> str:
    concept = concepts[record.concept]
    if record.second is not None:
        return paired(random, concept, concepts[record.second], record)
    if record.count:
        return counted(random, concept, record)
    if record.accessory:
        return dressed(random, concept, record)
    if record.changed and record.colour:
        return recoloured(random, concept, record.colour)
    if record.background:
        return with_article(random, noun(random, concept))
    return original(random, concept, record.colour)


def nonsense(random: Random) -> str:
    """No word at all: letters, or something that can be said."""
    if random.random() < 0.4:
        return "".join(random.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(random.randint(3, 7)))
    return "".join(
        random.choice("bcdfghjklmnprstvwz") + random.choice("aeiou") for _ in range(random.randint(1, 3))
    ) + random.choice(["", "n", "r", "s", "t", "ng"])


def ornamented(random: Random, text: str) -> str:
    """The caption with one or two words in it that mean nothing to the picture, some of them no words at all."""
    parts = text.split()
    for _ in range(1 if random.random() < 0.75 else 2):
        word = random.choice(ORNAMENTS) if random.random() < 0.75 else nonsense(random)
        parts.insert(random.randint(0, len(parts)), word)
    return " ".join(parts)


def caption(random: Random, concepts: Sequence[Concept], record: Record) -> str:
    text = subject(random, concepts, record)
    if random.random() < 0.12:
        text = f"{text} {random.choice(STYLE_WORDS)}"
    if random.random() < 0.12:
        text = f"{text} {random.choice(KINDS)}"
    if random.random() < ORNAMENT_SHARE:
        text = ornamented(random, text)
    return on_background(random, text, record.background) if record.background else text
