"""That pages can be read by all: WCAG 2.2 AA as axe checks it, in light and in dark.

Two thirds of its time axe looks for the ground behind each word, of which most are coloured as one
that it has looked at. So words are looked at that have colours, letters or grounds of their own.
"""

from __future__ import annotations

from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

_CONTRAST = "color-contrast"
_VIOLATIONS = {"resultTypes": ["violations"]}  # to describe what is well takes as long again
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RULES: dict[str, Any] = _VIOLATIONS | {
    "runOnly": {"type": "tag", "values": _TAGS},
    "rules": {
        "label-content-name-mismatch": {"enabled": True},  # WCAG 2.5.3; off by itself
        _CONTRAST: {"enabled": False},
    },
}
_CONTRAST_ALONE: dict[str, Any] = _VIOLATIONS | {"runOnly": {"type": "rule", "values": [_CONTRAST]}}

_LOOK_AT_NEW = """async ([seen, most, options]) => {
    const known = new Set(seen), counts = new Map(), grounds = new Map();
    const ground = (one) => {
        if (!one) return "";
        if (!grounds.has(one)) {
            const { backgroundColor, backgroundImage, opacity } = getComputedStyle(one);
            const own = `${backgroundColor} ${backgroundImage} ${opacity}`;
            const below = ground(one.parentElement);
            grounds.set(one, own === "rgba(0, 0, 0, 0) none 1" ? below : `${own} on ${below}`);
        }
        return grounds.get(one);
    };
    const hasWords = (one) =>
        one.matches("input, select, textarea") ||
        [...one.childNodes].some((each) => each.nodeType === Node.TEXT_NODE && each.data.trim());
    for (const one of document.body.querySelectorAll("*")) {
        one.removeAttribute("data-new");
        if (!hasWords(one) || !one.checkVisibility() || one.closest(":disabled, [aria-disabled=true]"))
            continue;
        const { color, fontSize, fontWeight } = getComputedStyle(one);
        const look = [color, fontSize, fontWeight, ground(one)].join(" ");
        if (known.has(look)) continue;
        counts.set(look, 1 + (counts.get(look) ?? 0));
        if (counts.get(look) <= most) one.setAttribute("data-new", "");
    }
    if (!counts.size) return [[], []];
    const { violations } = await axe.run("[data-new]", options);
    return [[...counts.keys()], violations];
}"""
_MOST_OF_A_LOOK = 3  # axe says nothing of words that something lies over

_seen: set[str] = set()
"""The looks of words whose contrast is known to do."""


def find_violations(page: Page) -> list[str]:
    """What keeps some people from reading a page as it stands, in words."""
    page.evaluate(AXE_SCRIPT)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    found = page.evaluate("(options) => axe.run(document, options)", _RULES)["violations"]
    told = [_describe(one) for one in found]
    schemes: tuple[Literal["dark", "light"], ...] = ("dark", "light")  # light stays
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        known = [sorted(_seen), _MOST_OF_A_LOOK, _CONTRAST_ALONE]
        looks, broken = page.evaluate(_LOOK_AT_NEW, known)
        told += [f"{scheme}: {_describe(one)}" for one in broken]
        _seen.update(() if broken else looks)
    return told


def _describe(violation: dict[str, Any]) -> str:
    node = violation["nodes"][0]
    return f"{violation['id']}: {node['html'][:200]} {node['failureSummary']}"
