"""What a picture of the pool shows."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, Sequence

Kind = Literal["original", "recoloured", "dressed", "pair", "count", "backdrop"]
KINDS: tuple[Kind, ...] = ("original", "recoloured", "dressed", "pair", "count", "backdrop")


@dataclass(frozen=True)
class Record:
    kind: Kind
    concept: int
    colour: str | None = None
    #: Whether the colour is not the artwork's own.
    changed: bool = False
    accessory: str | None = None
    second: int | None = None
    second_colour: str | None = None
    count: int | None = None
    background: str | None = None


def save_records(path: Path, records: Sequence[Record]) -> None:
    rows = [{key: value for key, value in asdict(record).items() if value} for record in records]
    rows = [{"concept": 0, **row} for row in rows]
    path.write_text(json.dumps(rows), encoding="utf-8")


def load_records(path: Path) -> list[Record]:
    return [Record(**row) for row in json.loads(path.read_text(encoding="utf-8"))]
