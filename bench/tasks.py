"""What is measured in a process of its own: `python -m bench.tasks NAME ARGUMENT…`.

The last line that a task prints is JSON: its answer and what the process used until then.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import psutil

from bench.measuring import peak_bytes
from bench.nearest import ask_vectors, fill_vectors
from enricher.documents.boxes import WordBoxes
from enricher.enrichment.parts import Recognizer
from enricher.entities import Recognition
from enricher.ledger.accounts import CONTRACTS
from enricher.ledger.routes import read_routes


def ingest_folder(home: str, folder: str) -> dict[str, Any]:
    """What `enricher ingest FOLDER` does, with the seconds until the index agreed."""
    from enricher.api.bodies import to_json
    from enricher.api.bodies.ingestion import StatusBody
    from enricher.wiring.home import open_home
    from enricher.wiring.ingestion import folders

    started = time.perf_counter()
    with open_home(Path(home)) as opened:
        status = folders(opened).ingest([Path(folder)])
    return {"seconds": time.perf_counter() - started, **to_json(status, StatusBody)}


def read_plainly(home: str, folder: str, stride: str) -> dict[str, Any]:
    """The loop that a user would write: Tika, transformers, tantivy, one file after the other.

    Args:
        home: gets the index; the model lies beside it, in `transformers`.
        folder: with the documents.
        stride: tokens that neighbouring windows share.
    """
    import tantivy
    from iscc_tika import Extractor
    from transformers import pipeline

    model = str(Path(home).parent / "transformers")
    extractor = Extractor().set_extract_string_max_length(10_000_000)
    recognizer = pipeline(
        "token-classification", model=model, aggregation_strategy="simple", stride=int(stride)
    )
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("path", stored=True, tokenizer_name="raw")
    builder.add_text_field("text", stored=True)
    builder.add_text_field("entities", stored=True, tokenizer_name="raw")
    place = Path(home)
    place.mkdir(parents=True)
    index = tantivy.Index(builder.build(), str(place))
    writer = index.writer()
    count = 0
    for path in sorted(Path(folder).rglob("*")):
        if not path.is_file():
            continue
        text, _ = extractor.extract_file_to_string(str(path))
        document = tantivy.Document(path=str(path), text=text)
        for entity in recognizer(text) if text.strip() else ():
            document.add_text("entities", f"{entity['entity_group']}={entity['word']}")
        writer.add_document(document)
        count += 1
    writer.commit()
    writer.wait_merging_threads()
    return {"indexed": count}


class _Timed:
    """A recognizer that counts its CPU seconds."""

    def __init__(self, recognizer: Recognizer) -> None:
        self.seconds = 0.0
        self._recognizer = recognizer

    def recognize(
        self, text: str, max_characters: int, boxes: WordBoxes | None = None
    ) -> Recognition:
        started = time.process_time()
        recognition = self._recognizer.recognize(text, max_characters, boxes)
        self.seconds += time.process_time() - started
        return recognition


def read_in_stages(home: str, folder: str, served: str = CONTRACTS) -> dict[str, Any]:
    """The CPU seconds of each stage of reading, one document after the other in one process."""
    from enricher.documents import SourceFile
    from enricher.documents.records import to_record
    from enricher.enrichment.pipeline import enrich_text
    from enricher.settings import load_settings
    from enricher.wiring.readers import build_reader

    reader = build_reader(Path(home), load_settings(Path(home)))
    parts = reader.parts(read_routes(served))
    timed = [_Timed(one.recognizer) for one in parts.models]
    models = tuple(
        replace(one, recognizer=recognizer)
        for one, recognizer in zip(parts.models, timed, strict=True)
    )
    parts = replace(parts, models=models)
    seconds: dict[str, float] = defaultdict(float)

    def clocked(stage: str, act: Callable[[], Any]) -> Any:
        started = time.process_time()
        result = act()
        seconds[stage] += time.process_time() - started
        return result

    paths = sorted(path for path in Path(folder).rglob("*") if path.is_file())
    for path in paths:
        source = SourceFile(path, path.stat().st_size, path.stat().st_mtime_ns, "0" * 64)
        texts = clocked("extract", partial(parts.extractor.extract, source))
        for text in texts:
            found = clocked("normalize", partial(enrich_text, text, parts))
            clocked("pack for the ledger", partial(to_record, found))
    seconds["recognize"] = sum(one.seconds for one in timed)
    seconds["normalize"] -= seconds["recognize"]
    return {"documents": len(paths), "seconds": dict(seconds)}


def learn(name: str, data: str) -> dict[str, Any]:
    """One of `bench.learners` on a file with `train`, `test` and `categories`."""
    from bench.learners import LEARNERS, from_record

    given = json.loads(Path(data).read_text(encoding="utf-8"))
    train, test = ([from_record(one) for one in given[part]] for part in ("train", "test"))
    learned = LEARNERS[name](train, test, given["categories"])
    return {"seconds": learned.seconds, "found": learned.found}


def audit_home(home: str, day: str) -> dict[str, Any]:
    """What `enricher audit run` does on a day."""
    from enricher.api.bodies import to_json
    from enricher.api.bodies.findings import AuditRunBody
    from enricher.wiring import audit
    from enricher.wiring.home import open_home

    with open_home(Path(home)) as opened:
        done = audit.audit_home(opened, datetime.fromisoformat(f"{day}T12:00:00+00:00"))
    audited: dict[str, Any] = to_json(done, AuditRunBody)
    return audited


def read_statement(file: str, depth: str) -> dict[str, Any]:
    """What becomes of a PDF: its text alone, or its tables as well, as `enricher extract` reads them."""
    from connectors.files.page_tables import PageTableReader
    from connectors.files.pdf_words import read_words
    from connectors.layout.statements.reader import StatementReader
    from connectors.tika.embedded import EmbeddedTika
    from enricher.documents.proofs import balanced

    readers = [StatementReader()] if depth == "tables" else []
    reader = PageTableReader(EmbeddedTika(ocr=False), readers, read_words)
    reading = reader.read(Path(file), Path(file).name)
    return {
        "pages": len(reading.pages),
        "rows": sum(len(table.rows) for table in reading.tables),
        "balanced": all(balanced(table) for table in reading.tables),
    }


TASKS: dict[str, Callable[..., dict[str, Any]]] = {
    "ingest": ingest_folder,
    "plain": read_plainly,
    "stages": read_in_stages,
    "learn": learn,
    "audit": audit_home,
    "statement": read_statement,
    "fill_vectors": fill_vectors,
    "ask_vectors": ask_vectors,
}


def main() -> None:
    name, *arguments = sys.argv[1:]
    answer = TASKS[name](*arguments)
    own = resource.getrusage(resource.RUSAGE_SELF)
    others = resource.getrusage(resource.RUSAGE_CHILDREN)  # those that have ended: all of them
    answer["main_cpu_seconds"] = own.ru_utime + own.ru_stime
    answer["workers_cpu_seconds"] = others.ru_utime + others.ru_stime
    answer["main_bytes"] = peak_bytes(psutil.Process())
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
