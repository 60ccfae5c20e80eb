"""Policy files are read, overridden key by key, or refused with the line of the fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from enricher.errors import NotFoundError
from enricher.policies.severity import Severity
from tests.enricher.policies.writing import SHIPPED, load, write_list, write_policy

WHOLE = """# what it is for
id: long-term
title: A long term
severity: medium
scope: Party:present
condition: |
  // five years are enough
  longer(fields.Term, "5 years")
message: "{Term} is long."
examples:
  - fields: {Term: 7 years, Percent: 7.5%}
    expect: finding
  - fields:
      Money: [USD 5, 10]
      Date: 2020-01-31
    expect: none
"""


def problems(folder: Path, content: str, name: str = "long-term.yaml") -> list[str]:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(content, encoding="utf-8")
    return [str(one).removeprefix(f"{folder}/") for one in load(folder).problems]


def test_policy_is_read_with_its_examples_as_written(tmp_path: Path) -> None:
    assert problems(tmp_path, WHOLE) == []
    policy = load(tmp_path)["long-term"]
    assert policy.severity is Severity.MEDIUM
    assert policy.condition.categories == ("Term",)
    assert [one.line for one in policy.examples] == [11, 13]
    assert policy.examples[1].fields == {"Money": ("USD 5", "10"), "Date": ("2020-01-31",)}
    assert policy.examples[0].shown == "Term 7 years, Percent 7.5%"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"5 years")', '"5 yaers")', "8: condition: column 23: '5 yaers' is not a duration"),
        ("fields.Term,", "fields.Trem,", "8: condition: column 17: there is no category 'Trem'"),
        ("medium", "grave", "4: severity: Input should be 'critical', 'high', 'medium' or 'low'"),
        ("scope:", "scoop:", "5: there is no key 'scoop', do you mean 'scope'? there are: id,"),
        ("scope:", "color:", "5: there is no key 'color'; there are: id, title"),
        ("fields: {Term", "feilds: {Term", "11: there is no key 'feilds', do you mean 'fields'?"),
        (
            "Party:present",
            "Partei:present",
            '5: scope: query "Partei:present": there is no category',
        ),
        (
            "scope: Party:present",
            'scope: Money:">=1m USD"',
            '5: scope: query "Money:">=1m USD"": >= cannot be part of a value; write Money:USD1000000..',
        ),
        ("{Term} is", "{Trem} is", "9: message: there is no category 'Trem'"),
        ("{Term: 7", "{Trem: 7", "11: examples: fields has no 'Trem'"),
        ('"5 years")', '"5 years") = true', "8: condition: column 34: write == to compare"),
        ("expect: none", "expect: nothing", "16: examples.1.expect: Input should be"),
        ("expect: none", "expect: stopped", "16: examples: `stopped` cannot be expected"),
        ("    expect: none", "", "13: expect: is missing in examples"),
        (
            "id: long-term",
            "id: short-term",
            "2: id is 'short-term' in a file called long-term.yaml",
        ),
        ("id:", "title: x\nid:", '4: it is not YAML: found duplicate key "title"'),
        ("examples:", "examples: [", "11: it is not YAML"),
        (
            "title: A long",
            "title:A long",
            "4: it is not YAML: could not find expected ':'; write a space after title:",
        ),
        ("scope: Party", "\tscope: Party", "5: it is not YAML: "),
    ],
)
def test_fault_is_told_with_its_line(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert WHOLE.count(old) == 1
    (told,) = problems(tmp_path, WHOLE.replace(old, new))
    assert told.startswith(f"long-term.yaml:{expected}")


def test_all_that_is_wrong_is_told_at_once_each_with_its_line(tmp_path: Path) -> None:
    content = (
        WHOLE.replace("title:", "tittle:")
        .replace("medium", "grave")
        .replace("Party:present", "Partei:present")
        .replace('longer(fields.Term, "5 years")', 'fields.Term == "5 years" && fields.Trem')
        .replace("{Term} is", "{Trem} is")
        .replace("{Term: 7", "{Trem: 7")
        .replace("expect: none", "expect: nothing")
    )
    told = problems(tmp_path, content)
    assert [one.removeprefix("long-term.yaml:")[:29] for one in told] == [
        "1: title: is missing",
        "3: there is no key 'tittle', ",
        "4: severity: Input should be ",
        '5: scope: query "Partei:prese',
        "8: condition: column 38: ther",
        "9: message: there is no categ",
        "11: examples: fields has no '",
        "16: examples.1.expect: Input ",
    ]
    own = tmp_path / "own"
    own.mkdir()
    (own / "long-term.yaml").write_text("severity: [\n")
    told_of = [Path(one.file).parent.name for one in load(own, tmp_path).problems]
    assert told_of == ["own"]


@pytest.mark.parametrize(
    "written",
    [
        "condition: !missing(fields.Term)",
        "condition: ! missing(fields.Term)",
        "condition: !(missing(fields.Term) && true)",
        'condition: !on_list(fields.Jurisdiction, "laws")',
        "condition: 'Acme' in fields.Party",
        "message: {Term} is long",
        "message: {Term}",
        "message: Long: {Term}",
        "message: *see* the term",
        "message: &see the term",
        "message: @home",
    ],
)
def test_text_that_yaml_reads_otherwise_is_told_with_its_quotes(
    tmp_path: Path, written: str
) -> None:
    write_list(tmp_path, "laws.txt", "Delaware\n")
    key, _, text = written.partition(": ")
    quoted = f"{key}: '" + text.replace("'", "''") + "'"
    others = {"condition": "condition: missing(fields.Term)", "message": "message: It is so."}
    lines = ["severity: grave", "title: A policy", *others.values(), ""]
    at = lines.index(others[key])
    lines[at] = written
    told = problems(tmp_path, "\n".join(lines))
    # What else is wrong is told, too, and nothing that is not.
    assert [one.split(":")[1] for one in told] == ["1", f"{at + 1}"]
    assert told[1].startswith(f"long-term.yaml:{at + 1}: {key}: ")
    assert told[1].endswith(quoted)
    lines[0], lines[at] = "severity: low", quoted
    assert problems(tmp_path, "\n".join(lines)) == []


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", ":1: it has no keys"),
        ("- a\n", ":1: it has no keys"),
        ("a: " + "[" * 5000, ": it is nested too deeply"),
        ("\0", ": it is not YAML"),
        ("#" * 64_001, ": it has 64,001 bytes; at most 64,000 are allowed"),
        (
            WHOLE.replace("7 years", "&a [*a]"),
            ":11: examples.0.fields.Term.0: Input should be a valid",
        ),
        (WHOLE.replace("// five", "// " + "x" * 4_000), ":7: condition: column 3: it has 4,0"),
        (
            WHOLE.replace("longer(", "(" * 31 + "longer("),
            ":8: condition: column 33: brackets go more",
        ),
    ],
    ids=["empty", "list", "deep", "binary", "huge", "alias", "long", "brackets"],
)
def test_hostile_file_is_refused(tmp_path: Path, content: str, expected: str) -> None:
    (told,) = problems(tmp_path, content)
    assert told.startswith(f"long-term.yaml{expected}")


def test_condition_on_one_line_is_told_by_its_column(tmp_path: Path) -> None:
    content = WHOLE.replace(
        '|\n  // five years are enough\n  longer(fields.Term, "5 years")', "fields.Trem"
    )
    (told,) = problems(tmp_path, content)
    assert told.startswith("long-term.yaml:6: condition: column 19: there is no")


def test_condition_that_is_folded_is_told_by_its_own_column(tmp_path: Path) -> None:
    content = WHOLE.replace("condition: |", "condition: >").replace(
        "  // five years are enough\n", "  true &&\n"
    )
    (told,) = problems(tmp_path, content.replace("fields.Term,", "fields.Trem,"))
    assert told.startswith("long-term.yaml:6: condition: column 23 of the condition: there is no")


def test_file_of_another_name_is_told(tmp_path: Path) -> None:
    (told,) = problems(tmp_path, WHOLE, "long-term.yml")
    assert told == "long-term.yml: it is not read; rename it to long-term.yaml"
    (told,) = problems(tmp_path / "other", WHOLE.replace("long-term", "Long"), "Long.yaml")
    assert "lower-case letters, digits and hyphens" in told


def test_own_file_changes_a_shipped_policy_key_by_key(tmp_path: Path) -> None:
    (tmp_path / "ended.yaml").write_text("enabled: false\n")
    (tmp_path / "term-too-long.yaml").write_text("severity: critical\n")
    shipped, policies = load(SHIPPED), load(tmp_path, SHIPPED)
    assert policies.problems == ()
    assert not policies["ended"].enabled
    assert policies["ended"] not in policies.enabled
    assert policies["ended"].title == shipped["ended"].title
    assert policies["term-too-long"].severity is Severity.CRITICAL
    assert policies.digest(policies["ended"]) != shipped.digest(shipped["ended"])
    (tmp_path / "ended.yaml").write_text("enabled: false\nseverity: grave\n")
    (problem,) = load(tmp_path, SHIPPED).problems
    assert (problem.file, problem.line) == (str(tmp_path / "ended.yaml"), 2)


def test_digest_changes_with_the_list_that_a_policy_asks(tmp_path: Path) -> None:
    write_policy(tmp_path, "watched", 'fields.Party.exists(p, on_list(p, "names"))')
    digests = set()
    for content in ("", "Acme Inc.\n", "# only a remark\nACME, INC.\n", "Globex\n"):
        write_list(tmp_path, "names.txt", content)
        policies = load(tmp_path)
        digests.add(policies.digest(policies["watched"]))
    assert len(digests) == 3


def test_policies_whose_answer_a_day_changes_are_known(tmp_path: Path) -> None:
    write_policy(tmp_path, "by-day", "days_until(fields.EffectiveDate) < 5")
    scoped = write_policy(tmp_path, "by-scope", "missing(fields.Term)")
    scoped.write_text(scoped.read_text() + "scope: EffectiveDate:..today\n")
    write_policy(tmp_path, "always", "missing(fields.Term)")
    by_day = [one.id for one in load(tmp_path).enabled if one.is_day_dependent]
    assert by_day == ["by-day", "by-scope"]


def test_policies_that_stored_facts_will_not_do_for_are_known(tmp_path: Path) -> None:
    write_policy(tmp_path, "entities", "entities.size() > 3")
    write_policy(tmp_path, "money", 'fields.Money.exists(m, m.currency == "USD")')
    write_policy(tmp_path, "any-money", "missing(fields.Money)")
    write_policy(tmp_path, "parties", "fields.Party.size() > 3")
    assert [one.id for one in load(tmp_path).enabled if one.needs_text] == ["entities", "money"]


def test_unknown_policy_is_told_with_those_there_are(tmp_path: Path) -> None:
    write_policy(tmp_path, "always", "true")
    with pytest.raises(NotFoundError, match="no policy 'never'; there are: always"):
        load(tmp_path)["never"]
