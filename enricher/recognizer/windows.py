"""Texts of any length become tokens, tokens become overlapping windows, and their logits one array.

    text -> Tokens (ids, words, features) -> Window, Window, ... -> model -> logits per word

A word is what the tokenizer splits a text into before it cuts pieces (for BERT: runs of letters
and digits, and single punctuation marks). Tags belong to words, so an entity never ends inside of
one. A word's logits are those of its first piece.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from enricher.documents.boxes import WordBoxes
from enricher.recognizer.layout import Layout, layout_of

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float32]
BoolArray = NDArray[np.bool_]
Inputs = Mapping[str, IntArray]
"""What a model may be given of a window, by `INPUTS`: each [1, tokens]; and by `LAYOUT_INPUTS`."""

CHUNK_CHARACTERS = 16_384  # tokenized at a time: bounds the memory that the tokenizer takes
MAX_CHUNK_CHARACTERS = 65_536  # a text without a blank for so long is cut in the middle of a word
MAX_CUT_CHARACTERS = 1000  # how far the end of a budget is moved back to spare a word
COLUMN_BLANKS = 3  # in a line, that set columns apart, as in a block of two signatures

# The backbone may be uncased, and no tokenizer keeps line ends; the shape of a word gives both
# back. It is `letters * len(GAPS) + gap`.
LETTERS = ("none", "lower", "capitalized", "upper", "mixed", "digits")
GAPS = ("none", "blank", "line", "paragraph")
SHAPES = len(LETTERS) * len(GAPS)

# A window does not show where in its document it stands, and a name in the first lines means
# another thing than in the middle. Token t from an end has the distance 1 + log2(t / 32 + 1).
PLACES = 12
NEAR_TOKENS = 32

INPUTS = ("ids", "shapes", "from_start", "from_end")


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as the model reads it, without special tokens.

    Attributes:
        ids: [tokens], in the tokenizer's vocabulary.
        shapes: [tokens], each below `SHAPES`; that of the word a token belongs to.
        from_start: [tokens], each in [1, PLACES); how far the start of the text is.
        from_end: [tokens], likewise.
        first: [words], the token with which each word begins.
        starts: [words], characters of the text.
        ends: [words], characters of the text; neither end of a word is a blank.
        parted: [words], whether a word begins another column than the word before it.
        apart: [words], whether a word begins another column or another line.
        layout: where they stand, for models that are told so.
    """

    ids: IntArray
    shapes: IntArray
    from_start: IntArray
    from_end: IntArray
    first: IntArray
    starts: IntArray
    ends: IntArray
    parted: BoolArray
    apart: BoolArray
    layout: Layout | None = None

    def laid_out(self, boxes: WordBoxes | None) -> Tokens:
        """The same for a model that is told where words stand; nowhere without boxes."""
        layout = layout_of(self.starts, self.ends, self.first, len(self.ids), boxes)
        return replace(self, layout=layout)


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens `[start, end)` go through the model, the logits of `[keep_start, keep_end)` are kept."""

    start: int
    end: int
    keep_start: int
    keep_end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """How a model reads texts.

    Attributes:
        window_tokens: at a time, special tokens included.
        overlap_tokens: what neighbouring windows share at least.
        before: special tokens in front of each window.
        after: special tokens behind each window.
    """

    window_tokens: int
    overlap_tokens: int
    before: tuple[int, ...]
    after: tuple[int, ...]


def tokenize(text: str, tokenizer: Tokenizer) -> Tokens:
    """Tokenize a text in chunks that end before a blank.

    No tokenizer in use joins what a blank separates, so the seams do not show, except in a text
    without any blank for `MAX_CHUNK_CHARACTERS`, where a word is cut.

    Args:
        text: of any length.
        tokenizer: one that `open_tokenizer` has prepared.
    """
    ids: list[IntArray] = []
    firsts: list[IntArray] = []
    starts: list[IntArray] = []
    ends: list[IntArray] = []
    count = 0
    for begin, end in chunks(text):
        encoding = tokenizer.encode(text[begin:end], add_special_tokens=False)
        if not encoding.ids:
            continue
        words = np.array(encoding.word_ids, dtype=np.int64)
        offsets = np.array(encoding.offsets, dtype=np.int64)
        first = np.flatnonzero(np.diff(words, prepend=-1))
        last = np.append(first[1:], len(words)) - 1
        ids.append(np.array(encoding.ids, dtype=np.int64))
        firsts.append(first + count)
        starts.append(offsets[first, 0] + begin)
        ends.append(offsets[last, 1] + begin)
        count += len(words)
    if not ids:
        empty = np.zeros(0, dtype=np.int64)
        nowhere = empty.astype(bool)
        return Tokens(empty, empty, empty, empty, empty, empty, empty, nowhere, nowhere)
    first = np.concatenate(firsts)
    start, end_ = _trim(text, np.concatenate(starts), np.concatenate(ends))
    word_shapes = _shapes(text, start, end_)
    lengths = np.diff(first, append=count)
    parted = _parted(text, start, end_)
    places = _places(count)
    return Tokens(
        ids=np.concatenate(ids),
        shapes=np.repeat(word_shapes, lengths),
        from_start=places,
        from_end=places[::-1],
        first=first,
        starts=start,
        ends=end_,
        parted=parted,
        apart=parted | (word_shapes % len(GAPS) >= GAPS.index("line")),
    )


def readable_end(text: str, max_characters: int) -> int:
    """How much of a text a budget lets be read: up to the last blank, so that no word is cut."""
    if len(text) <= max_characters:
        return len(text)
    end = max_characters
    while end > max(0, max_characters - MAX_CUT_CHARACTERS) and not text[end].isspace():
        end -= 1
    return end if end > 0 and text[end].isspace() else max_characters


def chunks(text: str) -> Iterator[tuple[int, int]]:
    """Cut a text before blanks into stretches of about `CHUNK_CHARACTERS`."""
    begin = 0
    while begin < len(text):
        end = begin + CHUNK_CHARACTERS
        limit = begin + MAX_CHUNK_CHARACTERS
        while end < min(limit, len(text)) and not text[end].isspace():
            end += 1
        yield begin, min(end, len(text))
        begin = end


def plan_windows(tokens: int, window_tokens: int, overlap_tokens: int) -> Iterator[Window]:
    """Cover `tokens` tokens with windows; each token is kept where it has the most context.

    Two neighbours share at least `overlap_tokens`, and the middle of what they share parts what
    is kept of each. The last window is moved back so that it is full.
    """
    if not 0 <= overlap_tokens < window_tokens:
        raise ValueError(f"windows of {window_tokens} tokens cannot overlap by {overlap_tokens}")
    start = keep_start = 0
    while tokens:
        end = min(start + window_tokens, tokens)
        if end == tokens:
            yield Window(start, end, keep_start, end)
            return
        following = min(end - overlap_tokens, max(tokens - window_tokens, start + 1))
        keep_end = (following + end) // 2
        yield Window(start, end, keep_start, keep_end)
        start, keep_start = following, keep_end


def read_windows(
    tokens: Tokens, reading: Reading, width: int, run: Callable[[Inputs], FloatArray]
) -> FloatArray:
    """Run a model over all windows of a text, one unpadded window at a time.

    Args:
        tokens: the text.
        reading: how the model wants it.
        width: how many logits the model gives a token.
        run: gives the logits [1, tokens, width] of a window.

    Returns:
        [words, width].
    """
    before, after = len(reading.before), len(reading.after)
    kept = np.zeros((len(tokens.ids), width), dtype=np.float32)
    inner = reading.window_tokens - before - after
    for window in plan_windows(len(tokens.ids), inner, reading.overlap_tokens):
        logits = run(window_inputs(tokens, window.start, window.end, reading))[0]
        offset = before - window.start
        kept[window.keep_start : window.keep_end] = logits[
            window.keep_start + offset : window.keep_end + offset
        ]
    words: FloatArray = kept[tokens.first]
    return words


def window_inputs(tokens: Tokens, start: int, end: int, reading: Reading) -> Inputs:
    """What a model is given of the tokens `[start, end)`; special tokens have no features."""
    part = slice(start, end)
    around = (len(reading.before), len(reading.after))
    ids = np.concatenate((reading.before, tokens.ids[part], reading.after)).astype(np.int64)
    features = {
        name: np.pad(feature[part], around)
        for name, feature in (
            ("shapes", tokens.shapes),
            ("from_start", tokens.from_start),
            ("from_end", tokens.from_end),
        )
    }
    told = {} if tokens.layout is None else tokens.layout.window(start, end, *around)
    return {name: array[np.newaxis] for name, array in {"ids": ids, **features, **told}.items()}


def open_tokenizer(serialized: str) -> Tokenizer:
    """Prepare a `tokenizer.json` for reading documents of any length and content."""
    tokenizer: Tokenizer = Tokenizer.from_str(serialized)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    # Without this a document that contains "[SEP]" would be read as if it ended there.
    tokenizer.encode_special_tokens = True
    return tokenizer


def special_tokens(tokenizer: Tokenizer) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The ids that the tokenizer puts before and after a text."""
    encoding = tokenizer.encode("a", add_special_tokens=True)
    mask = encoding.special_tokens_mask
    inner = mask.index(0)
    after = len(mask) - mask[::-1].index(0)
    return tuple(encoding.ids[:inner]), tuple(encoding.ids[after:])


