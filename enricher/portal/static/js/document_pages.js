// The pages of a PDF as pictures, each drawn when it comes into view, with its entities upon it.
import { ask } from "./api.js";
import { el, notify } from "./dom.js";
import { lay, PageSelection } from "./page_selection.js";

const WIDTHS = [600, 900, 1200, 1600, 2400]; // of pictures, in pixels
const ZOOMS = [0.75, 1, 1.35, 1.8, 2.5];

export class Pages {
  constructor(root, page) {
    this.root = root;
    this.page = page;
    this.sheets = [];
    this.zoom = 1;
    this.visible = new Set();
    this.matches = []; // places in the text of words that were looked for
    this.watcher = new IntersectionObserver((seen) => this.#seen(seen));
    new ResizeObserver(() => this.#redraw()).observe(root);
    root.addEventListener("keydown", (event) => this.#pressed(event));
    if (page.boot.isTagger) {
      this.selection = new PageSelection(root, {
        text: page.text,
        load: (number) => this.#words(number),
        choose: (chosen) => this.#choose(chosen),
        say: notify,
      });
    }
    for (const button of document.querySelectorAll("[data-zoom]")) {
      button.addEventListener("click", () => this.#zoomBy(Number(button.dataset.zoom)));
    }
  }

  async open() {
    try {
      const { data } = await ask("GET", `${this.page.url}/pages`);
      this.sha256 = data.sha256;
      this.sheets = data.pages.map((size, at) => this.#sheet(size, at + 1));
    } catch (error) {
      this.root.replaceChildren(el("p", { class: "empty" }, `The pages cannot be shown: ${error.message}`));
      return;
    }
    this.root.replaceChildren(...this.sheets.map((one) => one.made));
    for (const one of this.sheets) this.watcher.observe(one.made);
  }

  // Entities have changed: those of pages that are there are asked for anew.
  update() {
    for (const sheet of this.sheets) if (sheet.image) sheet.marked = this.#mark(sheet);
  }

  // Mark words that were looked for, and no others any more.
  markMatches(places) {
    this.matches = places;
    for (const sheet of this.sheets) if (sheet.image) this.#markMatches(sheet);
  }

  showPage(number) {
    this.sheets[number - 1]?.made.scrollIntoView({ block: "start", behavior: "instant" });
  }

  // Scroll to an entity's rectangle, or to its page where its place on it is not known.
  async reveal(entity, { focus }) {
    const sheet = this.sheets[(entity.page ?? 1) - 1]; // a picture is one page
    if (!sheet) return;
    this.wanted = entity.n;
    this.#draw(sheet);
    await sheet.marked;
    if (this.wanted !== entity.n) return; // another was asked for meanwhile
    for (const old of this.root.querySelectorAll(".current")) old.classList.remove("current");
    const parts = [...sheet.layer.querySelectorAll(`[data-n="${entity.n}"]`)];
    for (const part of parts) part.classList.add("current");
    (parts[0] || sheet.made).scrollIntoView({ block: parts.length ? "center" : "start", inline: "nearest", behavior: "instant" });
    if (focus) parts[0]?.focus({ preventScroll: true });
  }

  #sheet(size, number) {
    const layer = el("div", { class: "doc-layer" });
    const matches = el("div", { class: "doc-matches" });
    const made = el("figure", { class: "doc-sheet", dataset: { page: number } }, matches, layer);
    made.style.aspectRatio = `${size.width} / ${size.height}`;
    return { number, made, layer, matches, image: null, width: 0, marked: Promise.resolve() };
  }

  #seen(seen) {
    for (const { target, isIntersecting } of seen) {
      const number = Number(target.dataset.page);
      if (!isIntersecting) {
        this.visible.delete(number);
        continue;
      }
      this.visible.add(number);
      this.#draw(this.sheets[number - 1]);
      if (this.sheets[number]) this.#draw(this.sheets[number]); // most people read on
    }
    if (this.visible.size) document.getElementById("page-now").textContent = `${Math.min(...this.visible)} of ${this.sheets.length}`;
  }

  #draw(sheet) {
    const pixels = sheet.made.clientWidth * window.devicePixelRatio;
    const width = WIDTHS.find((one) => one >= pixels) || WIDTHS.at(-1);
    if (sheet.failed || sheet.width >= width) return;
    sheet.width = width;
    const address = `/documents/${this.page.boot.id}/pages/${sheet.number}.png?width=${width}&sha256=${this.sha256}`;
    const image = el("img", { alt: `Page ${sheet.number}`, src: address, draggable: "false" });
    image.addEventListener("load", () => {
      sheet.made.querySelector("img")?.remove();
      sheet.made.prepend(image);
    });
    image.addEventListener("error", () => this.#failed(sheet, address));
    if (!sheet.image) {
      sheet.marked = this.#mark(sheet);
      this.selection?.add(sheet.number, sheet.made);
      this.#markMatches(sheet);
    }
    sheet.image = image;
  }

  async #failed(sheet, address) {
    sheet.failed = true;
    let reason = "the picture could not be loaded";
    try {
      await ask("GET", address);
    } catch (error) {
      reason = error.message;
    }
    sheet.made.prepend(el("p", { class: "doc-no-page" }, `Page ${sheet.number}: ${reason}. Its text is next to it.`));
  }

  async #mark(sheet) {
    let found = [];
    try {
      found = (await ask("GET", `${this.page.url}/pages/${sheet.number}`)).data.entities;
    } catch {
      return; // the picture's own failure says why
    }
    const there = found.map((one) => ({ entity: this.page.entityAt(one), rectangles: one.rectangles })).filter((one) => one.entity);
    there.sort((one, other) => other.entity.isPassage - one.entity.isPassage); // what they hold lies upon them
    const parts = there.flatMap(({ entity, rectangles }) => rectangles.map((place, at) => this.#part(entity, place, at)));
    sheet.layer.replaceChildren(...parts);
  }

  // Only pages that have some of the words are asked where their words stand.
  async #markMatches(sheet) {
    const { boot, offsets, text } = this.page;
    const [start, end = Infinity] = boot.pageStarts.slice(sheet.number - 1, sheet.number + 1);
    const [first, last] = [offsets.toUnits(start), end === Infinity ? text.length : offsets.toUnits(end)];
    const asked = this.matches;
    const matches = asked.filter((one) => one.start < last && first < one.end);
    const words = matches.length ? (await this.#words(sheet.number)).words : [];
    if (asked !== this.matches) return; // others are looked for by now
    const meant = words.filter((word) => matches.some((one) => one.start < word.end && word.start < one.end));
    const boxes = meant.flatMap((word) => word.rectangles.map((one) => lay(el("div", { class: "doc-matched" }), one)));
    sheet.matches.replaceChildren(...boxes);
  }

  #part(entity, rectangle, at) {
    const part = el("button", {
      class: `doc-box ${this.page.look(entity.category)}${entity.isPassage ? " passage" : ""}`,
      tabindex: "-1",
      "aria-label": `${entity.category}: ${entity.text}${at ? ", further line" : ""}`,
      dataset: { n: entity.n },
      onclick: () => this.#pick(entity, part),
    });
    return lay(part, rectangle);
  }

  // The words of a page and the cells of tables on it, in the browser's units.
  #words(number) {
    const sheet = this.sheets[number - 1];
    sheet.words ??= this.#load(number);
    return sheet.words;
  }

  async #load(number) {
    try {
      const { data } = await ask("GET", `${this.page.url}/pages/${number}/words`);
      const units = (one) => ({
        ...one,
        start: this.page.offsets.toUnits(one.offset),
        end: this.page.offsets.toUnits(one.offset + one.length),
      });
      return { words: data.words.map(units), cells: data.cells.map(units), hint: data.hint, remedy: data.lack === "unread" ? this.#readAgain() : null };
    } catch (error) {
      return { words: [], cells: [], hint: `Words cannot be selected on this page: ${error.message}.` };
    }
  }

  // A button that page.js hears of; others than administrators ask one.
  #readAgain() {
    if (document.body.dataset.role !== "administrator") return null;
    return el("button", { class: "small-button", dataset: { call: `POST ${this.page.url}/read` } }, "Read it again");
  }

