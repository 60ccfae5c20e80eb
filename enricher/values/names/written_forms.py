# ruff: noqa: RUF001  letters of other scripts are meant
"""Legal forms of many countries as names have them: short, written out, and in front of a name.

For telling names that are near (`enricher.values.names.parts`) alone: two names whose forms differ in
writing count as one party only where `enricher.values.names.legal_forms` says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from enricher.values.names.legal_forms import LEGAL_FORMS

# As keys of parties have them: without case, accents and dots, `limited` as `ltd`. Forms that are
# translations of each other are one: a Russian OOO signs in English as an LLC.
_WRITTEN: Final = {
    "llc": "ltd liability co|ooo|too|tov|obshchestvo s ogranichennoi otvetstvennostiu"
    "|obshchestvo s ogranichennoy otvetstvennostyu|obshchestvo s ogranichennoj otvetstvennostju"
    "|tovarystvo z obmezhenoiu vidpovidalnistiu|tovarystvo z obmezhenoyu vidpovidalnistyu"
    "|общество с ограниченнои ответственностью|товариство з обмеженою відповідальністю",
    "llp": "ltd liability partnership",
    "lp": "ltd partnership",
    "plc": "public ltd co",
    "ltd": "private ltd co|ltd co",
    "pvt ltd": "private ltd",
    "pte ltd": "",
    "pty ltd": "proprietary ltd",
    "na": "national association",
    "jsc": "joint stock co|ao|aktsionernoe obshchestvo|aktsionernoye obshchestvo"
    "|aktsionerne tovarystvo|акционерное общество|акціонерне товариство",
    "pjsc": "public joint stock co|pao|publichnoe aktsionernoe obshchestvo"
    "|publichnoye aktsionernoye obshchestvo|публичное акционерное общество",
    "ojsc": "open joint stock co|oao|otkrytoe aktsionernoe obshchestvo"
    "|otkrytoye aktsionernoye obshchestvo|открытое акционерное общество",
    "cjsc": "closed joint stock co|zao|zakrytoe aktsionernoe obshchestvo"
    "|zakrytoye aktsionernoye obshchestvo|закрытое акционерное общество",
    "gmbh": "gesellschaft mit beschrankter haftung|ges mbh|gesmbh",
    "ug": "unternehmergesellschaft|ug haftungsbeschrankt"
    "|unternehmergesellschaft haftungsbeschrankt",
    "ag": "aktiengesellschaft",
    "kg": "kommanditgesellschaft",
    "kgaa": "kommanditgesellschaft auf aktien|kg auf aktien",
    "ohg": "offene handelsgesellschaft",
    "gbr": "gesellschaft burgerlichen rechts",
    "eg": "eingetragene genossenschaft",
    "ev": "eingetragener verein",
    "se": "societas europaea",
    "sa": "societe anonyme|sociedad anonima|sociedade anonima|spolka akcyjna|społka akcyjna"
    "|societate pe actiuni|soc anonima|soc anonyme",
    "sas": "societe par actions simplifiee|sociedad por acciones simplificada",
    "sarl": "sa rl|s a rl|societe a responsabilite limitee",
    "snc": "societe en nom collectif|societa in nome collettivo",
    "sac": "sociedad anonima cerrada",
    "sae": "",
    "sal": "",
    "sca": "societe en commandite par actions",
    "sci": "societe civile immobiliere",
    "spa": "societa per azioni|sociedad por acciones",
    "srl": "societa a responsabilita limitata|societate cu raspundere limitata"
    "|sociedad de responsabilidad limitada",
    "sas it": "societa in accomandita semplice",
    "sl": "sociedad limitada",
    "slu": "sociedad limitada unipersonal",
    "sau": "sociedad anonima unipersonal",
    "sa de cv": "sociedad anonima de capital variable",
    "sab de cv": "sociedad anonima bursatil de capital variable",
    "s de rl de cv": "sociedad de responsabilidad limitada de capital variable|srl de cv",
    "s de rl": "",
    "ltda": "limitada|lda|cia ltda|compania limitada",
    "nv": "naamloze vennootschap",
    "bv": "besloten vennootschap|besloten vennootschap met beperkte aansprakelijkheid|bvba",
    "vof": "vennootschap onder firma",
    "cv": "commanditaire vennootschap",
    "ab": "aktiebolag|ab publ|aktiebolag publ|aktiebolaget",
    "as": "a s|aksjeselskap|aktieselskab|aktieselskabet|aktsiaselts|akciju sabiedriba"
    "|akciova spolecnost|akciova spolocnost|anonim sirketi|anonim şirketi|anonim sirketı",
    "asa": "allmennaksjeselskap",
    "aps": "anpartsselskab|anpartsselskabet",
    "oy": "osakeyhtio",
    "oyj": "julkinen osakeyhtio",
    "ou": "osauhing",
    "sia": "sabiedriba ar ierobezotu atbildibu",
    "uab": "uzdaroji akcine bendrove",
    "sp z oo": "spzoo|sp zoo|spolka z ograniczona odpowiedzialnoscia"
    "|społka z ograniczona odpowiedzialnoscia",
    "sro": "spol s ro|spolecnost s rucenim omezenym|spolocnost s rucenim obmedzenym",
    "kft": "korlatolt felelossegu tarsasag",
    "zrt": "zartkoruen mukodo reszvenytarsasag",
    "nyrt": "nyilvanosan mukodo reszvenytarsasag",
    "doo": "drustvo s ogranicenom odgovornoscu|drustvo sa ogranicenom odgovornoscu"
    "|druzba z omejeno odgovornostjo",
    "dd": "dionicko drustvo|delniska druzba",
    "ad": "akcionarsko drustvo|aktsionerno druzhestvo",
    "ood": "druzhestvo s ogranichena otgovornost",
    "eood": "ednolichno druzhestvo s ogranichena otgovornost",
    "ae": "anonymi etaireia|anonimi eteria",
    "epe": "etaireia periorismenis efthinis",
    "ltd sti": "ltd sirketi|ltd şirketi",
    "kk": "kabushiki kaisha|kabushiki gaisha",
    "gk": "godo kaisha",
    "yk": "yugen kaisha",
    "sdn bhd": "sendirian berhad",
    "bhd": "berhad",
    "pt": "perseroan terbatas",
    "tbk": "terbuka",
    "fze": "free zone establishment",
    "fzco": "free zone co|fz llc",
    "dmcc": "",
    "wll": "with ltd liability",
    "unlimited": "unlimited co",
}  # fmt: skip

# Which stand in front of a name as well: OOO Vostok, PT Bumi, SARL Dupont.
_IN_FRONT: Final = frozenset([
    "llc", "jsc", "pjsc", "ojsc", "cjsc", "sia", "uab", "ou", "pt", "ab", "as", "sarl", "sas",
    "sa", "snc", "sci", "kk", "ad", "ood", "eood",
])  # fmt: skip

# Words that say what a company is, but alone do not show that a name is one.
_OTHERS: Final = "haftungsbeschrankt pc private"

_LATIN: Final = {
    "ооо": "llc", "тоо": "llc", "тов": "llc", "ао": "jsc", "ат": "jsc", "пао": "pjsc",
    "оао": "ojsc", "зао": "cjsc",
}  # fmt: skip

_FORMS: Final[dict[tuple[str, ...], str]] = {
    **{(form,): form for form in (*LEGAL_FORMS, *_OTHERS.split())},
    **{(form,): short for form, short in _LATIN.items()},
    **{
        tuple(written.split()): short
        for short, others in _WRITTEN.items()
        for written in (short, *others.split("|"))
        if written
    },
}
"""The words of a form, and what all its writings share."""

_LONGEST: Final = max(map(len, _FORMS))
_ENDS: Final = frozenset(words[-1] for words in _FORMS)
_BEGINS: Final = frozenset(words[0] for words in _FORMS)


def form_behind(words: Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """Where the legal form at the end of a name begins, and what all writings of it share.

    Of `muster gmbh and co kg` it is `gmbh and co kg`. A name has a word before its form.
    """
    end = len(words)
    shared: list[str] = []
    while end > 1:
        if shared and words[end - 1] == "and":
            end -= 1
            continue
        if words[end - 1] not in _ENDS:
            break
        for length in range(min(_LONGEST, end - 1), 0, -1):
            form = _FORMS.get(tuple(words[end - length : end]))
            if form is not None:
                shared.append(form)
                end -= length
                break
        else:
            break
    return end, tuple(reversed(shared))


def form_in_front(words: Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """Where the name behind a legal form begins, and what all writings of the form share."""
    if words and words[0] in _BEGINS:
        for length in range(min(_LONGEST, len(words) - 1), 0, -1):
            form = _FORMS.get(tuple(words[:length]))
            if form in _IN_FRONT:
                return length, (form,)
    return 0, ()
