"""Trains text encoder and transformer together: rectified flow with 10 % empty captions for guidance."""

from __future__ import annotations

from typing import Callable

import numpy as np
import torch
from torch import Tensor

from sticker.clock import Clock, fall
from sticker.flat import Adam, FlatParameters
from sticker.model import TextEncoder, make_networks
from sticker.paths import Workspace, parser
from sticker.pictures import Pool
from sticker.train_autoencoder import encode_pool, load_autoencoder
from sticker.vocabulary import load_tokenizer

RATE = 1.5e-3
WARM_UP = 500
AVERAGE = 0.9995
#: Part of the time at full rate.
CONSTANT = 0.5


def start_embeddings(encoder: TextEncoder, pool: Pool, vocabulary: list[str]) -> None:
    """Words that name the same things start near each other: SVD of the table of words by concepts."""
    position = {word: index for index, word in enumerate(vocabulary)}
    table = np.zeros((len(position), len(pool.concepts)), np.float32)
    for concept in pool.concepts:
        for word in concept.name_words:
            table[position[word], concept.index] += 2
        for keyword in concept.keywords:
            for word in keyword.split():
                table[position[word], concept.index] += 1
    spread = (table > 0).sum(1, keepdims=True)
    scaled = torch.from_numpy((np.log1p(table) / np.sqrt(1 + spread)).astype(np.float32))
    rank = min(192, *scaled.shape)
    left, values, _ = torch.svd_lowrank(scaled, q=rank, niter=3)
    vectors = (left * values.sqrt()).float()
    vectors = vectors / (vectors.norm(dim=1, keepdim=True) + 1e-6) * rank**0.5 * 0.3
    named = torch.from_numpy(spread[:, 0] > 0)
    with torch.no_grad():
        encoder.embedding.weight[:, :rank][named] = vectors[named]
        encoder.embedding.weight[0] = 0


def sample_times(count: int, device: str) -> Tensor:
    """Mostly the noisy half, where the picture is decided; a tenth of all times evenly."""
    times = torch.sigmoid(torch.randn(count, device=device) * 1.2 + 0.7)
    even = torch.rand(count, device=device)
    return torch.where(torch.rand(count, device=device) < 0.1, even, times).clamp(0.001, 0.999)


class Denoiser:
    """The networks in training: bfloat16 copies at work, float32 masters behind them."""

    def __init__(self, work: Workspace, pool: Pool, latents: Tensor, device: str, batch: int, resume: bool) -> None:
        self.tokenizer = load_tokenizer(work.vocabulary)
        self.encoder, self.transformer = make_networks(len(self.tokenizer.vocabulary))
        start_embeddings(self.encoder, pool, self.tokenizer.vocabulary)
        for network in (self.encoder, self.transformer):
            network.to(device)
        self._flat = FlatParameters((self.encoder, self.transformer), torch.bfloat16, device)
        start = torch.load(work.denoiser, map_location=device).float() if resume else self._flat.start
        self.adam = Adam(self._flat, start)
        self._pool, self._latents, self._device, self._batch = pool, latents, device, batch
        self.loss = torch.zeros((), device=device)

    def step(self) -> None:
        rows = self._pool.rows(self._batch)
        clean = self._latents[rows].float()
        times = sample_times(self._batch, self._device)
        noise = torch.randn_like(clean)
        mix = times[:, None, None, None]
        text = self.encoder(self._pool.captions(rows))
        velocity = self.transformer((1 - mix) * clean + mix * noise, times * 1000, text).float()
        loss = (velocity - (noise - clean)).pow(2).mean()
        loss.backward()
        self.adam.step()
        self.loss.lerp_(loss.detach(), 0.02)

    def compile_blocks(self) -> None:
        """Each kind of block once: the layers share its code."""
        for block in (*self.transformer.before, *self.transformer.middle, *self.transformer.after):
            block.compile(dynamic=False)

    def captured(self) -> Callable[[], None]:
        """The whole step as one CUDA graph."""
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            for _ in range(3):
                self.step()
        torch.cuda.current_stream().wait_stream(stream)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            self.step()
        return graph.replay

    def use_average(self) -> None:
        self._flat.weights.copy_(self.adam.average)

    def save(self, work: Workspace) -> None:
        torch.save(self.adam.average.half().cpu(), work.denoiser)


def fastest(denoiser: Denoiser) -> Callable[[], None]:
    try:
        return denoiser.captured()
    except Exception as failure:  # noqa: BLE001  A lent machine's minutes are too few to stop for a compiler.
        print(f"  no graph: {failure!r:.300}", flush=True)
        torch.compiler.set_stance("force_eager")
        return denoiser.step


def train_denoiser(
    denoiser: Denoiser, clock: Clock, device: str, batch: int, compiled: bool, rate: float, saved: Callable[[], None]
) -> None:
    step, pictures_began = 0, clock.elapsed
    if compiled:
        denoiser.compile_blocks()
    advance = fastest(denoiser) if device == "cuda" else denoiser.step
    print(f"  ready after {clock.elapsed - pictures_began:.1f} s", flush=True)
    began, last_print, last_save = clock.elapsed, 0.0, clock.elapsed
    while (progress := clock.progress) < 1:
        denoiser.adam.rate.fill_(rate * min(1.0, (step + 1) / WARM_UP) * fall(progress, CONSTANT))
        denoiser.adam.keep.fill_(min(AVERAGE, (1 + step) / (10 + step)))
        advance()
        step += 1
        if device == "cuda" and step % 20 == 0:
            torch.cuda.synchronize()
        if clock.elapsed - last_print > 10:
            last_print = clock.elapsed
            speed = step * batch / (last_print - began)
            print(f"  {step} {progress:.0%} loss {denoiser.loss.item():.4f} {speed:.0f} pictures/s", flush=True)
        if clock.elapsed - last_save > 60:
            last_save = clock.elapsed
            saved()
    print(f"  {step} steps, {step * batch / 1e6:.2f} M pictures, loss {denoiser.loss.item():.4f}", flush=True)
    denoiser.use_average()
    # Sampling has other shapes.
    torch.compiler.set_stance("force_eager")


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--seconds", type=float, required=True)
    arguments.add_argument("--batch", type=int, default=64)
    arguments.add_argument("--device", default="cpu")
    arguments.add_argument("--compile", action="store_true")
    arguments.add_argument("--resume", action="store_true", help="go on from the saved average")
    options = arguments.parse_args()
    work = Workspace(options.data)
    pool = Pool.load(work, options.device)
    encoder, _ = load_autoencoder(work, options.device)
    latents = encode_pool(encoder, pool)
    denoiser = Denoiser(work, pool, latents, options.device, options.batch, options.resume)
    rate = RATE / 3 if options.resume else RATE
    train_denoiser(
        denoiser,
        Clock(options.seconds),
        options.device,
        options.batch,
        options.compile,
        rate,
        lambda: denoiser.save(work),
    )
    denoiser.save(work)


if __name__ == "__main__":
    main()
