"""The trained networks as a sampler: Euler steps along the flow, with classifier-free guidance."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from sticker.flat import FlatParameters
from sticker.model import CHANNELS, GRID, TextEncoder, Transformer, make_networks
from sticker.paths import Workspace
from sticker.vocabulary import Tokenizer, load_tokenizer


def load_denoiser(work: Workspace, dtype: torch.dtype = torch.float32) -> tuple[Tokenizer, TextEncoder, Transformer]:
    tokenizer = load_tokenizer(work.vocabulary)
    networks = make_networks(len(tokenizer.vocabulary))
    FlatParameters(networks, dtype).weights.copy_(torch.load(work.denoiser))
    for network in networks:
        network.eval().requires_grad_(False)
    return tokenizer, *networks


class Sampler:
    def __init__(
        self, tokenizer: Tokenizer, encoder: TextEncoder, transformer: Transformer, device: str = "cpu"
    ) -> None:
        self._tokenizer, self._encoder, self._transformer, self._device = tokenizer, encoder, transformer, device

    def encode(self, prompts: list[str]) -> Tensor:
        return self.encode_ids(torch.tensor([self._tokenizer(prompt) for prompt in prompts], device=self._device))

    def encode_ids(self, ids: Tensor) -> Tensor:
        with torch.no_grad():
            return self._encoder(ids)

    def run(self, latents: Tensor, text: Tensor, steps: int, guidance: float, start: float = 1.0) -> Tensor:
        """From time `start` (1 is pure noise) down to the picture."""
        both = torch.cat([text, self.encode([""]).expand(len(latents), -1, -1)])
        times = torch.linspace(start, 0, steps + 1).tolist()
        with torch.no_grad():
            for now, after in zip(times, times[1:]):
                time = torch.full((2 * len(latents),), now * 1000, device=self._device)
                with_words, without = self._transformer(torch.cat([latents, latents]), time, both).float().chunk(2)
                latents = latents + (after - now) * (without + guidance * (with_words - without))
        return latents

    def draw(self, prompts: list[str], steps: int, guidance: float, seed: int) -> Tensor:
        noise = torch.randn(len(prompts), CHANNELS, GRID, GRID, generator=torch.Generator().manual_seed(seed))
        return self.run(noise.to(self._device), self.encode(prompts), steps, guidance)


def to_images(pictures: Tensor) -> np.ndarray:
    """[batch, 3, height, width] in -1..1 to uint8 [batch, height, width, 3]."""
    return ((pictures.float().clamp(-1, 1) + 1) * 127.5).round().byte().permute(0, 2, 3, 1).cpu().numpy()