  #choose(chosen) {
    const { popover } = this.page;
    if (!chosen) {
      popover.close();
      return;
    }
    document.getSelection().removeAllRanges();
    popover.openSelection({
      ...chosen,
      back: this.root,
      onClose: () => this.selection.clear(),
      onDone: (entity) => (entity ? this.page.goTo(entity, { focus: "pages" }) : this.root.focus({ preventScroll: true })),
    });
  }

  #pick(entity, part) {
    this.page.words.reveal(entity, { focus: false });
    this.page.goTo(entity, { focus: "pages" });
    const all = this.page.words.covering(entity.start, entity.end);
    this.page.popover.openEntity(entity, part, [entity, ...all.filter((one) => one !== entity)]);
  }

  #pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const part = event.target.closest("[data-n]");
    if (event.key === "n" || event.key === "p") {
      const { entities } = this.page;
      const on = this.page.entity(part?.dataset.n ?? this.wanted);
      const at = on ? entities.indexOf(on) + (event.key === "n" ? 1 : -1) : 0;
      const next = entities.at(at % entities.length);
      if (next) this.page.goTo(next, { focus: "pages" });
    } else if (event.key === "Enter" && part) {
      this.page.goTo(this.page.entity(part.dataset.n));
    } else if (event.key === "Enter" && this.selection?.picked) {
      this.selection.open();
    } else if (event.key === "Escape" && this.selection?.picked) {
      this.selection.clear();
    } else if (this.selection && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
      this.selection.move(event.key === "ArrowRight" ? 1 : -1, event.shiftKey, Math.min(...this.visible));
    } else return;
    event.preventDefault();
  }

  #zoomBy(step) {
    const at = ZOOMS.indexOf(this.zoom) + step;
    this.zoom = ZOOMS[Math.max(0, Math.min(ZOOMS.length - 1, at))];
    this.root.style.setProperty("--zoom", this.zoom);
    this.#redraw();
  }

  // Pages have become wider, perhaps.
  #redraw() {
    for (const sheet of this.sheets) if (sheet.image) this.#draw(sheet);
  }
}
