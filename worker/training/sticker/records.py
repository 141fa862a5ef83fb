"""What a picture of the pool shows."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, Sequence

Kind = Literal["original", "recoloured", "dressed", "pair", "count"]
KINDS: tuple[Kind, ...] = ("original", "recoloured", "dressed", "pair", "count")


@dataclass(frozen=True)
class Record:
    kind: Kind
    concept: int
    style: int
    colour: str | None = None
    accessory: str | None = None
    second: int | None = None
    count: int | None = None


def save_records(path: Path, records: Sequence[Record]) -> None:
    rows = [{key: value for key, value in asdict(record).items() if value is not None} for record in records]
    path.write_text(json.dumps(rows), encoding="utf-8")


def load_records(path: Path) -> list[Record]:
    return [Record(**row) for row in json.loads(path.read_text(encoding="utf-8"))]
