"""What people said, kept beside a folder that changes."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enricher.documents.corrections import OF_TABLES, Act, Said
from enricher.enrichment.overlay import GONE
from enricher.entities import Notice
from enricher.errors import NotFoundError
from enricher.text.anchors import Anchor
from tests.connectors.correction_home import SALE, CorrectionHome


@pytest.fixture
def home(tmp_path: Path) -> Iterator[CorrectionHome]:
    home = CorrectionHome(tmp_path / "folder", tmp_path / "home")
    home.write(sale=SALE)
    yield home
    home.database.close()


def test_what_is_said_shows_in_the_index_and_goes_with_its_undo(home: CorrectionHome) -> None:
    before = home.index[home.id_of("sale")]
    assert home.values("sale", "Year") == ["2019"]
    reject = home.say("sale", "2019", "Year", Act.REJECT)
    assert home.values("sale", "Year") == ["2020"]
    tag = home.say("sale", "Vega", "Buyer")
    assert home.values("sale", "Buyer") == ["Vega", "Orion LLC"]
    assert [one.id for one in home.corrections.list()] == [tag.id, reject.id]
    home.undo(reject)
    home.undo(tag)
    assert home.index[home.id_of("sale")] == before
    assert home.read == ["sale"], "nothing was read again"
    last = home.corrections.list(undone=True)[0]
    assert (last.state, last.who, last.undone_by) == ("undone", "ada", "bob")
    with pytest.raises(NotFoundError, match="no correction 2 in force"):
        home.corrections.undo(tag.id, "bob")


def test_families_follow_what_people_say_of_parties(home: CorrectionHome) -> None:
    home.write(
        master="SUPPLY AGREEMENT of March 1, 2015\nSold to Vega LLC and to Orion LLC.",
        change="AMENDMENT NO. 1\nThis Amendment amends the Supply Agreement dated March 1, 2015 to Vega LLC and to"
        " Orion LLC.",
    )
    master = home.id_of("master")

    def masters() -> list[str]:
        return [one.id for one in home.index[home.id_of("change")].family.masters]

    assert masters() == [master]
    reject = home.say("master", "Orion LLC", "Buyer", Act.REJECT)
    assert masters() == []
    assert home.index[master].family.changes == ()
    home.undo(reject)
    assert masters() == [master]
    assert sorted(home.read) == ["change", "master", "sale"], "nothing was read again"


def test_said_twice_it_is_kept_once(home: CorrectionHome) -> None:
    first = home.say("sale", "Vega", "Buyer")
    assert home.say("sale", "Vega", "Buyer").id == first.id
    suppressed = home.suppress("Vega LLC", "Buyer")
    assert home.suppress("Vega LLC", "Buyer").id == suppressed.id


def test_what_was_said_before_another_word_is_said_anew(home: CorrectionHome) -> None:
    first = home.say("sale", "2019", "Year")
    home.say("sale", "2019", "Year", Act.REJECT)
    again = home.say("sale", "2019", "Year")
    assert again.id != first.id
    assert home.values("sale", "Year") == ["2019"]
    none = home.say_none("sale", "Year")
    assert home.say_none("sale", "Year").id == none.id
    assert home.values("sale", "Year") == []
    home.say("sale", "2020", "Year")
    assert home.values("sale", "Year") == ["2020"]
    home.say_none("sale", "Year")
    assert home.values("sale", "Year") == []
    assert home.index[home.id_of("sale")].enriched.warnings == ()


def test_that_there_is_none_holds_for_every_version_until_it_is_taken_back(
    home: CorrectionHome,
) -> None:
    none = home.say_none("sale", "Buyer")
    assert home.values("sale", "Buyer") == []
    assert home.values("sale", "Year") == ["2019"]
    home.write(sale="Sold to Ursa LLC in 2021.")
    assert home.values("sale", "Buyer") == [], "no word of the first version is left"
    assert home.values("sale", "Year") == ["2021"]
    home.remove("sale")
    home.write(sale=f"{SALE} Again.")
    assert home.values("sale", "Buyer") == []
    (kept,) = home.corrections.list()
    assert (kept.id, kept.state, kept.said.anchor.words) == (none.id, "in force", "")
    home.undo(none)
    assert home.values("sale", "Buyer") == ["Vega LLC", "Orion LLC"]


def test_a_new_version_keeps_what_was_said_as_long_as_the_words_stand(home: CorrectionHome) -> None:
    home.say("sale", "Vega", "Buyer")
    home.say("sale", "Orion LLC", "Buyer", Act.REJECT)
    identity = home.id_of("sale")
    home.write(sale=f"Amended.\n\n{SALE}")
    assert home.id_of("sale") == identity
    assert home.values("sale", "Buyer") == ["Vega"]
    home.write(sale="Sold to Ursa LLC in 2021.")
    assert home.values("sale", "Buyer") == ["Ursa LLC"]
    assert home.states() == {"Vega": "lost", "Orion LLC": "lost"}
    assert [one.unmet for one in home.corrections.list()] == [GONE, GONE]
    assert home.index[identity].enriched.warnings == (Notice("corrections_unmet", {"count": 2}),)
    home.write(sale=SALE)
    assert home.values("sale", "Buyer") == ["Vega"]
    assert home.states() == {"Vega": "in force", "Orion LLC": "in force"}


def test_a_copy_that_is_edited_takes_along_what_was_said(home: CorrectionHome) -> None:
    home.say("sale", "Vega", "Buyer")
    shutil.copy(home.folder / "sale", home.folder / "copy")
    home.sweep()
    assert home.id_of("copy") == home.id_of("sale")
    home.write(copy=f"{SALE} And to Lyra LLC.")
    assert home.id_of("copy") != home.id_of("sale")
    assert home.values("copy", "Buyer") == ["Vega", "Orion LLC", "Lyra LLC"]
    assert home.values("sale", "Buyer") == ["Vega", "Orion LLC"]
    last, first = home.corrections.list()
    home.undo(last)
    assert home.values("copy", "Buyer") == ["Vega LLC", "Orion LLC", "Lyra LLC"]
    assert home.values("sale", "Buyer") == ["Vega", "Orion LLC"], f"{first.id} is of the original"


def test_a_path_that_takes_the_content_of_another_document_brings_what_was_said(
    home: CorrectionHome,
) -> None:
    tag = home.say("sale", "Vega", "Buyer")
    home.write(amended=f"Amended. {SALE}")
    assert home.values("amended", "Buyer") == ["Vega LLC", "Orion LLC"]
    home.write(sale=f"Amended. {SALE}")
    assert home.id_of("sale") == home.id_of("amended")
    assert home.values("sale", "Buyer") == ["Vega", "Orion LLC"]
    (kept,) = home.corrections.list()
    assert (kept.id, kept.document) == (tag.id, home.id_of("amended"))


@pytest.mark.parametrize(
    "name", [pytest.param("sale", id="same path"), pytest.param("else", id="another path")]
)
def test_a_document_that_went_and_comes_again_is_as_it_was_corrected(
    home: CorrectionHome, name: str
) -> None:
    home.say("sale", "Vega", "Buyer")
    home.write(other="Something else.")
    home.remove("sale")
    (lost,) = home.corrections.list()
    assert (lost.state, lost.unmet) == ("lost", Notice("document_gone"))
    home.write(**{name: SALE})
    assert home.values(name, "Buyer") == ["Vega", "Orion LLC"]
    assert home.states() == {"Vega": "in force"}


def test_a_new_document_at_the_path_of_one_that_went_is_its_next_version(
    home: CorrectionHome,
) -> None:
    home.say("sale", "Vega", "Buyer")
    home.write(other="Something else.")
    home.remove("sale")
    home.write(sale=f"Amended. {SALE}")
    assert home.values("sale", "Buyer") == ["Vega", "Orion LLC"]


def test_a_moved_file_keeps_what_was_said(home: CorrectionHome) -> None:
    home.say("sale", "Vega", "Buyer")
    (home.folder / "sale").rename(home.folder / "moved")
    home.sweep()
    assert home.values("moved", "Buyer") == ["Vega", "Orion LLC"]
    home.write(other="Something else.")
    home.remove("moved")
    home.write(moved=f"Amended. {SALE}")
    assert home.values("moved", "Buyer") == ["Vega", "Orion LLC"], "the path it had last"


def test_members_are_corrected_like_documents(home: CorrectionHome) -> None:
    home.write(archive=f"zip:{SALE}|Sold to Ursa LLC in 2021.")
    home.say("archive!/m0", "Vega", "Buyer")
    home.write(archive=f"zip:{SALE} Paid.|Sold to Ursa LLC in 2022.")
    assert home.values("archive!/m0", "Buyer") == ["Vega", "Orion LLC"]
    shutil.copy(home.folder / "archive", home.folder / "copy")
    home.sweep()
    home.write(copy=f"zip:Now {SALE}")
    assert home.values("copy!/m0", "Buyer") == ["Vega", "Orion LLC"]
    home.write(archive="zip:")
    assert home.states()["Vega"] == "lost"


def test_a_version_that_cannot_be_read_loses_nothing(home: CorrectionHome) -> None:
    home.say("sale", "Vega", "Buyer")
    home.write(sale="bad")
    (lost,) = home.corrections.list()
    assert (lost.state, lost.unmet) == ("lost", Notice("document_unread"))
    home.write(sale=SALE)
    assert home.values("sale", "Buyer") == ["Vega", "Orion LLC"]


def test_what_is_said_of_a_text_that_owes_its_entities_waits_for_them(home: CorrectionHome) -> None:
    home.write(sale=f"long: {SALE}")
    home.say("sale", "Vega", "Buyer")
    assert home.states() == {"Vega": "waiting"}
    home.pay()
    assert home.values("sale", "Buyer") == ["Vega", "Orion LLC"]
    assert home.states() == {"Vega": "in force"}


def test_words_are_suppressed_in_all_documents_and_in_those_to_come(home: CorrectionHome) -> None:
    home.write(other="Sold to Vega LLC in 2021.", third="Sold to Ursa LLC.")
    untouched = home.index[home.id_of("third")]
    suppressed = home.suppress("vega llc", "Buyer")
    assert home.values("sale", "Buyer") == ["Orion LLC"]
    assert home.values("other", "Buyer") == []
    assert home.index[home.id_of("third")] is untouched, "it was not even written anew"
    home.write(fourth="Sold to Vega LLC and to Ursa LLC.")
    assert home.values("fourth", "Buyer") == ["Ursa LLC"]
    home.undo(suppressed)
    assert home.values("sale", "Buyer") == ["Vega LLC", "Orion LLC"]
    assert home.values("fourth", "Buyer") == ["Vega LLC", "Ursa LLC"]


def test_a_suppression_that_was_killed_on_the_way_goes_on(home: CorrectionHome) -> None:
    home.write(other="Sold to Vega LLC in 2021.")
    home.corrections.suppress(Said(Act.SUPPRESS, "Buyer", Anchor("Vega LLC")), "ada")
    home.database.close()
    again = CorrectionHome(home.folder, home.database.path.parent)
    assert again.corrections.follow() == 2
    assert again.corrections.follow() == 0
    again.work()
    assert [one.enriched.fields.get("Buyer", ()) for one in again.index.values()].count(()) == 1
    again.database.close()


def test_parties_that_people_tagged_are_parties_like_others(home: CorrectionHome) -> None:
    tag = home.say("sale", "Vega LLC and to Orion LLC", "Buyer")
    rows = home.database.connection.execute("SELECT name FROM party_names ORDER BY name")
    assert [name for (name,) in rows] == ["Vega LLC and to Orion LLC"]
    home.undo(tag)
    rows = home.database.connection.execute("SELECT name FROM party_names ORDER BY name")
    assert [name for (name,) in rows] == ["Orion LLC", "Vega LLC"]


WORDS = st.sampled_from(["Vega LLC", "Vega", "Orion LLC", "2019", "2020", "Sold"])


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            WORDS,
            st.sampled_from(["Buyer", "Year"]),
            st.sampled_from([one for one in Act if one not in OF_TABLES]),
        ),
        max_size=5,
    ),
    st.integers(0, 9),
)
def test_taking_back_all_that_was_said_gives_what_the_models_said(
    home: CorrectionHome, said: list[tuple[str, str, Act]], seed: int
) -> None:
    before = home.index[home.id_of("sale")]
    made = {
        one.id: one
        for words, category, act in said
        for one in (
            home.suppress(words, category)
            if act is Act.SUPPRESS
            else home.say("sale", words, category, act),
        )
    }
    left = list(made.values())
    random.Random(seed).shuffle(left)
    for one in left:
        home.undo(one)
    assert home.index[home.id_of("sale")] == before
    rows = home.database.connection.execute("SELECT corrected FROM bodies")
    assert rows.fetchall() == [(None,)]
