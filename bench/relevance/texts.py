"""The texts that are asked: contracts of CUAD as they were published, non-disclosure agreements as Tika reads them."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from pathlib import Path

from bench.documents import make_older
from connectors.tika.embedded import EmbeddedTika

ROOT = Path(__file__).parents[2]
CUAD, NDA = "cuad", "nda"
UNSEEN = ROOT / "training" / "experiments" / "cuad_unseen.txt"
"""The contracts that the shipped model has never seen."""


def data_folder() -> Path | None:
    """Where the documents lie, if all do."""
    data = Path(os.environ.get("ENRICHER_TEST_DATA", ROOT.parent / "shared" / "data"))
    needed = (data / CUAD / "labels.jsonl", data / NDA / "expected.jsonl")
    return data if all(path.is_file() for path in needed) else None


def read_unseen() -> set[str]:
    return {f"{CUAD}/{line}" for line in UNSEEN.read_text(encoding="utf-8").split()}


def write_texts(data: Path, folder: Path, names: Collection[str] | None = None) -> None:
    """Put documents into a folder as texts, `SET/NAME.txt`, those that are there already left alone.

    Args:
        names: those that are wanted, each as its set and its name; None means all.
    """
    tika = EmbeddedTika(ocr=False)
    contracts = sorted((data / CUAD / "texts").glob("*.txt"))
    secrets = sorted((data / NDA / "documents").glob("*.pdf"))
    for name, path in (
        (f"{of}/{path.stem}", path)
        for of, some in ((CUAD, contracts), (NDA, secrets))
        for path in some
    ):
        target = folder / f"{name}.txt"
        if target.exists() or (names is not None and name not in names):
            continue
        is_text = path.suffix == ".txt"
        content = path.read_bytes() if is_text else tika.read(path, path.name).text.encode("utf-8")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        make_older(target)


def read_texts(folder: Path) -> Mapping[str, str]:
    """The texts by set and name; as bytes, since text mode would turn CR LF into LF."""
    return {
        name_of(path): path.read_bytes().decode("utf-8") for path in sorted(folder.rglob("*.txt"))
    }


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"
