"""The pool in memory: what each picture shows, how often it is seen, and its captions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from sticker.concepts import Concept, load_concepts
from sticker.paths import Workspace
from sticker.records import Record, load_records
from sticker.vocabulary import END, PAD, START, TOKENS

GROUP_WEIGHT = {0: 1.0, 1: 0.7, 3: 1.3, 4: 1.3, 5: 1.0, 6: 1.0, 7: 1.0, 8: 0.4, 9: 0.4}
SHARES = {"original": 0.36, "recoloured": 0.27, "dressed": 0.09, "pair": 0.12, "count": 0.08, "backdrop": 0.08}
EMPTY_SHARE = 0.1


@dataclass(frozen=True)
class Pool:
    concepts: list[Concept]
    records: list[Record]
    #: uint8 [n, 128, 128, 3].
    pixels: Tensor
    #: Chances up to and with each picture.
    cumulative: Tensor
    #: Token ids of all captions, and which of them are a picture's.
    ids: Tensor
    first: Tensor
    number: Tensor

    @staticmethod
    def load(work: Workspace, device: str) -> "Pool":
        concepts, records = load_concepts(work.concepts), load_records(work.pool_index)
        base = np.array([GROUP_WEIGHT[concepts[record.concept].group] for record in records])
        kinds = np.array([record.kind for record in records])
        chances = np.zeros(len(base))
        for kind, share in SHARES.items():
            of_kind = base * (kinds == kind)
            chances += share * of_kind / max(of_kind.sum(), 1e-9)
        captions = np.load(work.captions)
        number = torch.from_numpy(captions["counts"])
        return Pool(
            concepts,
            records,
            torch.from_numpy(np.load(work.pool)).to(device),
            torch.from_numpy(np.cumsum(chances / chances.sum())).float().to(device),
            torch.from_numpy(captions["ids"]).to(device),
            (number.cumsum(0) - number).to(device),
            number.to(device),
        )

    def rows(self, count: int) -> Tensor:
        chosen = torch.searchsorted(self.cumulative, torch.rand(count, device=self.cumulative.device))
        return chosen.clamp_max(len(self.records) - 1)

    def images(self, rows: Tensor) -> Tensor:
        """-1 to 1, [batch, 3, 128, 128]."""
        return self.pixels[rows].permute(0, 3, 1, 2).float() / 127.5 - 1

    def captions(self, rows: Tensor) -> Tensor:
        """One caption of each picture, some of them empty."""
        turn = (torch.rand(len(rows), device=rows.device) * self.number[rows]).long()
        ids = self.ids[self.first[rows] + turn].long()
        place = torch.arange(TOKENS, device=rows.device)
        empty = PAD + (place == 0) * (START - PAD) + (place == 1) * (END - PAD)
        return torch.where(torch.rand(len(rows), 1, device=rows.device) < EMPTY_SHARE, empty, ids)
