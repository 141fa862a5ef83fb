"""Trains text encoder and transformer together: rectified flow with 10 % empty captions for guidance.

The first round starts from nothing. The second one (--resume --ornaments) goes on from its average with words in the
captions that mean nothing, and with more pairs and counts.
"""

from __future__ import annotations

import json
import math
import os
import time
from dataclasses import dataclass
from random import Random

import numpy as np
import torch
import torch.multiprocessing as mp

from sticker.concepts import Concept, load_concepts
from sticker.model import TextEncoder, make_networks
from sticker.optimiser import FlatParameters, SharedState
from sticker.paths import Workspace, parser
from sticker.records import Record, load_records
from sticker.text import caption, ornamented
from sticker.vocabulary import Tokenizer, load_tokenizer

BATCH = 24
EMPTY_SHARE = 0.1
ORNAMENT_SHARE = 0.18
GROUP_WEIGHT = {0: 1.0, 1: 0.0, 3: 1.3, 4: 1.3, 5: 1.0, 6: 1.0, 7: 1.0, 8: 0.0, 9: 0.0}


@dataclass(frozen=True)
class Round:
    rate: float
    warm_up: int
    #: Part of the time at full rate; then it falls to zero in a straight line.
    constant: float
    average: float
    shares: dict[str, float]


FIRST = Round(1.2e-3, 200, 0.4, 0.9985, {"original": 0.52, "recoloured": 0.28, "dressed": 0.12, "pair": 0.03, "count": 0.05})
SECOND = Round(7e-4, 300, 0.3, 0.9992, {"original": 0.44, "recoloured": 0.28, "dressed": 0.12, "pair": 0.08, "count": 0.08})


@dataclass(frozen=True)
class Data:
    concepts: list[Concept]
    records: list[Record]
    latents: np.ndarray
    tokenizer: Tokenizer

    @staticmethod
    def load(work: Workspace) -> "Data":
        pool = load_records(work.pool_index)
        chosen = json.loads(work.latent_index.read_text(encoding="utf-8"))
        records = [pool[row] for row in chosen]
        return Data(load_concepts(work.concepts), records, np.load(work.latents), load_tokenizer(work.vocabulary))

    def probabilities(self, shares: dict[str, float]) -> np.ndarray:
        """How often each picture is seen: kinds by their share, groups by their weight."""
        base = np.array([GROUP_WEIGHT[self.concepts[record.concept].group] for record in self.records])
        kinds = np.array([record.kind for record in self.records])
        result = np.zeros(len(base))
        for kind, share in shares.items():
            of_kind = base * (kinds == kind)
            result += share * of_kind / max(of_kind.sum(), 1e-9)
        return result / result.sum()


def start_embeddings(encoder: TextEncoder, data: Data) -> None:
    """Words that name the same things start near each other: SVD of the table of words by concepts."""
    position = {word: index for index, word in enumerate(data.tokenizer.vocabulary)}
    table = np.zeros((len(position), len(data.concepts)), np.float32)
    for concept in data.concepts:
        for word in concept.name_words:
            table[position[word], concept.index] += 2
        for keyword in concept.keywords:
            for word in keyword.split():
                table[position[word], concept.index] += 1
    spread = (table > 0).sum(1, keepdims=True)
    scaled = torch.from_numpy((np.log1p(table) / np.sqrt(1 + spread)).astype(np.float32))
    rank = 192
    left, values, _ = torch.svd_lowrank(scaled, q=rank, niter=3)
    vectors = (left * values.sqrt()).float()
    vectors = vectors / (vectors.norm(dim=1, keepdim=True) + 1e-6) * rank**0.5 * 0.3
    named = torch.from_numpy(spread[:, 0] > 0)
    with torch.no_grad():
        encoder.embedding.weight[:, :rank][named] = vectors[named]
        encoder.embedding.weight[0] = 0


def sample_times(count: int) -> torch.Tensor:
    """Mostly the noisy half, where the picture is decided; a tenth of all times evenly."""
    times = torch.sigmoid(torch.randn(count) * 1.2 + 0.7)
    return torch.where(torch.rand(count) < 0.1, torch.rand(count), times).clamp(0.001, 0.999)


def learning_rate(plan: Round, step: int, progress: float) -> float:
    fall = 1.0 if progress < plan.constant else max(0.01, (1 - progress) / (1 - plan.constant))
    return plan.rate * min(1.0, (step + 1) / plan.warm_up) * fall


def train(rank: int, shared: SharedState, lock: "mp.synchronize.Lock", seconds: float, plan: Round, resume: bool, work: Workspace) -> None:
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    data = Data.load(work)
    networks = make_networks(len(data.tokenizer.vocabulary))
    encoder, transformer = networks
    flat = FlatParameters(networks, torch.bfloat16)
    flat.load(shared.weights)
    seed = 77 + rank if resume else rank
    torch.manual_seed(100 + seed)
    random, rows = Random(seed), np.random.RandomState(seed)
    probabilities = data.probabilities(plan.shares)

    def words_for(row: int) -> str:
        if random.random() < EMPTY_SHARE:
            return ""
        text = caption(random, data.concepts, data.records[row])
        return ornamented(random, text) if resume and random.random() < ORNAMENT_SHARE else text

    began, losses, turn = time.time(), [], 0
    while (progress := (time.time() - began) / seconds) < 1:
        chosen = rows.choice(len(data.records), BATCH, p=probabilities)
        clean = torch.from_numpy(data.latents[chosen].astype(np.float32))
        ids = torch.tensor([data.tokenizer(words_for(row)) for row in chosen])
        times = sample_times(BATCH)
        noise = torch.randn_like(clean)
        mix = times[:, None, None, None]
        velocity = transformer((1 - mix) * clean + mix * noise, times * 1000, encoder(ids)).float()
        loss = (velocity - (noise - clean)).pow(2).mean()
        loss.backward()
        with lock:
            norm = flat.apply(shared, learning_rate(plan, int(shared.step), progress), plan.average)
        losses.append(loss.item())
        turn += 1
        if rank == 0 and turn % 50 == 0:
            rate = int(shared.step) * BATCH / (time.time() - began)
            print(f"{int(shared.step)} {progress:.0%} loss {np.mean(losses):.4f} gradient {norm:.2f} {rate:.0f} pictures/s", flush=True)
            losses.clear()
        if rank == 0 and turn % 300 == 0:
            torch.save(shared.average.clone(), work.denoiser)


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--minutes", type=float, required=True)
    arguments.add_argument("--processes", type=int, default=os.cpu_count())
    arguments.add_argument("--resume", action="store_true", help="second round: go on from the saved average")
    options = arguments.parse_args()
    work = Workspace(options.data)
    torch.set_num_threads(1)
    data = Data.load(work)
    encoder, transformer = make_networks(len(data.tokenizer.vocabulary))
    start_embeddings(encoder, data)
    start = torch.load(work.denoiser) if options.resume else FlatParameters((encoder, transformer), torch.float32).start
    print(f"{len(data.records)} pictures, {len(start) / 1e6:.1f} M parameters, {math.ceil(options.minutes)} min", flush=True)
    shared, lock = SharedState(start), mp.Lock()
    plan = SECOND if options.resume else FIRST
    common = (shared, lock, options.minutes * 60, plan, options.resume, work)
    processes = [mp.Process(target=train, args=(rank, *common)) for rank in range(options.processes)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    if any(process.exitcode for process in processes):
        raise SystemExit("a training process failed")
    torch.save(shared.average.clone(), work.denoiser)


if __name__ == "__main__":
    main()
