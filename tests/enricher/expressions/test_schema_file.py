from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from enricher.errors import SettingsError
from enricher.expressions.schema_file import load_schema, read_schema
from enricher.projects.project import refuse_unreadable
from enricher.projects.schema_text import add_categories, replace_categories
from enricher.schema.entries import write_schema
from tests.clocks import processor_at_most


def test_file_that_changed_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "schema.toml"
    path.write_text('[categories.Mail]\ntype = "identifier"\ndetectors = ["email"]\n')
    first = load_schema(path)
    assert load_schema(path) is first
    path.write_text('[categories.Post]\ntype = "identifier"\ndetectors = ["email"]\n')
    assert load_schema(path).names == ("Post",)
    path.write_bytes(b"\xff")
    with pytest.raises(SettingsError, match=r"^/.*schema\.toml is not TOML"):
        load_schema(path)
    with pytest.raises(SettingsError, match=r"^the schema is not TOML"):
        read_schema(b"x = [", "the schema")
    path.unlink()
    with pytest.raises(SettingsError, match="cannot be read"):
        load_schema(path)


def test_labels_of_a_category_may_be_kept_apart_and_the_file_keeps_what_people_wrote(
    tmp_path: Path,
) -> None:
    path = tmp_path / "schema.toml"
    path.write_text(
        '[categories.Who]\ntype = "party"\nlearned = true\noverlaps = false  # of a person\n\n'
        '[categories.Mail]\ntype = "identifier"\ndetectors = ["email"]\noverlaps = true\n'
    )
    schema = load_schema(path)
    assert [schema.may_overlap(one) for one in ("Who", "Mail", "Unknown")] == [False, True, True]
    assert write_schema(schema)["categories"]["Who"]["overlaps"] is False
    assert "overlaps" not in write_schema(schema)["categories"]["Mail"]
    assert replace_categories(path.read_text(), schema.categories) == path.read_text()
    free = [replace(one, overlaps=True) for one in schema.categories]
    assert replace_categories(path.read_text(), free).count("overlaps") == 1
    apart = [replace(one, overlaps=False) for one in schema.categories]
    assert replace_categories(path.read_text(), apart).count("overlaps = false") == 2


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ('words = ["{}"]', r"x:3: categories\.X\.words\.0: String should have at most 1000"),
        ("patterns = ['{}']", r"x:3: categories\.X\.patterns\.0: String should have at most 10000"),
        ('words = ["a"]\ndescription = "{}"', r"x:4: categories\.X\.description: String"),
    ],
)
def test_text_of_a_schema_is_bounded(key: str, message: str) -> None:
    """The automaton for a word of 100,000 characters took half a minute."""
    text = '[categories.X]\ntype = "text"\n' + key.format("a" * 100_000)
    with pytest.raises(SettingsError, match=message):
        read_schema(text.encode(), "x")


def test_schema_of_megabytes_is_refused() -> None:
    with pytest.raises(SettingsError, match="x has more than 2 MB"):
        read_schema(b"#" * 2_000_001, "x")
    many = "".join(f'[categories.C{n}]\ntype = "text"\nwords = ["a"]\n' for n in range(1_001))
    with pytest.raises(SettingsError, match="more than 1,000 categories"):
        read_schema(many.encode(), "x")


def test_largest_schema_takes_processor_seconds_and_no_more() -> None:
    """Took minutes where each category looked through the whole file for its line."""
    words = ", ".join(f'"word {n}"' for n in range(30))
    text = "".join(f'[categories.C{n}]\ntype = "text"\nwords = [{words}]\n' for n in range(1_000))
    long = ", ".join(f'"{"a" * 990}{n}"' for n in range(1_500))
    with processor_at_most(20):  # it takes one
        for one in (text, f'[categories.X]\ntype = "text"\nwords = [{long}]\n'):
            refuse_unreadable(read_schema(one.encode(), "x"))


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ('type = "text"\nchoices = ["a", "b"]', "only the type choice"),
        ('type = "choice"\ncardinality = "one"\nchoices = ["a"]', "two or more different choices"),
        (
            'type = "choice"\ncardinality = "one"\nchoices = ["a", "A"]',
            "two or more different choices",
        ),
        ('type = "choice"\nchoices = ["a", "b"]', 'cardinality = "one"'),
        ('type = "choice"\ncardinality = "one"\nlearned = true', "nothing else that finds it"),
        ('type = "choice"\ncardinality = "one"', "nothing finds it"),
    ],
)
def test_choices_that_make_no_sense_are_refused(entry: str, reason: str) -> None:
    with pytest.raises(SettingsError, match=reason):
        read_schema(f"[categories.Kind]\n{entry}\n".encode(), "schema.toml")


def test_choices_are_read_and_written() -> None:
    text = '[categories.Kind]\ntype = "choice"\ncardinality = "one"\nchoices = ["lease", " bank statement "]\n'
    schema = read_schema(text.encode(), "schema.toml")
    assert schema["Kind"].choices == ("lease", "bank statement")
    assert write_schema(schema)["categories"]["Kind"]["choices"] == ["lease", "bank statement"]


def test_passages_are_learned_and_a_document_may_have_several() -> None:
    entry = 'type = "passage"\nlearned = true\n'
    text = f'[categories.Cap]\n{entry}[categories.Party]\ntype = "party"\nlearned = true\n'
    text += '[categories.Notes]\ntype = "passage"\npatterns = ["Note:.*"]\n'
    schema = read_schema(text.encode(), "schema.toml")
    assert schema.passages == ("Cap",)
    assert schema.learned == ("Cap", "Party")
    with pytest.raises(SettingsError, match=r"schema.toml:4: .*several passages"):
        read_schema(f'[categories.Cap]\n{entry}cardinality = "one"\n'.encode(), "schema.toml")


CAP = '[categories.Cap]\ntype = "passage"\nlearned = true\n'


def test_rules_that_look_inside_of_passages_are_read_and_written() -> None:
    entry = '[categories.Amount]\ntype = "money"\ndetectors = ["money"]\nwithin = "Cap"\n'
    schema = read_schema((CAP + entry).encode(), "schema.toml")
    assert [one.name for one in schema.inside] == ["Amount"]
    assert write_schema(schema)["categories"]["Amount"]["within"] == "Cap"
    assert read_schema(add_categories(CAP, schema.inside).encode(), "schema.toml") == schema


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ('type = "money"\nlearned = true\nwithin = "Cap"', "remove learned"),
        ('type = "money"\nderived = "fields.Cap"\nwithin = "Cap"', "set one of them"),
        ('type = "money"\ndetectors = ["money"]\nwithin = "Cup"', "'Cup' is none; there are: Cap"),
        ('type = "money"\ndetectors = ["money"]\nwithin = "Amount"', "there are: Cap"),
        ('type = "passage"\npatterns = ["x"]\nwithin = "Amount"', "there are: Cap"),
    ],
)
def test_rules_that_look_inside_of_what_is_no_passage_are_refused(entry: str, reason: str) -> None:
    with pytest.raises(SettingsError, match=rf"schema.toml:\d: category Amount: .*{reason}"):
        read_schema(f"{CAP}[categories.Amount]\n{entry}\n".encode(), "schema.toml")


def test_detector_that_does_not_exist_is_refused_inside_of_passages_too() -> None:
    entry = '[categories.Amount]\ntype = "money"\ndetectors = ["gold"]\nwithin = "Cap"\n'
    with pytest.raises(SettingsError, match="no detector 'gold'"):
        refuse_unreadable(read_schema((CAP + entry).encode(), "schema.toml"))
