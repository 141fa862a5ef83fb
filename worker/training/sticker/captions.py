"""Writes many captions for every picture of the pool as token ids, so that training only has to pick."""

from __future__ import annotations

import os
from functools import cache
from multiprocessing import get_context
from random import Random

import numpy as np

from sticker.concepts import Concept, load_concepts
from sticker.paths import Workspace, parser
from sticker.records import Record, load_records
from sticker.text import caption
from sticker.vocabulary import Tokenizer, load_tokenizer

NUMBER = {"original": 320, "recoloured": 24, "dressed": 24, "pair": 12, "count": 12, "backdrop": 12}


@cache
def words_of(work: Workspace) -> tuple[list[Concept], Tokenizer]:
    return load_concepts(work.concepts), load_tokenizer(work.vocabulary)


def write_part(task: tuple[Workspace, int, list[Record]]) -> list[list[int]]:
    work, first, records = task
    (concepts, tokenizer), random = words_of(work), Random(first)
    return [tokenizer(caption(random, concepts, record)) for record in records for _ in range(NUMBER[record.kind])]


def write_captions(work: Workspace, records: list[Record]) -> int:
    words_of(work)
    tasks = [(work, first, records[first : first + 100]) for first in range(0, len(records), 100)]
    with get_context("fork").Pool(os.cpu_count()) as pool:
        parts = [np.array(ids, np.int16) for ids in pool.imap(write_part, tasks)]
    ids = np.concatenate(parts)
    counts = np.array([NUMBER[record.kind] for record in records])
    np.savez(work.captions, ids=ids, counts=counts)
    return len(ids)


def main() -> None:
    work = Workspace(parser(__doc__).parse_args().data)
    print(f"{write_captions(work, load_records(work.pool_index))} captions", flush=True)


if __name__ == "__main__":
    main()
