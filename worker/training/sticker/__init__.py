"""How the sticker model was made: artwork, captions, latents, networks, training, export, evaluation."""
