// What an entity is, beside it; and, for those who may, the ways to say that it is something else.
import { el } from "./dom.js";
import { Bounds } from "./document_bounds.js";
import { short } from "./document_corrections.js";
import { openMerge } from "./document_parties.js";
import { percent, readingButtons } from "./document_side.js";

const SOURCES = {
  model: "a model",
  pattern: "a pattern of the schema",
  list: "a list of the schema",
  detector: "a detector, which checked it",
  file: "the file itself, by its records or its labels",
  human: "a person",
};

export class Popover {
  constructor(page) {
    this.page = page;
    this.hint = el("div", { class: "doc-hint card small", role: "tooltip", id: "doc-hint", hidden: true });
    this.offered = el("button", { class: "primary doc-offer", hidden: true, onclick: () => this.#takeOffer() }, "Tag as…");
    document.getElementById("main").append(this.hint, this.offered);
    for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, (event) => this.#hover(event));
    document.addEventListener("focusout", () => this.#unhover());
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.#escape());
    document.addEventListener("pointerdown", (event) => this.#pressedBeside(event));
    document.addEventListener("scroll", () => this.selection && this.offer(this.page.words.selection()), { capture: true, passive: true });
  }

  // `anchor` is where it was pressed; `all` are the entities at that place.
  openEntity(entity, anchor = null, all = [entity]) {
    const from = anchor || document.querySelector(`.doc-words [data-n="${entity.n}"]`);
    const others = all.filter((one) => one !== entity);
    const chips = others.map((one) => el("button", {
      class: `chip ${this.page.look(one.category)}`,
      onclick: () => this.openEntity(one, from, all),
    }, el("span", { class: "dot", "aria-hidden": "true" }), one.category));
    this.#open(`${entity.category}: ${short(entity.text)}`, from, [
      el("div", { class: "row" }, this.#title(entity.category), chips.length ? el("span", { class: "soft small" }, "also") : null, chips),
      el("p", { class: "doc-quote" }, short(entity.text, entity.isPassage ? 400 : 60)),
      this.#facts(entity),
      this.page.boot.isTagger ? this.#acts(entity) : null,
    ]);
  }

  // Words that were selected in the text, or on the picture of a page: there they may be several
  // stretches of the text, `places`, and `back` is what has the keyboard when it is closed.
  openSelection({ start, end, places = [{ start, end }], box, name = "", back, onClose, onDone }) {
    const { text, corrections, boot } = this.page;
    const words = places.map((one) => text.slice(one.start, one.end)).join(" … ");
    const below = places.flatMap((one) => this.page.words.covering(one.start, one.end));
    const mended = new Map(below.map((one) => [one.category, one]));
    const every = this.#every(words);
    const tag = (category) => () => this.#finish(corrections.add(places, category, every.checked()), onDone);
    const buttons = boot.categories.filter((one) => one.isFound).map(({ name, look, description }, at) => el("button", {
      class: "doc-category",
      title: description || null,
      onclick: tag(name),
    },
    el("span", { class: `dot ${look}`, "aria-hidden": "true" }), name,
    mended.has(name) ? el("span", { class: "soft small" }, `mends “${short(mended.get(name).text)}”`) : null,
    at < 9 ? el("kbd", {}, `${at + 1}`) : null));
    this.#open(`Tag ${short(words)}`, { getBoundingClientRect: () => box }, [
      el("h2", {}, "What is it?"),
      name ? el("p", { class: "soft small" }, name.replaceAll("_", " ")) : null,
      el("p", { class: "doc-quote" }, short(words)),
      places.length > 1 ? el("p", { class: "small" }, `The text has other words between these: each of the ${places.length} parts becomes an entity of its own.`) : null,
      el("div", { class: "doc-categories" }, buttons),
      every.made,
    ], { back, onClose });
    this.made.addEventListener("keydown", (event) => {
      const button = /^[1-9]$/.test(event.key) && buttons[Number(event.key) - 1];
      if (button) button.click();
    });
  }

  // Selected words can be tagged: say so beside them as long as they are in sight, and nothing else.
  offer(selection) {
    this.selection = selection;
    const frame = this.page.words.root.getBoundingClientRect();
    const isSeen = selection && selection.box.bottom > frame.top && selection.box.top < Math.min(frame.bottom, window.innerHeight);
    this.offered.hidden = !isSeen || Boolean(this.made);
    if (this.offered.hidden) return;
    this.#unhover();
    this.#place(this.offered, selection.box);
  }

  // Nothing is selected any more: of an offer on words that were dealt with nothing stays.
  #deselect() {
    document.getSelection().removeAllRanges();
    this.offer(null);
  }

