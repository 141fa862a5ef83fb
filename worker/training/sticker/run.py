"""The whole training in one go and one process, within a budget of seconds: for a machine that is lent for minutes."""

from __future__ import annotations

import time
from pathlib import Path

import torch
from PIL import Image

from sticker.captions import write_captions
from sticker.clock import Clock
from sticker.generate import generate
from sticker.paths import IMAGE_SIZE, Workspace, parser
from sticker.pictures import Pool
from sticker.sampler import Sampler, to_images
from sticker.train_autoencoder import encode_pool, load_autoencoder, refine_decoder, save_autoencoder, train_autoencoder
from sticker.train_denoiser import RATE, Denoiser, train_denoiser

GUIDANCE = 3.0
STEPS = 8
#: Where noise begins that the sampler takes away again, and in how many steps: the decoder learns from its errors.
WAYS = ((0.5, 4), (0.75, 6), (0.62, 5))
KINDS_TO_REFINE = frozenset({"original", "recoloured", "dressed"})
#: Files go out in parts of at most so many bytes.
PART = 12_000_000

#: What the sheets of examples show, and how many stand in a row.
PROMPTS = Path(__file__).with_name("prompts.txt")
COLUMNS = 12


def draw_sheet(sampler: Sampler, decoder: torch.nn.Module, path: Path, guidance: float) -> None:
    prompts = PROMPTS.read_text(encoding="utf-8").splitlines()
    with torch.no_grad():
        images = to_images(decoder(sampler.draw(prompts, STEPS, guidance, seed=7)))
    side = IMAGE_SIZE
    sheet = Image.new("RGB", (COLUMNS * side, -(-len(images) // COLUMNS) * side), "white")
    for index, image in enumerate(images):
        sheet.paste(Image.fromarray(image), (index % COLUMNS * side, index // COLUMNS * side))
    sheet.save(path)


def sampled(sampler: Sampler, pool: Pool, latents: torch.Tensor, batch: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Latents that were made noisy and came back, and the pictures they belong to."""
    rows = torch.tensor(
        [row for row, record in enumerate(pool.records) if record.kind in KINDS_TO_REFINE], device=latents.device
    )
    drawn = []
    for turn, part in enumerate(rows.split(batch)):
        start, steps = WAYS[turn % len(WAYS)]
        clean = latents[part].float()
        noise = (1 - start) * clean + start * torch.randn_like(clean)
        text = sampler.encode_ids(pool.ids[pool.first[part]].long())
        drawn.append(sampler.run(noise, text, steps, GUIDANCE, start).to(torch.bfloat16))
    return torch.cat(drawn), rows


def deliver(path: Path, out: Path) -> None:
    data = path.read_bytes()
    for part, first in enumerate(range(0, len(data), PART)):
        (out / f"{path.name}.{part}").write_bytes(data[first : first + PART])


def main() -> None:
    began = time.monotonic()
    arguments = parser(__doc__)
    arguments.add_argument("--seconds", type=float, required=True, help="for everything")
    arguments.add_argument("--autoencoder", type=float, default=0.2, help="part of the time after the pool is made")
    arguments.add_argument("--refine", type=float, default=0.08, help="likewise, for the decoder at the end")
    arguments.add_argument("--batch", type=int, default=1024)
    arguments.add_argument("--picture-batch", type=int, default=256)
    arguments.add_argument("--pairs", type=int, default=24_000)
    arguments.add_argument("--backdrops", type=int, default=10_000)
    arguments.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    arguments.add_argument("--compile", action="store_true")
    arguments.add_argument("--resume", action="store_true", help="go on from a saved pool, autoencoder and denoiser")
    arguments.add_argument("--out", type=Path, required=True)
    options = arguments.parse_args()
    work, device = Workspace(options.data), options.device
    options.out.mkdir(parents=True, exist_ok=True)

    def say(text: str) -> None:
        print(f"[{time.monotonic() - began:.1f} s] {text}", flush=True)

    if not (options.resume and work.captions.exists()):
        records = generate(work, options.pairs, options.backdrops)
        say(f"{len(records)} pictures")
        say(f"{write_captions(work, records)} captions")
    pool = Pool.load(work, device)
    torch.manual_seed(0)
    left = options.seconds - (time.monotonic() - began)
    say(f"pool on {device}, {left:.0f} s left")
    if options.resume:
        encoder, decoder = load_autoencoder(work, device)
        decoder.requires_grad_(True)
        left_for_denoiser = left * (1 - options.refine)
    else:
        encoder, decoder = train_autoencoder(pool, device, left * options.autoencoder, options.picture_batch)
        left_for_denoiser = left * (1 - options.refine - options.autoencoder)
    save_autoencoder(work, encoder, decoder)
    deliver(work.autoencoder, options.out)
    latents = encode_pool(encoder, pool)
    say(f"latents: mean {latents.float().mean().item():.3f}, deviation {latents.float().std().item():.3f}")

    denoiser = Denoiser(work, pool, latents, device, options.batch, options.resume)
    say(f"{len(denoiser.adam.weights) / 1e6:.1f} M parameters in text encoder and transformer")

    def keep() -> None:
        denoiser.save(work)
        deliver(work.denoiser, options.out)

    rate = RATE / 3 if options.resume else RATE
    train_denoiser(denoiser, Clock(left_for_denoiser), device, options.batch, options.compile, rate, keep)
    keep()
    say("denoiser done")
    sampler = Sampler(denoiser.tokenizer, denoiser.encoder, denoiser.transformer, device)
    draw_sheet(sampler, decoder, options.out / "sheet-first.png", GUIDANCE)
    drawn, rows = sampled(sampler, pool, latents, options.batch)
    say(f"{len(drawn)} latents sampled")
    refine_decoder(
        decoder,
        pool,
        latents,
        drawn,
        rows,
        device,
        max(1.0, options.seconds - (time.monotonic() - began) - 6),
        options.picture_batch,
    )
    save_autoencoder(work, encoder, decoder)
    deliver(work.autoencoder, options.out)
    draw_sheet(sampler, decoder, options.out / "sheet.png", GUIDANCE)
    say("done")


if __name__ == "__main__":
    main()
