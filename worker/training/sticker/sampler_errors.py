"""Latents with the sampler's own errors: noise is added to true ones up to some time, and the sampler brings them back.

The decoder then learns to clean what the sampler really leaves behind (`train_decoder --from-sampler`).
"""

from __future__ import annotations

from random import Random

import numpy as np
import torch

from sticker.paths import Workspace, parser
from sticker.sampler import Sampler
from sticker.text import caption
from sticker.train_dit import Data

#: Where the noise begins and how many steps lead back, in turn.
WAYS = ((0.5, 4), (0.75, 6), (0.62, 5))
GUIDANCE = 3.0
BATCH = 64


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--variants", type=int, default=3)
    options = arguments.parse_args()
    work = Workspace(options.data)
    torch.set_flush_denormal(True)
    torch.manual_seed(0)
    data, sampler, random = Data.load(work), Sampler(work, torch.bfloat16), Random(0)
    result = np.zeros((len(data.records), options.variants, *data.latents.shape[1:]), np.float16)
    for first in range(0, len(data.records), BATCH):
        rows = slice(first, first + BATCH)
        clean = torch.from_numpy(data.latents[rows].astype(np.float32))
        text = sampler.encode([caption(random, data.concepts, record) for record in data.records[rows]])
        for variant in range(options.variants):
            start, steps = WAYS[variant % len(WAYS)]
            noisy = (1 - start) * clean + start * torch.randn_like(clean)
            result[rows, variant] = sampler.run(noisy, text, steps, GUIDANCE, start).numpy()
    np.save(work.sampled, result)
    print(f"{len(result)} x {options.variants} latents")


if __name__ == "__main__":
    main()
