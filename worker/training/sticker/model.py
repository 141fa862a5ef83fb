"""Text encoder and diffusion transformer.

The transformer is an hourglass: fine blocks see the picture as 8 x 8 tokens, coarse ones in the middle as 4 x 4 wider
tokens. Most of the weights work on a quarter of the tokens, so that the model knows much and still runs on one core.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from sticker.vocabulary import TOKENS

CHANNELS = 24
GRID = 8
WIDTH = 256
MIDDLE = 384
HEAD = 64
TEXT_LAYERS = 2
#: Blocks before, in and after the middle.
LAYERS = (1, 4, 2)


def layer_norm(x: Tensor, width: int) -> Tensor:
    """Without scale and shift."""
    if torch.onnx.is_in_onnx_export():
        # The operator wants them.
        return F.layer_norm(x, (width,), torch.ones(width), torch.zeros(width))
    return F.layer_norm(x, (width,))


def attend(query: Tensor, key: Tensor, value: Tensor, bias: Tensor | None = None) -> Tensor:
    """Softmax attention; [batch, heads, tokens, width per head] to [batch, tokens, width]."""
    if not torch.onnx.is_in_onnx_export():
        return F.scaled_dot_product_attention(query, key, value, bias).transpose(1, 2).flatten(2)
    scores = torch.matmul(query * HEAD**-0.5, key.transpose(-1, -2))
    if bias is not None:
        scores = scores + bias
    return torch.matmul(torch.softmax(scores, -1), value).transpose(1, 2).flatten(2)


class TextBlock(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.norm_attention, self.norm_mlp = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(3 * WIDTH, WIDTH)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        shape = (x.shape[0], x.shape[1], 3, WIDTH // HEAD, HEAD)
        query, key, value = self.qkv(self.norm_attention(x)).view(shape).permute(2, 0, 3, 1, 4)
        x = x + self.out(attend(query, key, value, bias))
        return x + self.down(F.gelu(self.up(self.norm_mlp(x))))


class TextEncoder(nn.Module):
    """Token ids [batch, 16] to states [batch, 16, 256]; padding is exactly zero."""

    def __init__(self, vocabulary_size: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary_size, WIDTH)
        self.position = nn.Parameter(torch.randn(TOKENS, WIDTH) * 0.02)
        self.blocks = nn.ModuleList([TextBlock() for _ in range(TEXT_LAYERS)])
        self.norm = nn.LayerNorm(WIDTH)
        nn.init.normal_(self.embedding.weight, std=0.3)

    def forward(self, ids: Tensor) -> Tensor:
        present = ids != 0
        x = self.embedding(ids) + self.position
        mask = present.to(x.dtype)[:, :, None]
        # The first token starts as the mean of the words.
        mean = (x * mask).sum(1, keepdim=True) / mask.sum(1, keepdim=True)
        x = torch.cat([x[:, :1] + mean * 2, x[:, 1:]], 1)
        bias = ((~present).to(x.dtype) * -1e4)[:, None, None, :]
        for block in self.blocks:
            x = block(x, bias)
        return self.norm(x) * mask


class Block(nn.Module):
    """Attention of picture tokens to each other and to the words, and an MLP, both modulated by time and caption."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.width = width
        self.qkv, self.words, self.out = (
            nn.Linear(width, 3 * width),
            nn.Linear(WIDTH, 2 * width),
            nn.Linear(width, width),
        )
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.modulation = nn.Parameter(torch.zeros(6, width))
        for layer in (self.out, self.down):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x: Tensor, condition: Tensor, text: Tensor) -> Tensor:
        batch, tokens, width = x.shape[0], x.shape[1], self.width
        heads = width // HEAD
        shift_a, scale_a, gate_a, shift_m, scale_m, gate_m = (condition + self.modulation).unsqueeze(2).unbind(1)
        h = layer_norm(x, width) * (1 + scale_a) + shift_a
        query, key, value = self.qkv(h).view(batch, tokens, 3, heads, HEAD).permute(2, 0, 3, 1, 4)
        word_key, word_value = self.words(text).view(batch, TOKENS, 2, heads, HEAD).permute(2, 0, 3, 1, 4)
        mixed = attend(query, torch.cat([key, word_key], 2), torch.cat([value, word_value], 2))
        x = x + (1 + gate_a) * self.out(mixed)
        h = layer_norm(x, width) * (1 + scale_m) + shift_m
        return x + (1 + gate_m) * self.down(F.gelu(self.up(h)))


