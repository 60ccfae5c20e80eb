"""What belongs together is shown on both: over HTTP, on the page and at the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from enricher.__main__ import cli
from enricher.wiring.home import Home, open_home
from enricher.wiring.search import search
from tests.enricher.api.clients import connect
from tests.enricher.here import ingest
from tests.enricher.homes import make_home, write_texts

BETWEEN = "between Orion Labs Inc. and Vega LLC"
BODY = "\n".join(
    f"{number}. The supplier does in week {number * 7} what task {number * number} of this contract asks for."
    for number in range(1, 90)
)
TEXTS = {
    "master": f"MASTER SERVICES AGREEMENT\n\nThis Agreement is made as of March 1, 2015 {BETWEEN}.\n{BODY}",
    "signed": f"MASTER SERVICES AGREEMENT\n\nThis Agreement is made as of March 1, 2015 {BETWEEN}.\n{BODY}\n"
    "By: /s/ Ada Miller",
    "amendment": f"AMENDMENT NO. 2\n\nThis Amendment No. 2, as of June 1, 2019, {BETWEEN} amends the Master Services"
    " Agreement dated as of March 1, 2015.",
    "lost": f"AMENDMENT NO. 1\n\nThis Amendment, as of June 1, 2019, {BETWEEN} amends the Supply Agreement dated as of"
    " May 1, 2016.",
    "alone": "Memo to Orion Labs Inc.",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    folder = tmp_path_factory.mktemp("families")
    documents = write_texts(folder / "documents", TEXTS)
    with open_home(make_home(folder / "home")) as home:
        ingest(home, documents)
        yield home


@pytest.fixture(scope="module")
def client(home: Home) -> Iterator[TestClient]:
    with connect(home) as client:
        yield client


def id_of(home: Home, name: str) -> str:
    (found,) = [
        one.id for one in search(home).page(size=50).hits if one.paths[0].endswith(f"/{name}.txt")
    ]
    return found


def found(home: Home, query: str) -> list[str]:
    return sorted(Path(one.paths[0]).stem for one in search(home).page(query).hits)


def test_search_finds_what_belongs_to_another(home: Home) -> None:
    assert found(home, "amends:present") == ["amendment"]
    assert found(home, "amended_by:present") == ["signed"]
    assert found(home, "near_copy:present") == ["master", "signed"]
    assert found(home, f"amends:{id_of(home, 'signed')}") == ["amendment"]
    assert found(home, "-amends:present -near_copy:present") == ["alone", "lost"]


def test_document_has_its_family(home: Home, client: TestClient) -> None:
    signed = client.get(f"/api/documents/{id_of(home, 'signed')}").json()["family"]
    amendment = client.get(f"/api/documents/{id_of(home, 'amendment')}").json()["family"]
    assert signed["reference"] is None
    assert signed["amended_by"] == [
        {"id": id_of(home, "amendment"), "title": "amendment.txt", "kind": "amends", "stage": None}
    ]
    (copy,) = signed["near_copies"]
    assert (copy["title"], copy["stage"], signed["stage"]) == ("master.txt", None, "signed")
    assert 0.9 <= copy["likeness"] < 1
    assert amendment["reference"] == {
        "kind": "amends",
        "title": "Master Services Agreement",
        "days": ["2015-03-01"],
    }
    assert [one["title"] for one in amendment["amends"]] == ["MASTER SERVICES AGREEMENT"]
    alone = client.get(f"/api/documents/{id_of(home, 'alone')}").json()["family"]
    assert not any(alone.values())


def test_page_leads_to_relatives(home: Home, client: TestClient) -> None:
    page = client.get(f"/documents/{id_of(home, 'amendment')}").text
    link = f'<a href="/documents/{id_of(home, "signed")}">MASTER SERVICES AGREEMENT</a>'
    assert f"<dt>Amends</dt><dd><div>{link}" in page
    page = client.get(f"/documents/{id_of(home, 'signed')}").text
    assert "<dt>Amended by</dt>" in page
    assert "<dt>Nearly the same as</dt>" in page
    page = client.get(f"/documents/{id_of(home, 'lost')}").text
    assert "Supply Agreement of 2016-05-01" in page
    assert "not found among these documents" in page
    assert 'aria-label="Family"' not in client.get(f"/documents/{id_of(home, 'alone')}").text


def test_command_shows_relatives(home: Home) -> None:
    def show(name: str) -> str:
        done = CliRunner().invoke(cli, ["--home", str(home.path), "show", id_of(home, name)])
        assert done.exit_code == 0
        return done.output

    assert f"  Amends: MASTER SERVICES AGREEMENT  {id_of(home, 'signed')}\n" in show("amendment")
    assert "  Amends: Supply Agreement of 2016-05-01  not found among these documents\n" in show(
        "lost"
    )
    assert f"  Amended by: amendment.txt  {id_of(home, 'amendment')}\n" in show("signed")
    assert (
        f"  Nearly the same as: signed.txt  {id_of(home, 'signed')} 99 % or more, that is signed\n"
        in show("master")
    )
    assert f"{id_of(home, 'master')} 99 % or more, this is signed\n" in show("signed")
