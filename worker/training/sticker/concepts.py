"""A concept as captions and training need it: its names and its keywords, with weights."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

FILLERS = frozenset({"face", "with", "the", "of", "and", "selector"})
LONGEST_KEYWORD = 3


def words(text: str) -> list[str]:
    """Lower-case words of a text; possessives and apostrophes vanish."""
    plain = text.lower().replace("’", "'").replace("'s", "").replace("'", "")
    return re.findall(r"[a-z0-9]+", plain)


@dataclass(frozen=True)
class Concept:
    index: int
    label: str
    group: int
    subgroup: int
    name: str
    #: The name without words that say nothing.
    short: str
    #: Rare keywords that are words of the name: "apple" of "red apple".
    heads: tuple[str, ...]
    keywords: tuple[str, ...]
    #: Rarer keywords say more.
    keyword_weights: tuple[float, ...]

    @property
    def name_words(self) -> list[str]:
        return self.name.split()


def full_name(label: str) -> str:
    """"person: red hair, beard" reads "person with red hair and beard"."""
    text = label.replace("&", "and")
    qualified = re.match(r"(.+): (.+)", text)
    if qualified:
        text = f"{qualified[1]} with {qualified[2].replace(', ', ' and ')}"
    return " ".join(words(text))


def distinct_keywords(raw: list[str], name: str) -> tuple[str, ...]:
    result: list[str] = []
    for keyword in raw:
        text = " ".join(words(keyword))
        if text and text != name and text not in result and len(text.split()) <= LONGEST_KEYWORD:
            result.append(text)
    return tuple(result)


def load_concepts(path: Path) -> list[Concept]:
    raw = json.loads(path.read_text(encoding="utf-8"))
    names = [full_name(entry["label"]) for entry in raw]
    keywords = [distinct_keywords(entry["tags"] + entry["keywords"], name) for entry, name in zip(raw, names)]
    frequency = Counter(keyword for own in keywords for keyword in own)
    return [
        Concept(
            index=index,
            label=entry["label"],
            group=entry["group"],
            subgroup=entry["subgroup"],
            name=name,
            short=" ".join(word for word in name.split() if word not in FILLERS),
            heads=tuple(word for word in own if word in name.split() and frequency[word] <= 3 and len(word) > 2),
            keywords=own,
            keyword_weights=tuple((1 + frequency[word]) ** -0.5 for word in own),
        )
        for index, (entry, name, own) in enumerate(zip(raw, names, keywords))
    ]