class Transformer(nn.Module):
    """Velocity of the rectified flow at time t (0 to 1000) for latents [batch, 24, 8, 8]."""

    def __init__(self) -> None:
        super().__init__()
        half = GRID // 2
        self.input, self.output = nn.Linear(CHANNELS, WIDTH), nn.Linear(WIDTH, CHANNELS)
        self.position = nn.Parameter(torch.randn(GRID * GRID, WIDTH) * 0.1)
        self.middle_position = nn.Parameter(torch.randn(half * half, MIDDLE) * 0.1)
        self.gather, self.spread = nn.Linear(4 * WIDTH, MIDDLE), nn.Linear(MIDDLE, 4 * WIDTH)
        self.time_in, self.time_out = nn.Linear(256, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.pooled = nn.Linear(WIDTH, WIDTH)
        self.modulation, self.middle_modulation = nn.Linear(WIDTH, 6 * WIDTH), nn.Linear(WIDTH, 6 * MIDDLE)
        before, middle, after = LAYERS
        self.before = nn.ModuleList([Block(WIDTH) for _ in range(before)])
        self.middle = nn.ModuleList([Block(MIDDLE) for _ in range(middle)])
        self.after = nn.ModuleList([Block(WIDTH) for _ in range(after)])
        self.last_modulation = nn.Linear(WIDTH, 2 * WIDTH)
        frequency = torch.exp(-math.log(10000) * torch.arange(128, dtype=torch.float32) / 128)
        self.register_buffer("frequency", frequency, persistent=False)
        for layer in (self.output, self.spread, self.last_modulation):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)
        for layer in (self.modulation, self.middle_modulation):
            nn.init.normal_(layer.weight, std=0.01)
            nn.init.zeros_(layer.bias)

    def forward(self, latents: Tensor, time: Tensor, text: Tensor) -> Tensor:
        dtype, half = self.input.weight.dtype, GRID // 2
        x = self.input(latents.flatten(2).transpose(1, 2).to(dtype)) + self.position
        angle = time[:, None] * self.frequency[None]
        wave = torch.cat([angle.cos(), angle.sin()], 1).to(dtype)
        state = F.silu(self.time_out(F.silu(self.time_in(wave))) + self.pooled(text[:, 0]))
        condition = self.modulation(state).view(-1, 6, WIDTH)
        for block in self.before:
            x = block(x, condition, text)
        squares = x.view(-1, half, 2, half, 2, WIDTH).transpose(2, 3).reshape(-1, half * half, 4 * WIDTH)
        y = self.gather(layer_norm(squares, 4 * WIDTH)) + self.middle_position
        middle_condition = self.middle_modulation(state).view(-1, 6, MIDDLE)
        for block in self.middle:
            y = block(y, middle_condition, text)
        back = self.spread(layer_norm(y, MIDDLE)).view(-1, half, half, 2, 2, WIDTH).transpose(2, 3)
        x = x + back.reshape(-1, GRID * GRID, WIDTH)
        for block in self.after:
            x = block(x, condition, text)
        shift, scale = self.last_modulation(state).unsqueeze(1).chunk(2, -1)
        x = self.output(layer_norm(x, WIDTH) * (1 + scale) + shift)
        return x.transpose(1, 2).reshape(-1, CHANNELS, GRID, GRID)


def make_networks(vocabulary_size: int) -> tuple[TextEncoder, Transformer]:
    """The same start every time."""
    torch.manual_seed(0)
    return TextEncoder(vocabulary_size), Transformer()
