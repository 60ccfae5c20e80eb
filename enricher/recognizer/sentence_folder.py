"""A folder in the layout of sentence-transformers: how a model makes one vector of a text.

    modules.json                            which modules, one behind the other
    sentence_bert_config.json               how many tokens it reads
    config_sentence_transformers.json       what stands before a question and before a passage
    tokenizer.json, onnx/model*.onnx        the encoder
    1_Pooling/config.json                   how states become one vector
    2_Dense/, 3_Normalize/                  what is done with it

Source: sentence-transformers 2 to 6, `modules.json` and the `load` of each module.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
from pydantic import BaseModel, TypeAdapter, ValidationError
from safetensors import SafetensorError
from safetensors.numpy import load_file

from enricher.errors import ModelError
from enricher.files.content import hash_file
from enricher.recognizer.windows import FloatArray

MODULES_FILE = "modules.json"
PROMPTS_FILE = "config_sentence_transformers.json"
LIMITS_FILES = ("sentence_bert_config.json", "tokenizer_config.json", "config.json")
TOKENIZER_FILE = "tokenizer.json"
ONNX_FOLDER = "onnx"
INT8_FILE = "model_int8.onnx"
_MODELS = (INT8_FILE, "model_quantized.onnx", "model.onnx")
"""Which is taken where there are several: the smaller one first, and the same one on every machine."""
_TORCH_WEIGHTS = ("*.safetensors", "pytorch_model*.bin")

_MOST_TOKENS = 1_000_000  # tokenizers write a greater number where they know of no limit
_LEAST = 1e-6  # stands for a length of zero
_READING = "2"  # a change of how texts are read makes other vectors of the same folder

_Read = TypeVar("_Read")


class _Module(BaseModel):
    path: str
    type: str


class _Prompts(BaseModel):
    prompts: dict[str, str | None] = {}
    default_prompt_name: str | None = None


class _Limits(BaseModel):
    max_seq_length: int | None = None
    do_lower_case: bool = False


class _TokenizerLimits(BaseModel):
    model_max_length: float | None = None


class _ModelLimits(BaseModel):
    max_position_embeddings: int | None = None


class _DenseSettings(BaseModel):
    in_features: int
    out_features: int
    bias: bool = True
    activation_function: str = "torch.nn.modules.activation.Tanh"
    module_input_name: str = "sentence_embedding"
    module_output_name: str | None = None
    use_residual: bool = False


def _cls(states: FloatArray) -> FloatArray:
    first: FloatArray = states[0]
    return first


def _max(states: FloatArray) -> FloatArray:
    greatest: FloatArray = states.max(axis=0)
    return greatest


def _mean(states: FloatArray) -> FloatArray:
    mean: FloatArray = states.mean(axis=0)
    return mean


def _mean_by_root(states: FloatArray) -> FloatArray:
    root: FloatArray = states.sum(axis=0) / np.float32(np.sqrt(len(states)))
    return root


def _last(states: FloatArray) -> FloatArray:
    last: FloatArray = states[-1]
    return last


_POOLINGS: Mapping[str, Callable[[FloatArray], FloatArray]] = {
    "cls": _cls,
    "max": _max,
    "mean": _mean,
    "mean_sqrt_len_tokens": _mean_by_root,
    "lasttoken": _last,
}
"""In the order in which a folder that says several puts them one behind the other."""
_FLAGS = {
    "cls": "pooling_mode_cls_token",
    "max": "pooling_mode_max_tokens",
    "mean": "pooling_mode_mean_tokens",
    "mean_sqrt_len_tokens": "pooling_mode_mean_sqrt_len_tokens",
    "weightedmean": "pooling_mode_weightedmean_tokens",
    "lasttoken": "pooling_mode_lasttoken",
}


def _relu(vector: FloatArray) -> FloatArray:
    return np.maximum(vector, 0)


def _same(vector: FloatArray) -> FloatArray:
    return vector


_ACTIVATIONS: Mapping[str, Callable[[FloatArray], FloatArray]] = {
    "Tanh": np.tanh,
    "ReLU": _relu,
    "Identity": _same,
}


@dataclass(frozen=True, slots=True)
class Pooling:
    """How the states of a text become one vector.

    Attributes:
        modes: the vectors of several stand one behind the other.
        dimensions: of the states that it is for.
        has_prompt: whether the words before a text count, too.
    """

    modes: tuple[str, ...]
    dimensions: int
    has_prompt: bool = True

    def pool(self, states: FloatArray) -> FloatArray:
        """[tokens, dimensions] -> [modes * dimensions]."""
        return np.concatenate([_POOLINGS[mode](states) for mode in self.modes])


@dataclass(frozen=True, slots=True, eq=False)
class Dense:
    """A linear layer and what follows it.

    Attributes:
        weights: [out, in].
        bias: [out].
    """

    weights: FloatArray
    bias: FloatArray
    activation: str

    def apply(self, vector: FloatArray) -> FloatArray:
        return _ACTIVATIONS[self.activation](self.weights @ vector + self.bias)


class Normalization(NamedTuple):
    """Makes a vector one of unit length."""

    def apply(self, vector: FloatArray) -> FloatArray:
        return unit(vector)


def unit(vector: FloatArray) -> FloatArray:
    scaled: FloatArray = vector / max(float(np.linalg.norm(vector)), _LEAST)
    return scaled


@dataclass(frozen=True, slots=True, eq=False)
class SentenceFolder:
    """A folder as it was read; see `open_sentence_folder`.

    Attributes:
        name: of all that its vectors of passages depend on: what they are kept under.
        model: the file that ONNX Runtime runs.
        window_tokens: at a time, special tokens included.
        is_lowercase: whether texts are put in lower case first.
        passage_prompt: what stands before a passage, as `passage: `; likewise `question_prompt`.
    """

    path: Path
    name: str
    model: Path
    tokenizer: Path
    window_tokens: int
    is_lowercase: bool
    passage_prompt: str
    question_prompt: str
    pooling: Pooling
    steps: tuple[Dense | Normalization, ...]

    @property
    def dimensions(self) -> int:
        """Of a vector."""
        pooled = len(self.pooling.modes) * self.pooling.dimensions
        return next(
            (len(one.bias) for one in reversed(self.steps) if isinstance(one, Dense)), pooled
        )

    def vector(self, states: FloatArray) -> FloatArray:
        """What a model makes of the states [tokens, dimensions] of a text."""
        vector = self.pooling.pool(states)
        for step in self.steps:
            vector = step.apply(vector)
        return vector


def open_sentence_folder(path: Path) -> SentenceFolder:
    """Read how a folder makes vectors; the model itself is loaded by `SentenceEncoder`.

    Raises:
        ModelError: something is missing or damaged, or of a kind that is not supported here.
    """
    (_, encoder), (_, pools), *others = _modules(path)
    prompts = _prompts(path)
    pooling = _pooling(pools)
    steps = tuple(_step(kind, folder) for kind, folder in others)
    window_tokens, is_lowercase = _limits(encoder)
    model = _model(path, encoder)
    tokenizer = encoder / TOKENIZER_FILE
    if not tokenizer.is_file():
        raise ModelError(f"{encoder} has no {TOKENIZER_FILE}; {_remedy(path)}")
    passage_prompt = _prompt(prompts, ("document", "passage", "corpus"))
    parts = (
        _READING,
        repr((pooling, window_tokens, is_lowercase, passage_prompt)),
        *map(_print_of, steps),
        *(_digest(one) for one in (tokenizer, *_files_of(model))),
    )
    return SentenceFolder(
        path=path,
        name=hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16],
        model=model,
        tokenizer=tokenizer,
        window_tokens=window_tokens,
        is_lowercase=is_lowercase,
        passage_prompt=passage_prompt,
        question_prompt=_prompt(prompts, ("query",)),
        pooling=pooling,
        steps=steps,
    )


def transformer_folder(path: Path) -> Path:
    """Where the encoder itself lies in a folder; raises as `open_sentence_folder` does."""
    return _modules(path)[0][1]


def _modules(path: Path) -> list[tuple[str, Path]]:
    """The kinds of the modules and their folders: a transformer, its pooling, and what follows."""
    if not path.is_dir():
        raise ModelError(f"there is no folder {path}")
    if not (path / MODULES_FILE).is_file():
        raise ModelError(f"{path} is no folder of sentence-transformers: it has no {MODULES_FILE}")
    modules = _read(path / MODULES_FILE, TypeAdapter(list[_Module]).validate_json)
    found = [(one.type.rpartition(".")[2], path / one.path) for one in modules]
    kinds = [kind for kind, _ in found]
    if kinds[:2] != ["Transformer", "Pooling"]:
        raise ModelError(
            f"{path} begins with {', '.join(kinds[:2]) or 'no module'}: supported is Transformer, then"
            " Pooling"
        )
    return found


def _read(path: Path, parse: Callable[[bytes], _Read]) -> _Read:
    try:
        return parse(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise ModelError(f"{path} cannot be read: {error}") from error


def _prompts(path: Path) -> _Prompts:
    file = path / PROMPTS_FILE
    return _read(file, _Prompts.model_validate_json) if file.is_file() else _Prompts()


def _prompt(prompts: _Prompts, names: Sequence[str]) -> str:
    """What sentence-transformers puts before a text: by the first name it knows, else by default."""
    for name in (*names, prompts.default_prompt_name or ""):
        if prompt := prompts.prompts.get(name):
            return prompt
    return ""


def _limits(encoder: Path) -> tuple[int, bool]:
    """How many tokens the model reads at a time, and whether in lower case."""

    def read(name: str, kind: type[_Known]) -> _Known:
        file = encoder / name
        return _read(file, kind.model_validate_json) if file.is_file() else kind()

    own = read(LIMITS_FILES[0], _Limits)
    known = (
        read(LIMITS_FILES[1], _TokenizerLimits).model_max_length,
        read(LIMITS_FILES[2], _ModelLimits).max_position_embeddings,
    )
    limits = [int(one) for one in known if one and 0 < one < _MOST_TOKENS]
    tokens = own.max_seq_length or min(limits, default=0)
    if tokens <= 0:
        raise ModelError(
            f"{encoder} does not say how many tokens the model reads: max_seq_length in {LIMITS_FILES[0]}"
        )
    return tokens, own.do_lower_case


_Known = TypeVar("_Known", _Limits, _TokenizerLimits, _ModelLimits)


def _pooling(folder: Path) -> Pooling:
    settings: dict[str, Any] = _read(
        folder / "config.json", TypeAdapter(dict[str, Any]).validate_json
    )
    given = settings.get("pooling_mode")
    if given is None:
        given = [mode for mode, flag in _FLAGS.items() if settings.get(flag)] or ["mean"]
    modes = tuple(map(str, given if isinstance(given, list) else [given]))
    if unknown := set(modes) - set(_POOLINGS):
        raise ModelError(
            f"{folder} pools by {', '.join(sorted(unknown))}, which is not supported; supported are"
            f" {', '.join(_POOLINGS)}"
        )
    dimensions = settings.get("embedding_dimension") or settings.get("word_embedding_dimension")
    if not isinstance(dimensions, int):
        raise ModelError(f"{folder / 'config.json'} does not say word_embedding_dimension")
    return Pooling(modes, dimensions, settings.get("include_prompt") is not False)


def _step(kind: str, folder: Path) -> Dense | Normalization:
    if kind == "Normalize":
        return Normalization()
    if kind != "Dense":
        raise ModelError(f"{folder} is a module {kind}: supported are Dense and Normalize")
    settings = _read(folder / "config.json", _DenseSettings.model_validate_json)
    activation = settings.activation_function.rpartition(".")[2]
    names = (settings.module_input_name, settings.module_output_name or settings.module_input_name)
    if (
        activation not in _ACTIVATIONS
        or settings.use_residual
        or set(names) != {"sentence_embedding"}
    ):
        raise ModelError(
            f"{folder} is a Dense module of a kind that is not supported: supported are"
            f" {', '.join(_ACTIVATIONS)} of the vector of a text, without residual connection"
        )
    try:
        weights = load_file(folder / "model.safetensors")
        matrix = weights["linear.weight"].astype(np.float32)
        none = np.zeros(settings.out_features, np.float32)
        bias = weights["linear.bias"].astype(np.float32) if settings.bias else none
    except (OSError, SafetensorError, KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"{folder / 'model.safetensors'} cannot be read: {error}; {_remedy(folder.parent)}"
        ) from error
    if (*matrix.shape, *bias.shape) != (
        settings.out_features,
        settings.in_features,
        settings.out_features,
    ):
        raise ModelError(f"{folder / 'model.safetensors'} does not fit its config.json")
    return Dense(matrix, bias, activation)


def _print_of(step: Dense | Normalization) -> str:
    if isinstance(step, Normalization):
        return "unit"
    content = step.weights.tobytes() + step.bias.tobytes()
    return f"{step.activation} {hashlib.sha256(content).hexdigest()}"


def _model(path: Path, encoder: Path) -> Path:
    """The file of the encoder."""
    for folder in (encoder / ONNX_FOLDER, encoder):
        found = sorted(folder.glob("*.onnx"))
        if len(found) == 1:
            return found[0]
        for name in _MODELS:
            if folder / name in found:
                return folder / name
        if found:
            raise ModelError(
                f"{folder} holds {', '.join(one.name for one in found)}: keep the one you mean, or"
                f" name it {_MODELS[-1]}"
            )
    if any(any(encoder.glob(pattern)) for pattern in _TORCH_WEIGHTS):
        raise ModelError(f"{path} has weights for torch and none for ONNX Runtime; {_remedy(path)}")
    raise ModelError(f"{path} has no {ONNX_FOLDER}/model.onnx")


def _remedy(path: Path) -> str:
    return f"`enricher convert-encoder {path} DIR` writes a complete folder"


def _files_of(model: Path) -> Iterator[Path]:
    """A model, and what lies beside it because it is too large for one file."""
    yield model
    for one in sorted(model.parent.glob(f"{model.name}?*")):
        if one.is_file():
            yield one


def _digest(path: Path) -> str:
    try:
        return hash_file(path)[0]
    except OSError as error:
        raise ModelError(f"{path} cannot be read: {error}") from error
