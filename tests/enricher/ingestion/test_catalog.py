from __future__ import annotations

import pytest

from enricher.api.bodies import to_json
from enricher.api.bodies.documents import document_body
from enricher.errors import InputError, NotFoundError
from enricher.wiring.catalog import catalog
from enricher.wiring.home import Home
from enricher.wiring.search import search
from tests.enricher.homes import NDA, IngestedHome


def test_document_is_shown_by_the_start_of_its_id(ingested_home: Home) -> None:
    (hit,) = search(ingested_home).page("Jurisdiction:Delaware").hits
    document = catalog(ingested_home).show(hit.id[:10])
    assert document.id == hit.id
    assert document.state == "indexed"
    shown = to_json(document_body(document, with_text=True), exclude_unset=True)
    assert shown["text"] == NDA
    assert shown["fields"]["EffectiveDate"] == ["2014-05-20"]
    assert [one["sha256"] for one in shown["versions"]] == [document.sha256]
    assert "text" not in to_json(document_body(document), exclude_unset=True)


def test_failed_document_is_shown_with_its_reason(
    ingested: IngestedHome, ingested_home: Home
) -> None:
    (account,) = ingested_home.ledger.accounts.failed()
    document = catalog(ingested_home).show(account.id)
    assert document.state == "failed"
    assert document.paths == (str(ingested.documents / "broken.pdf"),)
    assert document_body(document).error
    assert document.next_step


def test_member_names_what_holds_it(ingested_home: Home) -> None:
    (hit,) = search(ingested_home).page("annex", where=["media_type=text/plain"]).hits
    member = catalog(ingested_home).show(hit.id)
    (parent,) = member.parents
    assert catalog(ingested_home).show(parent).members == (hit.id,)
    assert member.paths[0].endswith("annexes.zip!/inner/annex.txt")


def test_unknown_and_ambiguous_ids_are_refused(ingested_home: Home) -> None:
    with pytest.raises(NotFoundError):
        catalog(ingested_home).complete("zzz")
    with pytest.raises(NotFoundError):
        catalog(ingested_home).complete("")
    first = {hit.id[0] for hit in search(ingested_home).page().hits}
    shared = [
        one for one in "0123456789abcdef" if len(ingested_home.ledger.accounts.ids_from(one)) > 1
    ]
    assert first
    for one in shared:
        with pytest.raises(InputError, match="start with"):
            catalog(ingested_home).complete(one)