def _trim(text: str, starts: IntArray, ends: IntArray) -> tuple[IntArray, IntArray]:
    """Move word ends off blanks, and behind combining marks that the tokenizer dropped.

    Byte-level tokenizers count the blank before a word as its own; uncased ones strip accents, and
    with them the marks that follow a letter.
    """
    start_list, end_list = starts.tolist(), ends.tolist()
    plain = text.isascii()
    for word, (start, end) in enumerate(zip(start_list, end_list, strict=True)):
        while start < end - 1 and text[start].isspace():
            start += 1
        while end > start + 1 and text[end - 1].isspace():
            end -= 1
        if not plain:
            while end < len(text) and unicodedata.combining(text[end]):
                end += 1
        start_list[word], end_list[word] = start, end
    return np.array(start_list, dtype=np.int64), np.array(end_list, dtype=np.int64)


def _shapes(text: str, starts: IntArray, ends: IntArray) -> IntArray:
    shapes: list[int] = []
    before = 0
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        gap = _gap(text[before:start]) if start > before else (2 if not before else 0)
        shapes.append(_letters(text[start:end]) * len(GAPS) + gap)
        before = end
    return np.array(shapes, dtype=np.int64)


def _places(count: int) -> IntArray:
    """The distances of `count` tokens from the first of them."""
    steps = np.log2(np.arange(count) / NEAR_TOKENS + 1).astype(np.int64) + 1
    return np.minimum(steps, PLACES - 1)


def _parted(text: str, starts: IntArray, ends: IntArray) -> BoolArray:
    """Where columns begin: behind a tab, or `COLUMN_BLANKS` and more, in the middle of a line."""
    parted = np.zeros(len(starts), dtype=bool)
    for word in (np.flatnonzero(starts[1:] - ends[:-1]) + 1).tolist():
        blank = text[ends[word - 1] : starts[word]]
        if "\t" in blank or len(blank) >= COLUMN_BLANKS:
            parted[word] = "\n" not in blank and "\r" not in blank
    return parted


@lru_cache(maxsize=65_536)
def _letters(word: str) -> int:
    if word.isalpha():
        if word.islower():
            return 1
        if word.isupper():
            return 2 if len(word) == 1 else 3
        return 2 if word[0].isupper() and word[1:].islower() else 4
    if word.isdigit():
        return 5
    return 4 if any(character.isalnum() for character in word) else 0


@lru_cache(maxsize=4096)
def _gap(blank: str) -> int:
    lines = blank.count("\n") or blank.count("\r")
    return min(lines, 2) + 1 if lines else 1
