"""The trained networks as a sampler: Euler steps along the flow, with classifier-free guidance."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from sticker.decoder import Decoder, Encoder, load_basis
from sticker.model import CHANNELS, GRID, TextEncoder, Transformer, make_networks
from sticker.optimiser import FlatParameters
from sticker.paths import Workspace
from sticker.vocabulary import Tokenizer, load_tokenizer


def load_denoiser(work: Workspace, dtype: torch.dtype = torch.float32) -> tuple[Tokenizer, TextEncoder, Transformer]:
    tokenizer = load_tokenizer(work.vocabulary)
    networks = make_networks(len(tokenizer.vocabulary))
    FlatParameters(networks, dtype).load(torch.load(work.denoiser))
    for network in networks:
        network.eval().requires_grad_(False)
    return tokenizer, *networks


def load_decoder(work: Workspace) -> tuple[Encoder, Decoder]:
    encoder, decoder = load_basis(work.basis)
    decoder.load_state_dict(torch.load(work.decoder))
    return encoder.eval(), decoder.eval().requires_grad_(False)


class Sampler:
    def __init__(self, work: Workspace, dtype: torch.dtype = torch.float32) -> None:
        self.tokenizer, self.encoder, self.transformer = load_denoiser(work, dtype)
        self._nothing = self.encode([""])

    def encode(self, prompts: list[str]) -> Tensor:
        return self.encoder(torch.tensor([self.tokenizer(prompt) for prompt in prompts]))

    def run(self, latents: Tensor, text: Tensor, steps: int, guidance: float, start: float = 1.0) -> Tensor:
        """From time `start` (1 is pure noise) down to the picture."""
        nothing = self._nothing.expand(len(latents), -1, -1)
        times = torch.linspace(start, 0, steps + 1)
        with torch.no_grad():
            for now, after in zip(times, times[1:]):
                time = torch.full((len(latents),), now.item() * 1000)
                with_words = self.transformer(latents, time, text).float()
                without = self.transformer(latents, time, nothing).float()
                latents = latents + (after - now) * (without + guidance * (with_words - without))
        return latents

    def draw(self, prompts: list[str], steps: int, guidance: float, seed: int) -> Tensor:
        torch.manual_seed(seed)
        return self.run(torch.randn(len(prompts), CHANNELS, GRID, GRID), self.encode(prompts), steps, guidance)


def to_images(pictures: Tensor) -> np.ndarray:
    """[batch, 3, height, width] in -1..1 to uint8 [batch, height, width, 3]."""
    return ((pictures.clamp(-1, 1) + 1) * 127.5).round().byte().permute(0, 2, 3, 1).numpy()
