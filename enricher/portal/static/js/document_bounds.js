// Moves the bounds of an entity by words, and shows in the text what it would be.
import { el } from "./dom.js";
import { short } from "./document_corrections.js";

export class Bounds {
  constructor(page, entity, save) {
    this.page = page;
    this.range = { start: entity.start, end: entity.end };
    this.preview = el("output", { class: "doc-quote small" }, short(entity.text));
    const step = (text, label, move) => el("button", { class: "small-button", type: "button", "aria-label": label, onclick: () => this.#move(move) }, text);
    this.made = el("div", { class: "doc-bounds", role: "group", "aria-label": "Where it begins and ends" },
      el("div", { class: "row small" },
        el("span", {}, "Begin"),
        step("←", "Begin a word earlier", ({ start, end }, word) => ({ start: word(start, -1)?.start ?? start, end })),
        step("→", "Begin a word later", ({ start, end }, word) => ({ start: later(start, word), end })),
        el("span", {}, "End"),
        step("←", "End a word earlier", ({ start, end }, word) => ({ start, end: earlier(end, word) })),
        step("→", "End a word later", ({ start, end }, word) => ({ start, end: word(end, 1)?.end ?? end })),
        this.save = el("button", { class: "small-button", disabled: true, "aria-label": "Save bounds", onclick: () => save(this.range.start, this.range.end) }, "Save")),
      this.preview);
    this.first = this.range;
  }

  #move(move) {
    const next = move(this.range, (unit, step) => this.page.words.word(unit, step));
    if (next.start >= next.end) return;
    this.range = next;
    this.preview.textContent = short(this.page.text.slice(next.start, next.end));
    this.page.words.select(next.start, next.end);
    this.save.disabled = next.start === this.first.start && next.end === this.first.end;
  }
}

// The beginning of the word after the first one, and the end of the word before the last.
const later = (start, word) => word(word(start, 1)?.end ?? start, 1)?.start ?? start;
const earlier = (end, word) => word(word(end, -1)?.start ?? end, -1)?.end ?? end;
