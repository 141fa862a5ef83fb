"""The words of captions that do not come from a concept."""

from __future__ import annotations

COLOUR_NAMES = (
    "red",
    "orange",
    "yellow",
    "green",
    "cyan",
    "blue",
    "purple",
    "pink",
    "brown",
    "black",
    "white",
    "gray",
)

COLOUR_SYNONYMS = {
    "gray": ["gray", "grey"],
    "cyan": ["cyan", "teal", "turquoise", "light blue"],
    "purple": ["purple", "violet"],
    "pink": ["pink"],
    "orange": ["orange"],
    "brown": ["brown"],
    "blue": ["blue"],
    "red": ["red"],
    "yellow": ["yellow", "golden"],
    "green": ["green"],
    "black": ["black", "dark"],
    "white": ["white", "pale"],
}

NUMBERS = {2: ["two", "2", "a pair of"], 3: ["three", "3"], 4: ["four", "4"]}

KINDS = ["emoji", "sticker", "icon", "picture", "drawing", "cartoon", "clipart", "illustration", "symbol"]

STYLE_WORDS = {
    0: ["flat style", "flat", "in flat style", "simple flat"],
    1: ["noto style", "shaded", "in noto style", "shaded style"],
}

ACCESSORIES = ("glasses", "sunglasses", "top hat", "crown", "bow", "cap", "graduation cap")

#: Words that people write and that change nothing in a sticker; the second round of training learns to ignore them.
ORNAMENTS = (
    "cute adorable my big little small tiny beautiful lovely nice cool awesome pretty new shiny kawaii great very really "
    "super some this that your huge giant detailed amazing fancy photo image render logo of art digital style high quality"
).split()

#: Every word of the tables above and of the patterns of captions.
GRAMMAR = (
    "a an the one two three four pair of with wearing in and next to beside colored hat".split()
    + list(COLOUR_NAMES)
    + [word for synonyms in COLOUR_SYNONYMS.values() for phrase in synonyms for word in phrase.split()]
    + KINDS
    + [word for phrases in STYLE_WORDS.values() for phrase in phrases for word in phrase.split()]
    + "glasses sunglasses top crown bow cap graduation".split()
)
