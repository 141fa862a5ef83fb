"""Where the working files of a training run lie."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

IMAGE_SIZE = 128


@dataclass(frozen=True)
class Workspace:
    """One folder with everything a run reads and writes; nothing of it belongs into the repository."""

    root: Path

    @property
    def packages(self) -> Path:
        """npm's folder with the artwork and the names."""
        return self.root / "node_modules"

    @property
    def vectors(self) -> Path:
        return self.root / "svg"

    @property
    def concepts(self) -> Path:
        return self.root / "concepts.json"

    @property
    def artwork(self) -> Path:
        """uint8 RGBA [n, 128, 128, 4], one per rendered icon, and beside it which concept and style each is."""
        return self.root / "artwork.npy"

    @property
    def artwork_index(self) -> Path:
        return self.root / "artwork.json"

    @property
    def pool(self) -> Path:
        """uint8 RGB [n, 128, 128, 3] on white, and beside it what each picture shows."""
        return self.root / "pool.npy"

    @property
    def pool_index(self) -> Path:
        return self.root / "pool.json"

    @property
    def vocabulary(self) -> Path:
        return self.root / "vocab.txt"

    @property
    def basis(self) -> Path:
        return self.root / "pca.npz"

    @property
    def latents(self) -> Path:
        return self.root / "latents.npy"

    @property
    def latent_index(self) -> Path:
        """Which pictures of the pool have latents."""
        return self.root / "latents.json"

    @property
    def denoiser(self) -> Path:
        """Averaged weights of text encoder and transformer, one flat float32 tensor."""
        return self.root / "denoiser.pt"

    @property
    def decoder(self) -> Path:
        return self.root / "decoder.pt"

    @property
    def sampled(self) -> Path:
        """Latents that carry the sampler's own errors, float16 [n, variants, 96, 4, 4]."""
        return self.root / "sampled.npy"


def parser(description: str | None) -> argparse.ArgumentParser:
    """An argument parser that every step shares."""
    result = argparse.ArgumentParser(description=description)
    result.add_argument("--data", type=Path, default=Path("data"), help="working folder (default: data)")
    return result
