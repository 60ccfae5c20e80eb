"""Learn what search knows: `python -m training.search --cuad FOLDER`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import click
import numpy as np
import torch

from enricher.models.registry import Registry
from enricher.models.search_model import (
    RERANKER_FILE,
    SHIPPED_SEARCH,
    TOPICS_FILE,
    VECTORS_FILE,
    write_search_model,
)
from enricher.recognizer.bundle import open_bundle
from enricher.recognizer.reranker import PairReader, write_head
from enricher.recognizer.vectors import read_space, write_space
from enricher.recognizer.windows import FloatArray
from enricher.search.language.topic_model import write_topics
from training.search.lessons import (
    Contract,
    asked_lessons,
    read_contracts,
    read_wordings,
    worded_lessons,
)
from training.search.maps import Material, fit_maps
from training.search.measures import Found, likeness, measure
from training.search.pairs import WordRank, choose_lessons, read_pairs
from training.search.reranker import calibrate, fit_head
from training.search.states import LAYERS, Encoder, Teacher, choose, read_questions, teach
from training.search.topics import fit_topics, topic_lessons

_CONTRACTS = 150


@click.command()
@click.option(
    "--cuad",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="Folder with labels.jsonl and texts/ of CUAD.",
)
@click.option(
    "--work",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("search-training"),
    show_default=True,
    help="Where what was read is kept; a second run goes on from there.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=SHIPPED_SEARCH,
    help="Folder of what is learned.  [default: enricher/shipped/search]",
)
@click.option(
    "--measured",
    is_flag=True,
    help="Hold out a fifth of the contracts, print how well their passages are found, and write nothing.",
)
def main(cuad: Path, work: Path, out: Path, measured: bool) -> None:
    """Learn the vectors, the reranker and the topics of search, on the encoder that ships.

    Takes about an hour of one core, most of it for reading.
    """
    torch.set_num_threads(1)
    model = Registry(Path()).shipped_model("contracts")
    if model is None:
        raise click.ClickException("enricher is installed without its model")
    bundle = open_bundle(model)
    encoder, teacher = Encoder(bundle), cache(Teacher)
    everything = {one.id: one for one in read_contracts(cuad)}
    chosen = [everything[name] for name in choose(cuad, list(everything), _CONTRACTS)]
    wordings = read_wordings()
    written = asked_lessons(everything)
    taught = teach(chosen, work, encoder, teacher)
    click.echo(f"{len(taught)} contracts read, {len(written)} questions were written for passages")

    of_chosen = [one for one in written if one.contract in taught]
    worded = worded_lessons(chosen, wordings, 2, 1)
    learned = [one for one in (*of_chosen, *worded) if not one.is_held_out]
    if measured:
        learned = [one for one in learned if everything[one.contract].fold]
    topical = topic_lessons(wordings, written)
    questions = read_questions(
        [*(one.question for one in (*written, *worded)), *(one.text for one in topical)],
        work,
        encoder,
    )
    asked = list(dict.fromkeys(one.question for one in of_chosen if one in learned))
    material = Material(
        {one: taught[one] for one in sorted({lesson.contract for lesson in learned})},
        learned,
        questions,
        dict(zip(asked, teacher().vectors(asked), strict=True)),
    )
    vectors = write_space(LAYERS, *fit_maps(material))
    space = read_space(vectors, bundle.encoder)
    rows = {
        name: space.passage.vectors(one.means).astype(np.float32) for name, one in taught.items()
    }

    def row(question: str) -> FloatArray:
        (vector,) = space.question.vectors(questions[question][np.newaxis])
        found: FloatArray = vector.astype(np.float32)
        return found

    if measured:
        for name, some in (
            ("written", of_chosen),
            ("worded", [w for w in worded if w.is_held_out]),
        ):
            held_out = [one for one in some if not everything[one.contract].fold]
            by_words = measure(
                held_out, cache(lambda one: WordRank(everything[one.contract]).scores(one.question))
            )
            _print(f"{name}, by words", by_words)
            of = {one.question: row(one.question) for one in held_out}
            _print(f"{name}, by vectors", measure(held_out, likeness(rows, of)))
        return

    def like(question: str, contract: Contract) -> FloatArray:
        known = rows.get(contract.id)
        if known is None:
            return WordRank(contract).scores(question)
        found: FloatArray = known @ row(question)
        return found

    read = read_pairs(
        choose_lessons(written, worded_lessons(list(everything.values()), wordings, 1, 3)),
        everything,
        like,
        PairReader(bundle),
        work / "pairs",
    )
    kept = len(read) * 4 // 5
    head = calibrate(fit_head(read[:kept]), read[kept:])
    known = [one for one in topical if not one.is_held_out]
    topics = fit_topics(
        np.stack([questions[one.text] for one in known]), [one.category for one in known]
    )
    write_search_model(
        out,
        bundle.encoder,
        {
            VECTORS_FILE: vectors,
            RERANKER_FILE: write_head(head),
            TOPICS_FILE: write_topics(topics.categories, topics.weights, topics.bias),
        },
    )
    click.echo(f"wrote {out}")


def _print(name: str, found: Found) -> None:
    click.echo(
        f"{name}: reciprocal rank {found.reciprocal:.3f}, among five {found.among_five:.3f}"
        f" of {found.lessons}"
    )


if __name__ == "__main__":
    main()
