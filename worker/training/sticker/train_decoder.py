"""Trains the decoder's refinement network.

The first round learns from true latents with a little noise. The second one (--from-sampler) goes on with latents that
carry the sampler's own errors.
"""

from __future__ import annotations

import json
import math
import time

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from sticker.decoder import load_basis
from sticker.paths import Workspace, parser
from sticker.records import load_records

KIND_WEIGHT = {"original": 3.0, "recoloured": 1.0, "dressed": 1.5, "pair": 0.5, "count": 0.4}
VALIDATION = 96


def edges(x: Tensor) -> tuple[Tensor, Tensor]:
    return x[..., 1:] - x[..., :-1], x[..., 1:, :] - x[..., :-1, :]


def decibels(error: float) -> float:
    """Peak signal to noise for values in -1..1."""
    return 10 * math.log10(4 / error)


class Pictures:
    def __init__(self, work: Workspace) -> None:
        self._pool = np.load(work.pool, mmap_mode="r")
        self._rows = json.loads(work.latent_index.read_text(encoding="utf-8"))
        records = load_records(work.pool_index)
        weights = np.array([KIND_WEIGHT[records[row].kind] for row in self._rows])
        self.probabilities = weights / weights.sum()

    def __len__(self) -> int:
        return len(self._rows)

    def load(self, chosen: np.ndarray) -> Tensor:
        pixels = np.stack([self._pool[self._rows[index]] for index in chosen])
        batch = torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 127.5 - 1
        return batch.contiguous(memory_format=torch.channels_last)


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--minutes", type=float, required=True)
    arguments.add_argument("--from-sampler", action="store_true", help="second round, on the output of sampler_errors")
    options = arguments.parse_args()
    work = Workspace(options.data)
    torch.manual_seed(0)
    torch.set_flush_denormal(True)
    random, pictures = np.random.RandomState(0), Pictures(work)
    encoder, decoder = load_basis(work.basis)
    sampled = np.load(work.sampled, mmap_mode="r") if options.from_sampler else None
    if options.from_sampler:
        decoder.load_state_dict(torch.load(work.decoder))
    decoder.to(memory_format=torch.channels_last)
    batch, top_rate = (16, 1.2e-3) if options.from_sampler else (12, 2e-3)
    parameters = list(decoder.parameters())
    average = [parameter.detach().clone() for parameter in parameters]
    adam = torch.optim.Adam(parameters, lr=top_rate, betas=(0.9, 0.98))
    seen = pictures.load(np.random.RandomState(5).permutation(len(pictures))[:VALIDATION])

    def latents_for(chosen: np.ndarray, true: Tensor) -> Tensor:
        if sampled is None:
            return true + torch.randn_like(true) * 0.12 * torch.rand(batch, 1, 1, 1)
        drawn = np.stack([sampled[index][random.randint(sampled.shape[1])] for index in chosen])
        rough = torch.from_numpy(drawn.astype(np.float32))
        # Half way to the truth at most, and the truth itself in a quarter of the cases.
        eased = rough + (true - rough) * torch.rand(batch, 1, 1, 1) * 0.5
        exact = torch.rand(batch, 1, 1, 1) < 0.25
        return torch.where(exact, true, eased) + torch.randn_like(true) * 0.08 * torch.rand(batch, 1, 1, 1)

    began, step = time.time(), 0
    while (progress := (time.time() - began) / (options.minutes * 60)) < 1:
        fall = 1.0 if progress < 0.4 else max(0.01, (1 - progress) / 0.6)
        adam.param_groups[0]["lr"] = top_rate * min(1.0, (step + 1) / 60) * fall
        chosen = random.choice(len(pictures), batch, p=pictures.probabilities)
        wanted = pictures.load(chosen)
        with torch.no_grad():
            latents = latents_for(chosen, encoder(wanted))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            made = decoder(latents)
        error = made.float() - wanted
        across, down = edges(error)
        loss = error.abs().mean() + error.pow(2).mean() + 0.5 * (across.abs().mean() + down.abs().mean())
        adam.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 0.5)
        adam.step()
        step += 1
        with torch.no_grad():
            for mean, parameter in zip(average, parameters):
                mean.lerp_(parameter, 1 - min(0.99, (1 + step) / (10 + step)))
        if step % 40 == 0:
            print(f"{step} {progress:.0%} {decibels(error.pow(2).mean().item()):.2f} dB", flush=True)
    with torch.no_grad():
        for mean, parameter in zip(average, parameters):
            parameter.copy_(mean)
        latents = encoder(seen)
        plain, refined = decoder.linear(latents).clamp(-1, 1), decoder(latents).clamp(-1, 1)
    print(f"linear {decibels(F.mse_loss(plain, seen).item()):.2f} dB, refined {decibels(F.mse_loss(refined, seen).item()):.2f} dB")
    torch.save(decoder.state_dict(), work.decoder)


if __name__ == "__main__":
    main()