  close() {
    this.made?.remove();
    this.made = null;
    this.onClose?.();
    this.onClose = null;
    document.getElementById("notices").classList.remove("left");
  }

  // The entities are others now: what is said of one as it was goes, unless it is being said just now.
  update() {
    if (this.made && !this.made.inert) this.#escape();
  }

  #open(label, anchor, parts, { back = anchor, onClose = null } = {}) {
    this.close();
    this.#unhover();
    this.offered.hidden = true;
    this.back = back;
    this.onClose = onClose;
    const close = el("button", { class: "quiet doc-close", "aria-label": "Close", onclick: () => this.#escape() }, "×");
    this.made = el("div", { class: "doc-pop card", role: "dialog", "aria-label": label, tabindex: "-1" }, ...parts.filter(Boolean), close);
    document.getElementById("main").append(this.made);
    this.#place(this.made, anchor?.getBoundingClientRect() || new DOMRect(100, 100, 0, 0));
    this.made.focus({ preventScroll: true });
  }

  #title(category) {
    return el("h2", { class: `doc-what ${this.page.look(category)}` }, el("span", { class: "dot", "aria-hidden": "true" }), category);
  }

  #facts(entity) {
    const shown = this.#shownParty(entity);
    const models = this.page.models.map((one) => `${one.project} · ${one.name}`).join(", ");
    const rows = [
      ["Means", entity.isPassage ? null : entity.normalized ? this.page.shown(entity.normalized, entity.category) : entity.readings.join(" or ")],
      ["Counted as", shown && shown !== entity.normalized ? shown : null],
      ["Confidence", percent(entity.confidence)],
      ["Found by", SOURCES[entity.source] + (entity.source === "model" && models ? `: ${models}` : "")],
      ["Page", entity.page],
      ["Warning", entity.warnings.join("; ")],
    ];
    return el("dl", { class: "doc-facts small" }, rows.filter(([, value]) => value).map(([name, value]) =>
      el("div", {}, el("dt", {}, name), el("dd", {}, `${value}`))));
  }

  // The name under which facets count a party; it is that of the field which has this place.
  #shownParty(entity) {
    const holds = (one) => one.places.some((place) => place.offset === entity.offset && place.length === entity.length);
    return this.page.fields.find((one) => one.category === entity.category && one.type === "party" && holds(one))?.value;
  }

  #acts(entity) {
    const { corrections, boot } = this.page;
    const every = this.#every(entity.text);
    const act = (run) => () => this.#finish(run());
    const category = el("select", {}, boot.categories.filter((one) => one.isFound).map(({ name }) => el("option", { selected: name === entity.category }, name)));
    const value = this.#meaning(entity);
    const submit = (run) => (event) => { event.preventDefault(); this.#finish(run()); };
    const type = boot.categories.find((one) => one.name === entity.category)?.type;
    const isOpen = entity.readings.length > 0; // nothing is right before somebody says what is meant
    return el("div", { class: "doc-acts" },
      isOpen ? el("div", {}, el("p", { class: "small" }, "Which is meant?"), readingButtons(this.page, entity, (said) => this.#finish(said))) : null,
      el("div", { class: "row" },
        entity.source === "human" || isOpen ? null : el("button", { class: "primary", onclick: act(() => corrections.confirm(entity)) }, "It is right"),
        el("button", { class: "danger", onclick: act(() => corrections.reject(entity, every.checked())) }, "Delete"),
        entity.source === "human" ? null : el("button", { class: "danger", onclick: act(() => corrections.suppress(entity)) }, "Nowhere in my documents")),
      every.made,
      el("form", { onsubmit: submit(() => category.value !== entity.category && corrections.retag(entity, category.value, every.checked())) },
        el("label", { class: "field" }, "Category", category), el("button", {}, "Change")),
      entity.isPassage ? null : el("form", { onsubmit: submit(() => value.value.trim() && corrections.setValue(entity, value.value.trim())) },
        el("label", { class: "field" }, "Means", value), el("button", {}, "Save value")),
      new Bounds(this.page, entity, (start, end) => this.#finish(corrections.add([{ start, end }], entity.category))).made,
      type === "party" ? el("button", { class: "quiet", onclick: () => { this.close(); openMerge(this.page, this.#shownParty(entity) || entity.normalized || entity.text); } }, "Merge this party with another…") : null);
  }

  // What an entity means: anything, or one of the choices of its category.
  #meaning(entity) {
    const choices = this.page.boot.categories.find((one) => one.name === entity.category)?.choices ?? [];
    if (!choices.length) return el("input", { value: entity.normalized || "", autocomplete: "off" });
    return el("select", {}, choices.map((one) => el("option", { selected: one === entity.normalized }, one)));
  }

  // A choice to mean every place of some words; there is none where they stand once.
  #every(words) {
    const count = this.page.text.split(words).length - 1;
    if (count < 2) return { made: null, checked: () => false };
    const box = el("input", { type: "checkbox" });
    return { made: el("label", { class: "small" }, box, ` every place of these words (${count})`), checked: () => box.checked };
  }

  async #finish(done, onDone = null) {
    const { made } = this;
    if (made) made.inert = true; // once is enough; a long document takes seconds
    const said = await done;
    if (made) made.inert = false;
    if (!said) return;
    this.close();
    this.#deselect();
    const added = said.entity && this.page.entityAt(said.entity);
    if (onDone) return onDone(added);
    const kept = added || this.page.entity(this.page.words.current);
    if (kept) this.page.words.reveal(kept, { focus: true });
    else this.page.words.root.focus({ preventScroll: true });
  }

  #takeOffer() {
    if (this.selection) this.openSelection(this.selection);
  }

  #escape() {
    if (!this.hint.hidden) this.#unhover();
    if (!this.offered.hidden) this.#deselect();
    if (!this.made) return;
    const { back } = this;
    this.close();
    if (back?.isConnected) back.focus({ preventScroll: true });
    else this.page.words.root.focus({ preventScroll: true });
  }

  #pressedBeside(event) {
    if (!event.target.closest(".doc-hint")) this.#unhover();
    if (!event.target.closest(".doc-pop, .doc-hint, .notice, dialog") && !this.made?.inert) this.close();
  }

  #hover(event) {
    const over = event.target.closest?.(".doc-words mark[role], .doc-box");
    if (event.target.closest?.(".doc-hint")) return clearTimeout(this.leaving);
    // Who selects words, or has selected some, is not told of the entities below the pointer.
    if (!over || this.made || event.buttons || !this.offered.hidden) return this.#leave();
    clearTimeout(this.leaving);
    const numbers = (over.dataset.all || over.dataset.n).split(" ");
    const entities = numbers.map((n) => this.page.entity(n)).filter(Boolean);
    this.hint.replaceChildren(...entities.flatMap((one) => [
      el("p", { class: `doc-what ${this.page.look(one.category)}` }, el("span", { class: "dot", "aria-hidden": "true" }), el("strong", {}, one.category)),
      this.#facts(one),
    ]));
    this.hint.hidden = false;
    this.described?.removeAttribute("aria-describedby");
    this.described = over;
    over.setAttribute("aria-describedby", "doc-hint");
    this.#place(this.hint, over.getBoundingClientRect());
    return undefined;
  }

  // The pointer may go over to the hint: it has a moment for that.
  #leave() {
    if (this.hint.hidden) return;
    clearTimeout(this.leaving);
    this.leaving = setTimeout(() => this.#unhover(), 200);
  }

  #unhover() {
    clearTimeout(this.leaving);
    this.hint.hidden = true;
    this.described?.removeAttribute("aria-describedby");
    this.described = null;
  }

  // Below a place, else beside it: what is talked about stays in sight where there is room.
  #place(made, box) {
    const { offsetWidth: width, offsetHeight: height } = made;
    const furthest = { top: window.innerHeight - height - 8, left: window.innerWidth - width - 8 };
    let [top, left] = [box.bottom + 8, box.left];
    if (top > furthest.top) {
      if (height < box.top - 16) top = box.top - height - 8;
      else if (box.right + 8 < furthest.left) left = furthest.left;
      else left = box.left - width - 8;
    }
    made.style.top = `${Math.max(8, Math.min(top, furthest.top))}px`;
    made.style.left = `${Math.max(8, Math.min(left, furthest.left))}px`;
    // A notice lies over the popover: it goes to the other side.
    if (made === this.made) document.getElementById("notices").classList.toggle("left", made.offsetLeft + width / 2 > window.innerWidth / 2);
  }
}
