"""All weights of a training in one buffer, and Adam over it: few kernels a step, whatever the number of layers."""

from __future__ import annotations

from typing import Sequence

import torch
from torch import Tensor, nn

BETA1, BETA2, EPSILON = 0.9, 0.98, 1e-8


class FlatParameters:
    """The networks' parameters as views of one buffer, and their gradients as views of another."""

    def __init__(self, modules: Sequence[nn.Module], dtype: torch.dtype, device: str = "cpu") -> None:
        parameters = [parameter for module in modules for parameter in module.parameters()]
        self.start = torch.cat([parameter.detach().float().reshape(-1) for parameter in parameters]).to(device)
        self.weights = self.start.to(dtype)
        self.gradient = torch.zeros_like(self.weights)
        offset = 0
        for parameter in parameters:
            size, shape = parameter.numel(), parameter.shape
            parameter.data = self.weights[offset : offset + size].view(shape)
            parameter.grad = self.gradient[offset : offset + size].view(shape)
            offset += size


class Adam:
    """Float32 weights, moments and running average; the step size and the average's share are tensors, so that a
    captured graph can be replayed with others."""

    def __init__(self, flat: FlatParameters, start: Tensor) -> None:
        self._flat = flat
        self.weights, self.average = start.clone(), start.clone()
        self._first, self._second = torch.zeros_like(start), torch.zeros_like(start)
        self.rate, self.keep = (torch.zeros((), device=start.device) for _ in range(2))
        self._correction1, self._correction2 = (torch.ones((), device=start.device) for _ in range(2))
        flat.weights.copy_(start)

    def step(self, clip: float = 1.0) -> None:
        gradient = self._flat.gradient.float()
        gradient *= (clip / (gradient.norm() + 1e-12)).clamp_max(1)
        self._first.lerp_(gradient, 1 - BETA1)
        self._second.mul_(BETA2).addcmul_(gradient, gradient, value=1 - BETA2)
        self._correction1.mul_(BETA1)
        self._correction2.mul_(BETA2)
        scale = self.rate / (1 - self._correction1)
        self.weights.sub_(scale * self._first / ((self._second / (1 - self._correction2)).sqrt() + EPSILON))
        self.average.lerp_(self.weights, 1 - self.keep)
        self._flat.weights.copy_(self.weights)
        self._flat.gradient.zero_()
