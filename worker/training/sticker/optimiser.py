"""Asynchronous training for a few contended cores: one single-threaded process each, one shared float32 state.

The usual data-parallel step waits for the slowest core; where other programs take turns on the cores, it collapses.
Here every process adds its gradient when it has one.
"""

from __future__ import annotations

import ctypes
import math
import subprocess
from functools import cache
from pathlib import Path
from typing import Sequence

import torch
from torch import Tensor, nn

SOURCE = Path(__file__).with_name("adam.c")
BETA1, BETA2, EPSILON = 0.9, 0.98, 1e-8


class Settings(ctypes.Structure):
    _fields_ = [(name, ctypes.c_float) for name in ("clip", "rate", "beta1", "beta2", "correction2", "epsilon", "average")]


@cache
def library() -> ctypes.CDLL:
    """Compiled for this machine's instructions, once."""
    built = Path(torch.hub.get_dir()) / "sticker" / f"libadam-{SOURCE.stat().st_mtime_ns}.so"
    if not built.exists():
        built.parent.mkdir(parents=True, exist_ok=True)
        flags = ["-O3", "-march=native", "-ffast-math", "-shared", "-fPIC"]
        subprocess.run(["cc", *flags, str(SOURCE), "-o", str(built), "-lm"], check=True)
    loaded = ctypes.CDLL(str(built))
    loaded.squared_norm.restype = ctypes.c_double
    return loaded


def pointer(tensor: Tensor) -> ctypes.c_void_p:
    return ctypes.c_void_p(tensor.data_ptr())


class SharedState:
    """Weights, moments and running average of a training, in memory that all processes see."""

    def __init__(self, start: Tensor) -> None:
        self.weights, self.average = start.clone().share_memory_(), start.clone().share_memory_()
        self.first, self.second = (torch.zeros_like(start).share_memory_() for _ in range(2))
        self.step = torch.zeros(1, dtype=torch.long).share_memory_()


class FlatParameters:
    """A process's own parameters as views of one buffer, and their gradients as views of another."""

    def __init__(self, modules: Sequence[nn.Module], dtype: torch.dtype) -> None:
        parameters = [parameter for module in modules for parameter in module.parameters()]
        self.start = torch.cat([parameter.detach().float().reshape(-1) for parameter in parameters])
        self.weights = self.start.to(dtype)
        self.gradient = torch.zeros_like(self.weights)
        offset = 0
        for parameter in parameters:
            size, shape = parameter.numel(), parameter.shape
            parameter.data = self.weights[offset : offset + size].view(shape)
            parameter.grad = self.gradient[offset : offset + size].view(shape)
            offset += size

    def load(self, weights: Tensor) -> None:
        self.weights.copy_(weights)

    def apply(self, shared: SharedState, rate: float, average: float, clip: float = 1.0) -> float:
        """Adds this process's bfloat16 gradient to the shared state; answers the gradient's norm."""
        count = ctypes.c_long(len(self.weights))
        norm = math.sqrt(library().squared_norm(pointer(self.gradient), count))
        if not math.isfinite(norm):
            self.gradient.zero_()
            return norm
        shared.step += 1
        step = int(shared.step)
        settings = Settings(
            clip=min(1.0, clip / (norm + 1e-12)),
            rate=rate / (1 - BETA1**step),
            beta1=BETA1,
            beta2=BETA2,
            correction2=1 / (1 - BETA2**step),
            epsilon=EPSILON,
            average=1 - min(average, (1 + step) / (10 + step)),
        )
        state = (shared.weights, shared.first, shared.second, shared.average, self.gradient, self.weights)
        library().adam_step(*map(pointer, state), count, ctypes.byref(settings))
        return norm
