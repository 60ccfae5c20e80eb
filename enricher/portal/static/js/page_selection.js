// Words that are chosen on pictures of pages: by a rectangle, by clicks, by keys, or as a cell of a table.
//
//   words with places --rectangle, two words, a cell--> words --stretches of the text--> places
import { el } from "./dom.js";

const MOVED = 4; // pixels, from which on a press draws a rectangle
const SHARE = 0.5; // of a word that lies in a rectangle

export class PageSelection {
  // `load(number)` gives the words and cells of a page, [start, end) in the browser's units, and where
  // there are none a hint, with a button that helps if there is one;
  // `choose({places, box, name})` hears what was chosen, null for nothing.
  constructor(root, { text, load, choose, say }) {
    Object.assign(this, { root, text, load, choose, say });
    this.sheets = new Map();
    this.picked = null; // {sheet, numbers}: of words, in the order of the text
    this.first = null; // {sheet, number}: the word from which on is chosen
    this.drag = null;
    root.classList.add("may-pick");
    root.addEventListener("pointerdown", (event) => this.#pressed(event));
    root.addEventListener("pointermove", (event) => this.#moved(event));
    root.addEventListener("pointerup", (event) => this.#released(event));
    root.addEventListener("pointercancel", () => this.#cancel());
    root.addEventListener("click", (event) => this.#clicked(event), { capture: true });
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.#cancel());
  }

  // A sheet comes into sight: its words are asked for once.
  async add(number, made) {
    if (this.sheets.has(number)) return;
    const cells = el("div", { class: "doc-cells" });
    const picks = el("div", { class: "doc-picks" });
    const sheet = { number, made, picks, words: [] };
    this.sheets.set(number, sheet);
    made.prepend(cells); // below what is tagged
    made.append(picks);
    const found = await this.load(number);
    sheet.words = found.words;
    cells.replaceChildren(...found.cells.flatMap((one) => this.#cell(sheet, one)));
    if (found.hint) made.after(el("div", { class: "doc-page-hint small row" }, el("p", {}, found.hint), found.remedy));
    made.dataset.words = sheet.words.length;
  }

  // Other pages are shown, perhaps of another document.
  forget(text) {
    this.clear();
    this.sheets.clear();
    this.text = text;
    this.first = this.drag = null;
  }

  clear() {
    this.picked?.sheet.picks.replaceChildren();
    this.picked = null;
  }

  // Choose the word after the chosen ones or before them, or go on to it.
  move(by, extend, number) {
    const sheet = this.picked?.sheet ?? this.sheets.get(number);
    if (!sheet?.words.length) return;
    const last = sheet.words.length - 1;
    const numbers = this.picked?.numbers;
    const at = !numbers ? 0 : extend ? this.last + by : (by > 0 ? numbers.at(-1) : numbers[0]) + by;
    this.last = Math.max(0, Math.min(last, at));
    if (!extend || !numbers) this.first = { sheet, number: this.last };
    this.#pick(sheet, between(this.first.number, this.last));
    const mark = sheet.picks.children[this.last < this.first.number ? 0 : sheet.picks.children.length - 1];
    mark?.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
  }

  // Show words as chosen that were chosen elsewhere.
  show(number, numbers) {
    const sheet = this.sheets.get(number);
    if (!sheet) return;
    this.first = { sheet, number: numbers[0] };
    this.last = numbers.at(-1);
    this.#pick(sheet, numbers);
    sheet.picks.firstElementChild?.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  open(name = "") {
    const { sheet, numbers } = this.picked;
    this.choose({ places: this.#places(sheet, numbers), box: boxOf(sheet.picks.children), name });
  }

  // Stretches of the text that hold these words and no others.
  #places(sheet, numbers) {
    const places = [];
    for (const number of numbers) {
      const { start, end } = sheet.words[number];
      const last = places.at(-1);
      if (last && !/\S/.test(this.text.slice(last.end, start))) last.end = end;
      else places.push({ start, end });
    }
    return places.map((one) => bare(this.text, one));
  }

  #cell(sheet, cell) {
    return cell.rectangles.map((rectangle) => {
      const made = el("button", {
        class: "doc-cell",
        tabindex: "-1",
        "aria-label": `${cell.name.replaceAll("_", " ")}: ${this.text.slice(cell.start, cell.end)}`,
        onclick: () => {
          const inside = sheet.words.flatMap((one, at) => (one.start < cell.end && cell.start < one.end ? [at] : []));
          this.#pick(sheet, inside);
          this.choose({ places: [{ start: cell.start, end: cell.end }], box: boxOf(sheet.picks.children), name: cell.name });
        },
      });
      return lay(made, rectangle);
    });
  }

  #pick(sheet, numbers) {
    this.clear();
    this.picked = { sheet, numbers };
    this.last ??= numbers.at(-1);
    sheet.picks.replaceChildren(...numbers.flatMap((number) =>
      sheet.words[number].rectangles.map((one) => lay(el("div", { class: "doc-pick" }), one))));
  }

  // ---- mouse

  #sheetAt(event) {
    return this.sheets.get(Number(event.target.closest?.("[data-page]")?.dataset.page));
  }

  #pressed(event) {
    this.wasDrawn = false;
    const sheet = this.#sheetAt(event);
    // A finger that moves scrolls.
    if (!sheet?.words.length || event.button || event.shiftKey || event.pointerType === "touch") return;
    this.drag = { sheet, from: pointOn(sheet, event), x: event.clientX, y: event.clientY, lasso: null };
  }

  #moved(event) {
    const { drag } = this;
    if (!drag) return;
    if (!drag.lasso) {
      if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < MOVED) return;
      drag.lasso = el("div", { class: "doc-lasso" });
      drag.sheet.made.append(drag.lasso);
      this.root.setPointerCapture(event.pointerId);
      this.root.focus({ preventScroll: true });
      this.choose(null);
    }
    const [x, y] = pointOn(drag.sheet, event);
    const [left, right] = [drag.from[0], x].sort(byValue);
    const [top, bottom] = [drag.from[1], y].sort(byValue);
    lay(drag.lasso, [left, top, right, bottom]);
    this.#pick(drag.sheet, inside(drag.sheet.words, [left, top, right, bottom]));
  }

  #released() {
    const { drag } = this;
    this.drag = null;
    if (!drag?.lasso) return;
    drag.lasso.remove();
    this.wasDrawn = true; // the click that follows is none
    const { numbers } = this.picked ?? { numbers: [] };
    if (!numbers.length) return this.say("There are no words in that rectangle.");
    this.first = { sheet: drag.sheet, number: numbers[0] };
    this.last = numbers.at(-1);
    return this.open();
  }

  #cancel() {
    const { drag } = this;
    this.drag = null;
    drag?.lasso?.remove();
    if (drag?.lasso) this.clear();
  }

  #clicked(event) {
    const sheet = this.#sheetAt(event);
    const wasDrawn = this.wasDrawn;
    this.wasDrawn = false;
    if (wasDrawn) return event.stopPropagation();
    if (!sheet || event.detail === 0) return undefined; // by a key, on a button
    const isRange = event.shiftKey && this.first?.sheet === sheet;
    if (!isRange && event.target.closest("button")) return undefined;
    const number = wordAt(sheet.words, pointOn(sheet, event));
    if (number < 0) return undefined;
    event.stopPropagation();
    if (!isRange) this.first = { sheet, number };
    this.last = number;
    this.#pick(sheet, between(this.first.number, number));
    this.root.focus({ preventScroll: true });
    return this.open();
  }
}

