"""From latents back to pictures: the inverse of the basis, and a small network that takes its seams and ringing away."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from sticker.pca import GRID, PATCH, PATCH_VALUES

FINE, COARSE = 56, 96
#: The network works on 4 x 4 pixels at once.
FOLD = 4


class Residual(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.second = nn.Conv2d(channels, channels, 3, padding=1)
        nn.init.zeros_(self.second.weight)
        nn.init.zeros_(self.second.bias)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.second(F.relu(self.first(F.relu(x))))


class Encoder(nn.Module):
    """Pictures [batch, 3, 128, 128] in -1..1 to latents."""

    def __init__(self, components: int) -> None:
        super().__init__()
        self.register_buffer("basis", torch.zeros(PATCH_VALUES, components))

    def forward(self, pictures: Tensor) -> Tensor:
        blocks = pictures.view(-1, 3, GRID, PATCH, GRID, PATCH).permute(0, 2, 4, 3, 5, 1)
        return ((blocks.reshape(-1, GRID, GRID, PATCH_VALUES) - 1) @ self.basis).permute(0, 3, 1, 2)


class Decoder(nn.Module):
    def __init__(self, components: int) -> None:
        super().__init__()
        self.register_buffer("basis", torch.zeros(components, PATCH_VALUES))
        folded = 3 * FOLD * FOLD
        self.enter, self.leave = nn.Conv2d(folded, FINE, 3, padding=1), nn.Conv2d(FINE, folded, 3, padding=1)
        self.before, self.after = Residual(FINE), Residual(FINE)
        self.down, self.up = nn.Conv2d(FINE, COARSE, 2, stride=2), nn.Conv2d(COARSE, FINE * 4, 1)
        self.deep = nn.Sequential(Residual(COARSE), Residual(COARSE))
        for layer in (self.leave, self.up):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def linear(self, latents: Tensor) -> Tensor:
        patches = latents.permute(0, 2, 3, 1) @ self.basis + 1
        blocks = patches.view(-1, GRID, GRID, PATCH, PATCH, 3).permute(0, 5, 1, 3, 2, 4)
        return blocks.reshape(-1, 3, GRID * PATCH, GRID * PATCH)

    def forward(self, latents: Tensor) -> Tensor:
        picture = self.linear(latents)
        fine = self.before(self.enter(F.pixel_unshuffle(picture, FOLD)))
        coarse = self.deep(self.down(F.relu(fine)))
        fine = self.after(fine + F.pixel_shuffle(self.up(coarse), 2))
        return picture + F.pixel_shuffle(self.leave(F.relu(fine)), FOLD)


def load_basis(path: Path) -> tuple[Encoder, Decoder]:
    """Encoder and decoder of the fixed basis; the decoder's network is untrained."""
    basis = np.load(path)
    encoder, decoder = Encoder(basis["encode"].shape[1]), Decoder(basis["decode"].shape[0])
    encoder.basis.copy_(torch.from_numpy(basis["encode"]))
    decoder.basis.copy_(torch.from_numpy(basis["decode"]))
    return encoder, decoder
