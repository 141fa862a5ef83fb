"""Chooses the concepts and writes their artwork as SVG files.

Reads the icon sets and the emoji names from the npm packages in the working folder.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Iterator

from sticker.paths import IMAGE_SIZE, Workspace, parser

#: The only artwork: Microsoft's, MIT.
ARTWORK = "fluent-emoji-flat"

#: Emoji groups without a picture of a thing: unassigned parts and skin tones.
COMPONENT_GROUP = 2

#: Subgroups that are signs rather than things: arrows, zodiac, religion, punctuation, keycaps, squares, flags.
SIGN_SUBGROUPS = frozenset({85, 87, 88, 89, 90, 91, 92, 94, 95, 98, 99})

LEFT_OUT = re.compile(r"o’clock|-thirty|^keycap|^input |silhouette|facing right|middle finger")


def read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


class IconSet:
    """One Iconify package."""

    def __init__(self, packages: Path, name: str) -> None:
        folder = packages / "@iconify-json" / name
        self._icons = read_json(folder / "icons.json")
        self._names = read_json(folder / "chars.json")

    def svg(self, hexcode: str) -> str | None:
        """The drawing of an emoji, with or without its variation selector."""
        name = self._names.get(hexcode) or self._names.get(hexcode.replace("-fe0f", ""))
        icons = self._icons["icons"]
        icon = icons.get(name) or icons.get(self._icons.get("aliases", {}).get(name, {}).get("parent"))
        if icon is None:
            return None
        left, top = icon.get("left", 0), icon.get("top", 0)
        width = icon.get("width") or self._icons.get("width") or 16
        height = icon.get("height") or self._icons.get("height") or 16
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'width="{IMAGE_SIZE}" height="{IMAGE_SIZE}" viewBox="{left} {top} {width} {height}">{icon["body"]}</svg>'
        )


def is_thing(emoji: dict[str, Any]) -> bool:
    """Whether an emoji shows a thing that can be drawn and named."""
    if emoji.get("group") in (None, COMPONENT_GROUP) or emoji["subgroup"] in SIGN_SUBGROUPS:
        return False
    return not LEFT_OUT.search(emoji["label"])


def select(packages: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """Every concept that has a drawing."""
    icons = IconSet(packages, ARTWORK)
    keywords = read_json(packages / "emojilib/dist/emoji-en-US.json")
    for emoji in read_json(packages / "emojibase-data/en/data.json"):
        drawing = icons.svg(emoji["hexcode"].lower()) if is_thing(emoji) else None
        if drawing is None:
            continue
        concept = {
            "label": emoji["label"],
            "group": emoji["group"],
            "subgroup": emoji["subgroup"],
            "tags": emoji.get("tags") or [],
            "keywords": [word.replace("_", " ") for word in keywords.get(emoji["emoji"], [])],
        }
        yield concept, drawing


def main() -> None:
    work = Workspace(parser(__doc__).parse_args().data)
    work.vectors.mkdir(parents=True, exist_ok=True)
    concepts = []
    for concept, drawing in select(work.packages):
        (work.vectors / f"{len(concepts)}.svg").write_text(drawing, encoding="utf-8")
        concepts.append(concept)
    work.concepts.write_text(json.dumps(concepts), encoding="utf-8")
    print(f"{len(concepts)} concepts")


if __name__ == "__main__":
    main()
