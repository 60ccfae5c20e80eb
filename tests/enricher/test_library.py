from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import enricher
from enricher.errors import NotFoundError
from tests.enricher.homes import NDA, IngestedHome, environment


def test_three_lines_lead_from_a_path_to_its_entities(
    ingested: IngestedHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENRICHER_HOME", str(ingested.home))
    (document,) = enricher.extract(ingested.documents / "nda.txt")
    assert document.fields["EffectiveDate"] == ["2014-05-20"]
    assert {entity.text for entity in document.entities} >= {"Orion Labs Inc.", "Delaware"}
    assert document.text == NDA
    for entity in document.entities:
        assert document.text[entity.span.start : entity.span.end] == entity.text


def test_folders_and_archives_are_opened_and_failures_reported(ingested: IngestedHome) -> None:
    found = list(enricher.extract(str(ingested.documents), home=ingested.home))
    names = [os.path.relpath(one.file, ingested.documents) for one in found]
    assert names == [
        "annexes.zip",
        "annexes.zip!/inner/annex.txt",
        "broken.pdf",
        "loan.txt",
        "memo.txt",
        "nda.txt",
    ]
    assert [bool(one.error) for one in found] == [False, False, True, False, False, False]


def test_text_is_read_as_it_is(ingested: IngestedHome) -> None:
    text = "\ufeff<html>Made as of May 20, 2014\r\n"
    document = enricher.extract_text(text, home=ingested.home)
    assert document.text == text
    assert document.fields == {"EffectiveDate": ["2014-05-20"]}


def test_unknown_project_is_said_at_once(ingested: IngestedHome) -> None:
    with pytest.raises(NotFoundError):
        enricher.extract("a.pdf", project="nothing", home=ingested.home)


def test_importing_the_library_is_light() -> None:
    code = "import sys, enricher; assert not {'pydantic', 'numpy', 'click'} & set(sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], env=environment())
    assert done.returncode == 0


def test_library_makes_no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ENRICHER_HOME", raising=False)
    (document,) = enricher.extract("nothing.pdf")
    assert document.error
    assert list(tmp_path.iterdir()) == []
