"""The vocabulary (whole words, and characters for the rest) and the BERT-style WordPiece tokenizer over it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Sequence

from sticker.concepts import Concept, load_concepts, words
from sticker.paths import Workspace, parser
from sticker.words import GRAMMAR

TOKENS = 16
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
PAD, UNKNOWN, START, END = range(4)
CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
ENDINGS = ("s", "es", "ies", "ing", "ed", "er", "ly", "y")


def build_vocabulary(concepts: Sequence[Concept]) -> list[str]:
    """Special tokens, pieces, then every word of names, keywords and captions, the frequent ones first."""
    count: Counter[str] = Counter()
    for concept in concepts:
        for word in concept.name_words:
            count[word] += 3
        for keyword in concept.keywords:
            count.update(keyword.split())
    for word in GRAMMAR:
        count[word] += 5
    pieces = [*CHARACTERS, *(f"##{piece}" for piece in (*CHARACTERS, *ENDINGS))]
    result = list(dict.fromkeys([*SPECIAL, *pieces]))
    known = set(result)
    return result + [word for word, _ in sorted(count.items(), key=lambda entry: (-entry[1], entry[0])) if word not in known]


class Tokenizer:
    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.vocabulary = list(vocabulary)
        self._ids = {word: index for index, word in enumerate(vocabulary)}

    def pieces(self, word: str) -> list[int]:
        """The longest known piece, again and again."""
        if word in self._ids:
            return [self._ids[word]]
        result: list[int] = []
        start = 0
        while start < len(word):
            prefix = "##" if start else ""
            lengths = range(len(word), start, -1)
            stop = next((end for end in lengths if prefix + word[start:end] in self._ids), None)
            if stop is None:
                return [UNKNOWN]
            result.append(self._ids[prefix + word[start:stop]])
            start = stop
        return result

    def __call__(self, text: str) -> list[int]:
        ids = [START] + [piece for word in words(text) for piece in self.pieces(word)]
        ids = [*ids[: TOKENS - 1], END]
        return ids + [PAD] * (TOKENS - len(ids))


def load_tokenizer(path: Path) -> Tokenizer:
    return Tokenizer(path.read_text(encoding="utf-8").splitlines())


def main() -> None:
    work = Workspace(parser(__doc__).parse_args().data)
    vocabulary = build_vocabulary(load_concepts(work.concepts))
    work.vocabulary.write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    print(f"{len(vocabulary)} entries")


if __name__ == "__main__":
    main()
