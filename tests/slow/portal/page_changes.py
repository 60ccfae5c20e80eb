"""How much of a page a key changes: counted, as a clock on a shared machine tells little."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Page, expect

MOST_NODES = 300  # of some 20,000 on a page with a long text

_COUNT = """() => {
  window.changed = [];
  let touched = 0;
  const observer = new MutationObserver((records) => {
    for (const one of records) touched += 1 + one.addedNodes.length + one.removedNodes.length;
  });
  observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  addEventListener("keydown", () => {
    touched = 0;
    requestAnimationFrame(() => requestAnimationFrame(() => {
      window.changed.push(touched);
      document.documentElement.dataset.answered = window.changed.length;
    }));
  }, true);
}"""


def changes_by_key(page: Page, keys: Sequence[str]) -> dict[tuple[int, str], int]:
    """Press keys one after the other; the nodes that each touches, by its place and its name."""
    page.evaluate(_COUNT)
    for number, key in enumerate(keys, start=1):
        page.keyboard.press(key)
        expect(page.locator("html")).to_have_attribute("data-answered", str(number))
    return dict(zip(enumerate(keys), page.evaluate("window.changed"), strict=True))