// A place without marks at its ends that belong to the sentence: (Acme Inc.), is Acme Inc. - words are
// drawn with them, and a rectangle cannot leave them out.
function bare(text, whole) {
  let { start, end } = whole;
  const of = () => text.slice(start, end);
  for (let before = null; before !== of(); ) {
    before = of();
    if (OPENING.test(before) && !hasPair(before)) start += 1;
    else if (LOOSE.test(before) || (CLOSING.test(before) && !hasPair(before)) || FULL_STOP.test(before)) end -= 1;
  }
  return start < end ? { start, end } : whole;
}

const OPENING = /^[([{"“„«‘]/u;
const CLOSING = /[)\]}"”“»’]$/u;
const LOOSE = /[,;:]$/u;
const FULL_STOP = /(?:\p{L}{5,}|\p{N})\.$/u; // Inc. and Ltd. keep theirs
const PAIRS = ["()", "[]", "{}", "“”", "„“", "«»", "‘’"];
const hasPair = (words) => /".*"/su.test(words) || PAIRS.some(([one, other]) => words.includes(one) && words.indexOf(other, words.indexOf(one) + 1) > 0);

const byValue = (one, other) => one - other;

const between = (one, other) => {
  const [first, last] = [one, other].sort(byValue);
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
};

// A point of the window as fractions of a sheet.
function pointOn(sheet, event) {
  const box = sheet.picks.getBoundingClientRect();
  const share = (value) => Math.max(0, Math.min(1, value));
  return [share((event.clientX - box.left) / box.width), share((event.clientY - box.top) / box.height)];
}

const holds = ([left, top, right, bottom], [x, y]) => left <= x && x <= right && top <= y && y <= bottom;

const wordAt = (words, point) => words.findIndex((one) => one.rectangles.some((box) => holds(box, point)));

const shared = (low, high, from, to) => Math.min(high, to) - Math.max(low, from) >= SHARE * Math.min(high - low, to - from);

// Words of which half lies in a rectangle; one that is lower than a line means the line that it is in.
function inside(words, [left, top, right, bottom]) {
  const isIn = ([from, above, to, below]) => shared(from, to, left, right) && shared(above, below, top, bottom);
  return words.flatMap((one, at) => (one.rectangles.some(isIn) ? [at] : []));
}

// Put an element over a part of a page, given as fractions.
export function lay(made, [left, top, right, bottom]) {
  Object.assign(made.style, {
    left: `${100 * left}%`,
    top: `${100 * top}%`,
    width: `${100 * (right - left)}%`,
    height: `${100 * (bottom - top)}%`,
  });
  return made;
}

function boxOf(elements) {
  const boxes = [...elements].map((one) => one.getBoundingClientRect());
  const left = Math.min(...boxes.map((one) => one.left));
  const top = Math.min(...boxes.map((one) => one.top));
  return new DOMRect(left, top, Math.max(...boxes.map((one) => one.right)) - left, Math.max(...boxes.map((one) => one.bottom)) - top);
}
