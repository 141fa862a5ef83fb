"""The latent space: a small convolutional autoencoder, 128 x 128 pixels to 24 x 8 x 8 values of unit variance."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from sticker.model import CHANNELS

#: Channels on grids of 32, 16 and 8.
FINE, MEDIUM, COARSE = 80, 128, 192
#: The networks work on 4 x 4 pixels at once.
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
    """Pictures [batch, 3, 128, 128] in -1..1 to latents. The last layer normalises, and folds into the one before."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.PixelUnshuffle(FOLD),
            nn.Conv2d(3 * FOLD * FOLD, 64, 3, padding=1),
            Residual(64),
            nn.Conv2d(64, MEDIUM, 2, stride=2),
            Residual(MEDIUM),
            nn.Conv2d(MEDIUM, MEDIUM, 2, stride=2),
            Residual(MEDIUM),
            nn.ReLU(),
            nn.Conv2d(MEDIUM, CHANNELS, 1),
            nn.BatchNorm2d(CHANNELS, affine=False, momentum=0.02),
        )

    def forward(self, pictures: Tensor) -> Tensor:
        return self.layers(pictures)


class Decoder(nn.Module):
    """Latents back to pictures. White paper is where the network starts."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(CHANNELS, COARSE, 3, padding=1),
            Residual(COARSE),
            Residual(COARSE),
            nn.ReLU(),
            nn.Conv2d(COARSE, MEDIUM * 4, 1),
            nn.PixelShuffle(2),
            Residual(MEDIUM),
            Residual(MEDIUM),
            nn.ReLU(),
            nn.Conv2d(MEDIUM, FINE * 4, 1),
            nn.PixelShuffle(2),
            Residual(FINE),
            Residual(FINE),
            nn.ReLU(),
            nn.Conv2d(FINE, 3 * FOLD * FOLD, 3, padding=1),
            nn.PixelShuffle(FOLD),
        )

    def forward(self, latents: Tensor) -> Tensor:
        return self.layers(latents) + 1


def make_autoencoder() -> tuple[Encoder, Decoder]:
    torch.manual_seed(0)
    return Encoder(), Decoder()
