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
        """uint8 RGBA [concepts, 128, 128, 4], compressed."""
        return self.root / "artwork.npz"

    @property
    def palettes(self) -> Path:
        """Dominant hue and colour of each artwork."""
        return self.root / "palettes.json"

    @property
    def pool(self) -> Path:
        """uint8 RGB [n, 128, 128, 3], and beside it what each picture shows."""
        return self.root / "pool.npy"

    @property
    def pool_index(self) -> Path:
        return self.root / "pool.json"

    @property
    def captions(self) -> Path:
        """Token ids of every caption, and where those of each picture begin."""
        return self.root / "captions.npz"

    @property
    def vocabulary(self) -> Path:
        return self.root / "vocab.txt"

    @property
    def autoencoder(self) -> Path:
        return self.root / "autoencoder.pt"

    @property
    def denoiser(self) -> Path:
        """Averaged weights of text encoder and transformer, one flat tensor."""
        return self.root / "denoiser.pt"


def parser(description: str | None) -> argparse.ArgumentParser:
    """An argument parser that every step shares."""
    result = argparse.ArgumentParser(description=description)
    result.add_argument("--data", type=Path, default=Path("data"), help="working folder (default: data)")
    return result
