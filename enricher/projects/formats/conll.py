"""CoNLL: a token on each line, its tag in the last of two to four columns, between them a tab or blanks.

    # newdoc id = 01.txt
    # text = "Dated 6/29/2018"
    Dated	O
    6	B-Date
    /	I-Date

`-DOCSTART-` begins a document too. The text is that of the comment, where there is one, else the
tokens with blanks between and a line for each sentence. Written is IOB2 with a tab; tokens end where
labels do, and blanks in a category become `_`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from enricher.errors import LabelError
from enricher.ledger.labels import LabeledDocument
from enricher.projects.formats import notes
from enricher.projects.formats.conll_lines import Block, read_blocks
from enricher.projects.formats.conll_tags import stretches
from enricher.projects.formats.contents import read_content
from enricher.projects.formats.gathering import Draft, DraftLabel, Gathering
from enricher.projects.formats.label_set import LabelSet, Texts
from enricher.projects.formats.limits import named, refuse_overlaps
from enricher.projects.formats.names import short_names
from enricher.projects.formats.problems import Place, Problems
from enricher.text.offsets import Unit

_WORD = re.compile(r"(?:\w[\u0300-\u036f]*)+|\S")


def read(path: Path, texts: Texts | None, unit: Unit | None = None) -> LabelSet:
    """Read a CoNLL file.

    Raises:
        LabelError: something in it is wrong.
    """
    problems = Problems(path)
    file = read_blocks(read_content(path, problems), problems)
    project = notes.read_note(notes.ProjectNote, file.project, problems, Place(1))
    sentences = [sentence for block in file.blocks for sentence in block.sentences]
    found = iter(stretches([[token.tag for token in one] for one in sentences], problems))
    gathering = Gathering(problems, project.categories)
    digits = len(str(len(file.blocks)))
    for number, block in enumerate(file.blocks, start=1):
        starts = _align(block, problems)
        labels = []
        for sentence, own in zip(block.sentences, starts, strict=True):
            for first, end, category, line in next(found):
                last = end - 1
                labels.append(
                    DraftLabel(
                        own[first],
                        own[last] + len(sentence[last].text),
                        project.names.get(category, category),
                        Place(line),
                    )
                )
        place = Place(block.line)
        gathering.add(
            Draft(
                name=block.name or f"{path.stem}-{number:0{digits}}",
                text=block.text or "",
                labels=labels,
                place=place,
                note=notes.read_note(notes.DocumentNote, block.note, problems, place),
            )
        )
    return gathering.label_set(project)


def _align(block: Block, problems: Problems) -> list[list[int]]:
    """Where the tokens of each sentence begin in the text, which is made up if there is none."""
    if block.text is None:
        return _join(block)
    at = 0
    starts = []
    for sentence in block.sentences:
        own = []
        for token in sentence:
            while at < len(block.text) and block.text[at].isspace():
                at += 1
            if not block.text.startswith(token.text, at):
                problems.add(
                    f"{token.text!r} is not what comes next in the `# text` of line {block.text_line}:"
                    f" {block.text[at : at + 20]!r}",
                    Place(token.tag.line),
                )
                return [[0] * len(one) for one in block.sentences]
            own.append(at)
            at += len(token.text)
        starts.append(own)
    return starts


def _join(block: Block) -> list[list[int]]:
    at = 0
    starts = []
    for sentence in block.sentences:
        own = []
        for token in sentence:
            own.append(at)
            at += len(token.text) + 1
        starts.append(own)
    block.text = "\n".join(
        " ".join(token.text for token in sentence) for sentence in block.sentences
    )
    return starts


def render(labels: LabelSet) -> str:
    """The file.

    Raises:
        LabelError: labels overlap, or have no character but white space.
    """
    short = short_names(labels.categories, re.compile(r"\s"))
    lines = []
    if note := notes.project_note(labels, {key: name for name, key in short.items()}):
        lines.append(f"# {notes.KEY} project = {notes.dump(note)}")
    for document in labels.documents:
        lines.extend(_render_document(document, labels, short))
        lines.append("")
    return "\n".join(lines)


def _render_document(
    document: LabeledDocument, labels: LabelSet, short: dict[str, str]
) -> Iterator[str]:
    refuse_overlaps(document, "CoNLL")
    text = document.text
    plain = document.name.isprintable() and document.name == document.name.strip()
    plain = plain and not document.name.startswith('"')
    yield f"# newdoc id = {document.name if plain else notes.dump(document.name)}"
    yield f"# text = {notes.dump(text)}"
    for label in document.labels:
        if text[label.start : label.end].isspace():
            raise LabelError(
                f"{document.name}: {named(label)} is white space alone, which CoNLL cannot hold"
            )
    exact = notes.exact_spans(
        document, lambda label: not (text[label.start].isspace() or text[label.end - 1].isspace())
    )
    extras = dict(labels.extras.get(document.name, {}))
    aside = labels.aside.get(document.name, ())
    if note := notes.document_note(document, aside, name=None, extras=extras, exact=exact):
        yield f"# {notes.KEY} = {notes.dump(note)}"
    before: tuple[int, int] | None = None
    for start, end, tag in _tokens(document, short):
        if before and not tag.startswith("I-") and "\n" in text[before[1] : start]:
            yield ""
        yield f"{text[start:end]}\t{tag}"
        before = start, end
    yield ""


def _tokens(document: LabeledDocument, short: dict[str, str]) -> Iterator[tuple[int, int, str]]:
    """Start, end and tag of each token: words and marks, cut where labels begin and end."""
    text = document.text
    at = 0
    for label in document.labels:
        yield from ((*match, "O") for match in _words(text, at, label.start))
        prefix = "B"
        for start, end in _words(text, label.start, label.end):
            yield start, end, f"{prefix}-{short[label.category]}"
            prefix = "I"
        at = label.end
    yield from ((*match, "O") for match in _words(text, at, len(text)))


def _words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _WORD.finditer(text, start, end))
