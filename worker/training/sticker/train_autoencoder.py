"""Trains the autoencoder, and afterwards its decoder once more on latents that carry the sampler's own errors."""

from __future__ import annotations

import math
from typing import Callable

import torch
from torch import Tensor

from sticker.autoencoder import Decoder, Encoder, make_autoencoder
from sticker.clock import Clock, fall
from sticker.paths import Workspace, parser
from sticker.pictures import Pool

#: Noise on the latents, up to this part of their deviation: the decoder shall bear a sampler that is not exact.
NOISE = 0.35
VALIDATION = 96
#: Pictures move by up to so many pixels.
SHIFT = 8


def edges(x: Tensor) -> tuple[Tensor, Tensor]:
    return x[..., 1:] - x[..., :-1], x[..., 1:, :] - x[..., :-1, :]


def error_of(made: Tensor, wanted: Tensor) -> Tensor:
    error = made.float() - wanted
    across, down = edges(error)
    return error.abs().mean() + error.pow(2).mean() + 0.5 * (across.abs().mean() + down.abs().mean())


def decibels(error: float) -> float:
    """Peak signal to noise for values in -1..1."""
    return 10 * math.log10(4 / error)


def noisy(latents: Tensor) -> Tensor:
    strength = torch.rand(len(latents), 1, 1, 1, device=latents.device) ** 2 * NOISE
    return latents + torch.randn_like(latents) * strength


def moved(pictures: Tensor) -> Tensor:
    """By the same few pixels for the batch; what leaves on one side comes in on the other, which is paper as a rule."""
    down, across = torch.randint(-SHIFT, SHIFT + 1, (2,)).tolist()
    return pictures.roll((down, across), (2, 3))


def optimise(
    modules: list[torch.nn.Module], device: str, clock: Clock, rate: float, loss: Callable[[], Tensor]
) -> None:
    parameters = [parameter for module in modules for parameter in module.parameters()]
    adam = torch.optim.Adam(parameters, lr=rate, betas=(0.9, 0.98), fused=device == "cuda")
    average = [parameter.detach().clone() for parameter in parameters]
    step = 0
    while (progress := clock.progress) < 1:
        adam.param_groups[0]["lr"] = rate * min(1.0, (step + 1) / 100) * fall(progress, 0.4)
        with torch.autocast(device, dtype=torch.bfloat16):
            value = loss()
        adam.zero_grad(set_to_none=True)
        value.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 0.5)
        adam.step()
        step += 1
        with torch.no_grad():
            torch._foreach_lerp_(average, parameters, 1 - min(0.995, (1 + step) / (10 + step)))
        if step % 500 == 0:
            print(f"  {step} {progress:.0%} loss {value.item():.4f}", flush=True)
    with torch.no_grad():
        torch._foreach_copy_(parameters, average)
    print(f"  {step} steps", flush=True)


def report(encoder: Encoder, decoder: Decoder, pool: Pool) -> None:
    """On originals of the training set."""
    rows = torch.arange(len(pool.concepts), device=pool.pixels.device)[:: max(1, len(pool.concepts) // VALIDATION)]
    with torch.no_grad():
        pictures = pool.images(rows)
        latents = encoder(pictures)
        for strength in (0.0, 0.15):
            made = decoder(latents + torch.randn_like(latents) * strength).clamp(-1, 1)
            print(f"  noise {strength}: {decibels((made - pictures).pow(2).mean().item()):.2f} dB", flush=True)


def train_autoencoder(pool: Pool, device: str, seconds: float, batch: int) -> tuple[Encoder, Decoder]:
    encoder, decoder = (network.to(device, memory_format=torch.channels_last) for network in make_autoencoder())
    torch.backends.cudnn.benchmark = True

    def loss() -> Tensor:
        wanted = moved(pool.images(pool.rows(batch))).contiguous(memory_format=torch.channels_last)
        return error_of(decoder(noisy(encoder(wanted).float())), wanted)

    optimise([encoder, decoder], device, Clock(seconds), 2e-3, loss)
    with torch.no_grad():
        # The statistics of the averaged weights.
        encoder.layers[-1].momentum = None
        encoder.layers[-1].reset_running_stats()
        for _ in range(20):
            encoder(pool.images(pool.rows(batch)).contiguous(memory_format=torch.channels_last))
    report(encoder.eval(), decoder.eval(), pool)
    return encoder, decoder


def encode_pool(encoder: Encoder, pool: Pool, batch: int = 512) -> Tensor:
    parts = torch.arange(len(pool.records), device=pool.pixels.device).split(batch)
    with torch.no_grad():
        return torch.cat([encoder(pool.images(rows)).to(torch.bfloat16).contiguous() for rows in parts])


def refine_decoder(
    decoder: Decoder, pool: Pool, true: Tensor, drawn: Tensor, rows: Tensor, device: str, seconds: float, batch: int
) -> None:
    """`drawn` are latents that the sampler brought back for the pictures `rows`."""
    decoder.train()

    def loss() -> Tensor:
        chosen = torch.randint(len(rows), (batch,), device=device)
        exact, rough = true[rows[chosen]].float(), drawn[chosen].float()
        # Between the sampler's answer and half way to the truth, and the truth itself in a quarter of the cases.
        eased = rough + (exact - rough) * torch.rand(batch, 1, 1, 1, device=device) * 0.5
        latents = torch.where(torch.rand(batch, 1, 1, 1, device=device) < 0.25, exact, eased)
        latents = latents + torch.randn_like(latents) * 0.1 * torch.rand(batch, 1, 1, 1, device=device)
        return error_of(decoder(latents.contiguous(memory_format=torch.channels_last)), pool.images(rows[chosen]))

    optimise([decoder], device, Clock(seconds), 6e-4, loss)
    decoder.eval()


def save_autoencoder(work: Workspace, encoder: Encoder, decoder: Decoder) -> None:
    halves = [
        {name: value.half() if value.is_floating_point() else value for name, value in network.state_dict().items()}
        for network in (encoder, decoder)
    ]
    torch.save(halves, work.autoencoder)


def load_autoencoder(work: Workspace, device: str = "cpu") -> tuple[Encoder, Decoder]:
    networks = make_autoencoder()
    for network, state in zip(networks, torch.load(work.autoencoder, map_location="cpu")):
        network.load_state_dict(state)
        network.eval().requires_grad_(False).to(device)
    return networks


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--seconds", type=float, required=True)
    arguments.add_argument("--batch", type=int, default=256)
    arguments.add_argument("--device", default="cpu")
    options = arguments.parse_args()
    work = Workspace(options.data)
    pool = Pool.load(work, options.device)
    save_autoencoder(work, *train_autoencoder(pool, options.device, options.seconds, options.batch))


if __name__ == "__main__":
    main()
