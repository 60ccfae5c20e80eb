// The pages of a document as its words stand on them: words are chosen there, labels are shown.
import { ask } from "./api.js";
import { el, fail } from "./dom.js";
import { lay, PageSelection } from "./page_selection.js";

const SVG = "http://www.w3.org/2000/svg";
const SCROLLING = new Set(["ArrowUp", "ArrowDown", "PageUp", "PageDown"]);
const LETTER = 0.72; // of the height of a line, which its letters take

export class Sheets {
  // `units` gives [start, end) in the browser's units of a place of the API.
  constructor(root, { text, editor, look, url, units }) {
    Object.assign(this, { root, text, editor, look, url, units });
    this.sheets = null;
    this.selection = new PageSelection(root, {
      text,
      load: (number) => this.#words(number),
      choose: (chosen) => chosen && this.#choose(chosen),
      say: (words) => editor.say(words, true),
    });
  }

  get isShown() {
    return !this.root.hidden;
  }

  async show(isOn) {
    this.root.hidden = !isOn;
    if (isOn && !this.sheets) await this.#load();
    this.update();
    if (isOn) this.follow(this.editor.picked);
  }

  // Labels and suggestions have changed.
  update() {
    if (!this.isShown || !this.sheets) return;
    const { labels, suggestions } = this.editor;
    for (const { words, layer } of this.sheets) {
      const marks = [...labels.list, ...suggestions.shown].flatMap((one) => {
        const lines = linesOf(words.filter((word) => word.start < one.end && one.start < word.end));
        return lines.map((box) => lay(this.#mark(one), box));
      });
      layer.replaceChildren(...marks);
    }
  }

  // Show what is selected, wherever that was done.
  follow(picked) {
    if (!this.isShown || !picked || !this.sheets || this.isChoosing) return;
    const places = [picked, ...(picked.others ?? [])];
    const isIn = (word) => places.some((one) => word.start < one.end && one.start < word.end);
    for (const sheet of this.sheets) {
      const numbers = sheet.words.flatMap((word, at) => (isIn(word) ? [at] : []));
      if (!numbers.length) continue;
      this.selection.show(sheet.number, numbers);
      return;
    }
    this.selection.clear();
  }

  // What a key does here; `other` is what it does in the text, null is left to the browser.
  actOf({ key, shiftKey }, other) {
    if (SCROLLING.has(key)) return null;
    if (key !== "ArrowRight" && key !== "ArrowLeft") return other;
    return () => {
      this.selection.move(key === "ArrowRight" ? 1 : -1, shiftKey, this.sheets[0]?.number);
      if (this.selection.picked) this.selection.open();
    };
  }

  #mark(one) {
    const kind = one.confidence === undefined ? "doc-box" : "doc-box suggested";
    return el("div", { class: `${kind} ${this.look(one.category)}`, title: one.category });
  }

  #choose({ places }) {
    this.isChoosing = true; // it is shown already, all of it
    this.editor.pickPlaces(places);
    this.isChoosing = false;
  }

  #words(number) {
    return { words: this.sheets.find((one) => one.number === number).words, cells: [], hint: null };
  }

  async #load() {
    try {
      const { data } = await ask("GET", this.url);
      this.sheets = data.map((page) => this.#sheet(page));
    } catch (error) {
      this.sheets = [];
      fail(error);
      return;
    }
    this.root.replaceChildren(...this.sheets.map((one) => one.made));
    await Promise.all(this.sheets.map((one) => this.selection.add(one.number, one.made)));
  }

  #sheet({ page, width, height, words }) {
    const placed = words.map((one) => {
      const [start, end] = this.units(one);
      return { ...one, start, end };
    });
    const layer = el("div", { class: "doc-layer" });
    const made = el("figure", { class: "doc-sheet", dataset: { page } }, this.#drawing(placed, width, height), layer);
    made.style.aspectRatio = `${width} / ${height}`;
    return { number: page, words: placed, made, layer };
  }

  #drawing(words, width, height) {
    const drawing = document.createElementNS(SVG, "svg");
    drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
    drawing.setAttribute("aria-hidden", "true");
    for (const { start, end, rectangles: [[left, top, right, bottom]] } of words) {
      const word = document.createElementNS(SVG, "text");
      const size = (bottom - top) * height;
      word.setAttribute("x", left * width);
      word.setAttribute("y", top * height + LETTER * size + 0.1 * size);
      word.setAttribute("font-size", LETTER * size * 1.2);
      word.setAttribute("textLength", (right - left) * width);
      word.setAttribute("lengthAdjust", "spacingAndGlyphs");
      word.textContent = this.text.slice(start, end);
      drawing.append(word);
    }
    return drawing;
  }
}

// One rectangle a line around words.
function linesOf(words) {
  const lines = [];
  for (const [left, top, right, bottom] of words.flatMap((one) => one.rectangles)) {
    const last = lines.at(-1);
    const isLevel = last && Math.min(last[3], bottom) - Math.max(last[1], top) > 0.5 * (bottom - top);
    if (isLevel) lines[lines.length - 1] = [Math.min(last[0], left), Math.min(last[1], top), Math.max(last[2], right), Math.max(last[3], bottom)];
    else lines.push([left, top, right, bottom]);
  }
  return lines;
}
