"""What is said in public of companies and the deals they make: nobody is bound, nothing is marked."""

from __future__ import annotations

from training.corpus.markup import Block, Paragraph
from training.corpus.notices import Scene
from training.corpus.words import Words

WORDS = Words("notices_companies")

LEADS = WORDS.lines("leads")
BUSINESS = WORDS.lines("business")
QUOTES = WORDS.lines("quotes")
SHORT_NEWS = WORDS.lines("short_news")
_ABOUT = WORDS.lines("about")
_CAUTIONS = WORDS.lines("cautions")


def about(scene: Scene) -> list[Block]:
    """The paragraphs on the companies at the end of a release, and its small print."""
    blocks: list[Block] = []
    for place in range(1, scene.rng.randint(2, 4)):
        name = scene.fact(f"co{place}")
        text = scene.pick([wording.replace("{name}", f"{{co{place}}}") for wording in _ABOUT])
        blocks += [Paragraph(f"About {name}", "bold"), Paragraph(text)]
    if scene.chance(0.5):
        blocks.append(Paragraph(scene.pick(_CAUTIONS)))
    return blocks
