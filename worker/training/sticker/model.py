"""Text encoder and diffusion transformer."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from sticker.vocabulary import TOKENS

CHANNELS = 96
GRID = 4
WIDTH = 256
HEADS = 4
TEXT_LAYERS = 1
LAYERS = 6


def layer_norm(x: Tensor) -> Tensor:
    """Without scale and shift, in float32: bfloat16 is ten times slower here on a CPU."""
    if torch.onnx.is_in_onnx_export():
        # torch 1.13 writes an invalid node without them.
        return F.layer_norm(x, (WIDTH,), torch.ones(WIDTH), torch.zeros(WIDTH))
    return F.layer_norm(x.float(), (WIDTH,)).to(x.dtype)


def attend(query: Tensor, key: Tensor, value: Tensor, bias: Tensor | None = None) -> Tensor:
    """Softmax attention, written out so that any exporter takes it. [batch, heads, tokens, width per head]."""
    scores = torch.matmul(query * query.shape[-1] ** -0.5, key.transpose(-1, -2))
    if bias is not None:
        scores = scores + bias
    return torch.matmul(torch.softmax(scores, -1), value).transpose(1, 2).flatten(2)


class TextBlock(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm_attention, self.norm_mlp = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 3 * width), nn.Linear(3 * width, width)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, tokens, width = x.shape
        shape = (batch, tokens, 3, self.heads, width // self.heads)
        query, key, value = self.qkv(self.norm_attention(x)).view(shape).permute(2, 0, 3, 1, 4)
        x = x + self.out(attend(query, key, value, bias))
        return x + self.down(F.gelu(self.up(self.norm_mlp(x))))


class TextEncoder(nn.Module):
    """Token ids [batch, 16] to states [batch, 16, 256]; padding is exactly zero."""

    def __init__(self, vocabulary_size: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary_size, WIDTH)
        self.position = nn.Parameter(torch.randn(TOKENS, WIDTH) * 0.02)
        self.blocks = nn.ModuleList([TextBlock(WIDTH, HEADS) for _ in range(TEXT_LAYERS)])
        self.norm = nn.LayerNorm(WIDTH)
        nn.init.normal_(self.embedding.weight, std=0.3)

    def forward(self, ids: Tensor) -> Tensor:
        present = ids != 0
        x = self.embedding(ids) + self.position
        mask = present.to(x.dtype)[:, :, None]
        # The first token starts as the mean of the words: one layer is too little to gather them otherwise.
        mean = (x * mask).sum(1, keepdim=True) / mask.sum(1, keepdim=True)
        x = torch.cat([x[:, :1] + mean * 2, x[:, 1:]], 1)
        bias = ((~present).to(x.dtype) * -1e4)[:, None, None, :]
        for block in self.blocks:
            x = block(x, bias)
        return self.norm(x) * mask


class Block(nn.Module):
    """Attention of picture tokens to each other and to the words, and an MLP, both modulated by time and caption."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.words, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, 2 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.modulation = nn.Parameter(torch.zeros(6, WIDTH))
        for layer in (self.out, self.down):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x: Tensor, condition: Tensor, text: Tensor) -> Tensor:
        batch, tokens, _ = x.shape
        head = WIDTH // HEADS
        shift_a, scale_a, gate_a, shift_m, scale_m, gate_m = (condition + self.modulation).unsqueeze(2).unbind(1)
        h = layer_norm(x) * (1 + scale_a) + shift_a
        query, key, value = self.qkv(h).view(batch, tokens, 3, HEADS, head).permute(2, 0, 3, 1, 4)
        word_key, word_value = self.words(text).view(batch, -1, 2, HEADS, head).permute(2, 0, 3, 1, 4)
        mixed = attend(query, torch.cat([key, word_key], 2), torch.cat([value, word_value], 2))
        x = x + (1 + gate_a) * self.out(mixed)
        h = layer_norm(x) * (1 + scale_m) + shift_m
        return x + (1 + gate_m) * self.down(F.gelu(self.up(h)))


class Transformer(nn.Module):
    """Velocity of the rectified flow at time t (0 to 1000) for latents [batch, 96, 4, 4]."""

    def __init__(self) -> None:
        super().__init__()
        self.input, self.output = nn.Linear(CHANNELS, WIDTH), nn.Linear(WIDTH, CHANNELS)
        self.position = nn.Parameter(torch.randn(GRID * GRID, WIDTH) * 0.1)
        self.time_in, self.time_out = nn.Linear(256, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.pooled, self.modulation = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, 6 * WIDTH)
        self.blocks = nn.ModuleList([Block() for _ in range(LAYERS)])
        self.last_modulation = nn.Linear(WIDTH, 2 * WIDTH)
        self.register_buffer("frequency", torch.exp(-math.log(10000) * torch.arange(128) / 128), persistent=False)
        for weight in (self.output.weight, self.output.bias, self.modulation.bias):
            nn.init.zeros_(weight)
        nn.init.normal_(self.modulation.weight, std=0.01)
        nn.init.zeros_(self.last_modulation.weight)
        nn.init.zeros_(self.last_modulation.bias)

    def forward(self, latents: Tensor, time: Tensor, text: Tensor) -> Tensor:
        dtype = self.input.weight.dtype
        x = self.input(latents.flatten(2).transpose(1, 2).to(dtype)) + self.position
        angle = time.float()[:, None] * self.frequency.float()[None]
        wave = torch.cat([angle.cos(), angle.sin()], 1).to(dtype)
        state = F.silu(self.time_out(F.silu(self.time_in(wave))) + self.pooled(text[:, 0]))
        condition = self.modulation(state).view(-1, 6, WIDTH)
        for block in self.blocks:
            x = block(x, condition, text)
        shift, scale = self.last_modulation(state).unsqueeze(1).chunk(2, -1)
        x = self.output(layer_norm(x) * (1 + scale) + shift)
        return x.transpose(1, 2).reshape(-1, CHANNELS, GRID, GRID)


def make_networks(vocabulary_size: int) -> tuple[TextEncoder, Transformer]:
    """The same start in every process."""
    torch.manual_seed(0)
    return TextEncoder(vocabulary_size), Transformer()
