// The text that is tagged: its words, and the pieces in which it stands on the page.
//
// All of it is in the document, so that the browser finds in it and reads it out; the browser lays
// out what is near the window alone (content-visibility), and a change makes one piece anew.
// Offsets here count UTF-16 units.
import { el } from "./dom.js";

const PIECE = 1600; // units: short enough to be made anew for each key

// A word is what a model gives a tag to, or several: figures stay together, so does a line of dots.
// (`enricher.recognizer.windows`: letters and digits, and single punctuation marks.)
const LETTER = "(?:[\\p{L}\\p{N}\\p{M}]|(?![\\x00-\\x7f])\\p{S})";
const WORD = new RegExp(`${LETTER}+(?:(?<=\\p{N})[.,](?=\\p{N})${LETTER}+)*|([^\\s])\\1*`, "gu");

export class Words {
  constructor(text) {
    this.starts = [];
    this.ends = [];
    for (const match of text.matchAll(WORD)) {
      this.starts.push(match.index);
      this.ends.push(match.index + match[0].length);
    }
  }
  get count() {
    return this.starts.length;
  }
  // The first word that ends after a place; `count` where there is none.
  at(place) {
    return firstFrom(this.ends, place + 1);
  }
  // The words [first, last) that a stretch touches; at least one where there are any.
  touched(start, end) {
    const first = Math.min(this.at(start), this.count - 1);
    return [first, Math.max(first + 1, firstFrom(this.starts, end))];
  }
}

// The first index of what is not below a value, in numbers that grow.
export function firstFrom(numbers, value) {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

// Where pieces begin: at a line, else after a blank, else anywhere but inside of a character.
function cut(text) {
  const starts = [0];
  while (text.length - starts.at(-1) > PIECE) {
    const from = starts.at(-1);
    const to = from + PIECE;
    let at = text.lastIndexOf("\n", to - 1) + 1;
    if (at <= from + PIECE / 4) at = text.lastIndexOf(" ", to - 1) + 1;
    if (at <= from + PIECE / 4) at = /[\udc00-\udfff]/.test(text[to]) ? to - 1 : to;
    starts.push(at);
  }
  return starts;
}

export class TextView {
  // `marks(start, end)` gives what is to be shown in a stretch: labels, suggestions, the selection.
  constructor(root, text, marks) {
    this.root = root;
    this.text = text;
    this.marks = marks;
    this.starts = cut(text);
    this.pieces = this.starts.map(() => el("div", { class: "piece" }));
    root.replaceChildren(...this.pieces);
    const perLine = Math.max(20, root.clientWidth / 8.5);
    this.pieces.forEach((piece, number) => {
      const lines = text.slice(...this.range(number)).split("\n");
      const count = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / perLine)), 0);
      piece.style.containIntrinsicBlockSize = `auto ${count * 28}px`;
      this.draw(number);
    });
  }

  range(number) {
    return [this.starts[number], this.starts[number + 1] ?? this.text.length];
  }

  pieceOf(place) {
    return Math.max(0, firstFrom(this.starts, place + 1) - 1);
  }

  // Draw anew what shows any of these stretches.
  redraw(stretches) {
    const numbers = new Set();
    for (const { start, end } of stretches) {
      for (let at = this.pieceOf(start); at <= this.pieceOf(Math.max(start, end - 1)); at++) numbers.add(at);
    }
    numbers.forEach((number) => this.draw(number));
  }

  redrawAll() {
    this.pieces.forEach((_, number) => this.draw(number));
  }

  draw(number) {
    const [from, to] = this.range(number);
    const marks = this.marks(from, to).sort((a, b) => b.end - b.start - (a.end - a.start));
    const edges = new Set([from, to]);
    for (const mark of marks) {
      edges.add(Math.max(from, mark.start));
      edges.add(Math.min(to, mark.end));
    }
    const cuts = [...edges].sort((a, b) => a - b);
    const nodes = [];
    for (let index = 0; index + 1 < cuts.length; index++) {
      const [start, end] = [cuts[index], cuts[index + 1]];
      let node = document.createTextNode(this.text.slice(start, end));
      const covering = marks.filter((mark) => mark.start <= start && end <= mark.end);
      for (const mark of covering.reverse()) node = wrap(node, mark, start, end);
      nodes.push(node);
    }
    this.pieces[number].replaceChildren(...nodes);
  }

  // The place in the text of a point in the document, null where it is not in the text.
  placeOf(node, offset) {
    const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".piece");
    if (!piece || !this.root.contains(piece)) return null;
    const before = document.createRange();
    before.setStart(piece, 0);
    before.setEnd(node, offset);
    return this.starts[this.pieces.indexOf(piece)] + before.toString().length;
  }

  placeAt(x, y) {
    const point = document.caretPositionFromPoint?.(x, y);
    if (point) return this.placeOf(point.offsetNode, point.offset);
    const range = document.caretRangeFromPoint?.(x, y); // browsers before 2025
    return range ? this.placeOf(range.startContainer, range.startOffset) : null;
  }

  selected() {
    return this.root.querySelector(".picked");
  }

  // The box of its last line, or of its first.
  edgeOfSelection(isLast) {
    const shown = this.root.querySelectorAll(".picked");
    return [...shown[isLast ? shown.length - 1 : 0].getClientRects()].at(isLast ? -1 : 0);
  }

  // Bring the selection into the window; heights of what was not laid out yet are estimates, hence
  // a second look once they are known.
  reveal(again = true) {
    this.selected()?.scrollIntoView({ block: "nearest" });
    if (again) requestAnimationFrame(() => this.reveal(false));
  }
}

function wrap(node, mark, start, end) {
  const classes = [...mark.classes];
  if (start === mark.start) classes.push("first");
  if (end === mark.end) classes.push("last");
  const span = document.createElement("span");
  span.className = classes.join(" ");
  if (mark.id) span.dataset.mark = mark.id;
  if (mark.name && end === mark.end) span.dataset.name = mark.name;
  span.append(node);
  return span;
}
