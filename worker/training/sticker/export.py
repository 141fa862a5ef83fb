"""Writes the model as ONNX in the diffusers/optimum layout, weights as float16, arithmetic in float32."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from sticker.model import CHANNELS, GRID, HEAD, LAYERS, TEXT_LAYERS, WIDTH
from sticker.paths import IMAGE_SIZE, Workspace, parser
from sticker.sampler import load_denoiser
from sticker.train_autoencoder import load_autoencoder
from sticker.vocabulary import PAD, SPECIAL, START, END, TOKENS, Tokenizer

OPSET = 17
DIFFUSERS = "0.30.0"
#: Tensors below this size stay float32.
SMALL = 256


class Clamped(nn.Module):
    def __init__(self, decoder: nn.Module) -> None:
        super().__init__()
        self.decoder = decoder

    def forward(self, latent_sample: Tensor) -> Tensor:
        return self.decoder(latent_sample).clamp(-1, 1)


def halve(path: Path) -> None:
    """Stores weights as float16 with a cast, which the runtime folds when it loads."""
    graph = onnx.load(path)
    casts = []
    for index, tensor in enumerate(list(graph.graph.initializer)):
        if tensor.data_type == TensorProto.FLOAT and np.prod(tensor.dims) >= SMALL:
            name = tensor.name  # the tensor itself is about to be overwritten
            half = numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), f"{name}_half")
            graph.graph.initializer[index].CopyFrom(half)
            casts.append(helper.make_node("Cast", [half.name], [name], to=TensorProto.FLOAT, name=f"cast_{name}"))
    for cast in reversed(casts):
        graph.graph.node.insert(0, cast)
    onnx.checker.check_model(graph)
    onnx.save(graph, path)


def write_network(folder: Path, module: nn.Module, inputs: dict[str, Tensor], output: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "model.onnx"
    with torch.no_grad():
        torch.onnx.export(
            module,
            tuple(inputs.values()),
            str(path),
            opset_version=OPSET,
            input_names=list(inputs),
            output_names=[output],
            dynamic_axes={name: {0: "batch"} for name in (*inputs, output)},
            dynamo=False,
        )
    halve(path)
    print(f"{folder.name}: {path.stat().st_size / 1e6:.1f} MB")


def tokenizer_json(tokenizer: Tokenizer) -> dict[str, Any]:
    """The tokenizer in the format of the `tokenizers` library."""
    added = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    special = {"[CLS]": START, "[SEP]": END}
    return {
        "version": "1.0",
        "truncation": {"direction": "Right", "max_length": TOKENS, "strategy": "LongestFirst", "stride": 0},
        "padding": {
            "strategy": {"Fixed": TOKENS}, "direction": "Right", "pad_to_multiple_of": None,
            "pad_id": PAD, "pad_type_id": 0, "pad_token": "[PAD]",
        },
        "added_tokens": [{"id": index, "content": token, **added} for index, token in enumerate(SPECIAL)],
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {"type": "Lowercase"},
                {"type": "Replace", "pattern": {"Regex": "['’]s?(?![a-z0-9])|['’]"}, "content": ""},
            ],
        },
        "pre_tokenizer": {"type": "Split", "pattern": {"Regex": "[^a-z0-9]+"}, "behavior": "Removed", "invert": False},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [
                {"SpecialToken": {"id": "[CLS]", "type_id": 0}},
                {"Sequence": {"id": "A", "type_id": 0}},
                {"SpecialToken": {"id": "[SEP]", "type_id": 0}},
            ],
            "pair": [],
            "special_tokens": {name: {"id": name, "ids": [id], "tokens": [name]} for name, id in special.items()},
        },
        "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
        "model": {
            "type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 100,
            "vocab": {word: index for index, word in enumerate(tokenizer.vocabulary)},
        },
    }


def configurations(tokenizer: Tokenizer) -> dict[str, dict[str, Any]]:
    picture = {"sample_size": IMAGE_SIZE, "scaling_factor": 1.0}
    return {
        "model_index.json": {
            "_class_name": "ORTFlowMatchTextToImagePipeline", "_diffusers_version": DIFFUSERS,
            "text_encoder": ["optimum", "ORTModelTextEncoder"], "tokenizer": ["transformers", "BertTokenizerFast"],
            "transformer": ["optimum", "ORTModelTransformer"], "vae_decoder": ["optimum", "ORTModelVaeDecoder"],
            "vae_encoder": ["optimum", "ORTModelVaeEncoder"],
            "scheduler": ["diffusers", "FlowMatchEulerDiscreteScheduler"],
        },
        "scheduler/scheduler_config.json": {
            "_class_name": "FlowMatchEulerDiscreteScheduler", "_diffusers_version": DIFFUSERS,
            "num_train_timesteps": 1000, "shift": 1.0, "use_dynamic_shifting": False,
        },
        "transformer/config.json": {
            "_class_name": "StickerDiT2DModel", "in_channels": CHANNELS, "out_channels": CHANNELS,
            "sample_size": GRID, "patch_size": 1, "num_layers": sum(LAYERS), "attention_head_dim": HEAD,
            "num_attention_heads": WIDTH // HEAD, "cross_attention_dim": WIDTH,
        },
        "text_encoder/config.json": {
            "model_type": "sticker_text", "hidden_size": WIDTH, "num_hidden_layers": TEXT_LAYERS,
            "num_attention_heads": WIDTH // HEAD, "vocab_size": len(tokenizer.vocabulary), "max_position_embeddings": TOKENS,
        },
        "vae_decoder/config.json": {
            "_class_name": "StickerDecoder", "latent_channels": CHANNELS, "out_channels": 3,
            **picture, "spatial_compression": IMAGE_SIZE // GRID, "shift_factor": 0.0,
        },
        "vae_encoder/config.json": {
            "_class_name": "StickerEncoder", "latent_channels": CHANNELS, "in_channels": 3, **picture,
        },
        "tokenizer/tokenizer.json": tokenizer_json(tokenizer),
        "tokenizer/tokenizer_config.json": {
            "tokenizer_class": "BertTokenizerFast", "do_lower_case": True, "model_max_length": TOKENS,
            **{f"{name[1:-1].lower()}_token": name for name in SPECIAL},
        },
    }


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--out", type=Path, required=True, help="model folder to write")
    options = arguments.parse_args()
    work = Workspace(options.data)
    tokenizer, text_encoder, transformer = load_denoiser(work)
    encoder, decoder = load_autoencoder(work)
    ids = torch.tensor([tokenizer("a red apple"), tokenizer("a smiling cat with glasses")])
    latents = torch.randn(2, CHANNELS, GRID, GRID, generator=torch.Generator().manual_seed(0))
    text, times = text_encoder(ids), torch.tensor([500.0, 900.0])
    conditioned = {"sample": latents, "timestep": times, "encoder_hidden_states": text}
    write_network(options.out / "text_encoder", text_encoder, {"input_ids": ids}, "last_hidden_state")
    write_network(options.out / "transformer", transformer, conditioned, "out_sample")
    write_network(options.out / "vae_decoder", Clamped(decoder), {"latent_sample": latents}, "sample")
    pictures = torch.rand(2, 3, IMAGE_SIZE, IMAGE_SIZE) * 2 - 1
    write_network(options.out / "vae_encoder", encoder, {"sample": pictures}, "latent_sample")
    for name, value in configurations(tokenizer).items():
        path = options.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value, indent=1, ensure_ascii=False), encoding="utf-8")
    (options.out / "tokenizer/vocab.txt").write_text("\n".join(tokenizer.vocabulary) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
