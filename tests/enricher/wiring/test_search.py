"""What searches load, and when."""

from __future__ import annotations

from enricher.wiring.home import open_home
from enricher.wiring.search import hybrid_search
from tests.enricher.homes import IngestedHome


def test_documents_like_another_one_load_nothing_that_reads_passages_again(
    ingested: IngestedHome,
) -> None:
    with open_home(ingested.home) as home:
        search = hybrid_search(home)
        (hit, *_) = search.hits("Vega", "words")
        assert search.similar(hit.id)
        assert "_reranker" not in vars(home)
        assert search.find("who lends the principal sum to Vega").page.hits
        assert "_reranker" in vars(home)
