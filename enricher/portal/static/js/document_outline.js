// The clauses of a document in the order of its text, each a way to its place.
import { el } from "./dom.js";
import { short } from "./document_corrections.js";
import { percent } from "./document_side.js";

const WORDS = 300; // characters that are told of a clause when one points at it

export class Outline {
  constructor(page) {
    this.page = page;
    this.root = document.getElementById("clauses");
    this.list = this.root.querySelector("ol");
    this.entries = new Map(); // by the number of the entity
    this.current = null;
  }

  update() {
    const passages = this.page.entities
      .filter((one) => one.isPassage)
      .toSorted((one, other) => one.start - other.start || other.length - one.length);
    this.root.hidden = !passages.length;
    const isNext = (one, at) => passages[at - 1]?.category === one.category;
    this.entries = new Map(passages.map((one, at) => [one.n, this.#entry(one, isNext(one, at))]));
    this.list.replaceChildren(...[...this.entries.values()].map((one) => el("li", {}, one)));
    this.mark(this.current);
  }

  // Say at which clause one is; an entity that is none is in none.
  mark(entity) {
    this.current = entity;
    for (const [n, entry] of this.entries) {
      if (n === entity?.n) entry.setAttribute("aria-current", "true");
      else entry.removeAttribute("aria-current");
    }
    this.entries.get(entity?.n)?.scrollIntoView({ block: "nearest" });
  }

  // Of several in a row the first has the name, the others what they begin with.
  #entry(passage, isNext) {
    const { category, confidence, page } = passage;
    const words = short(passage.text, WORDS);
    const hidden = (text) => el("span", { class: "hidden-visually" }, text);
    return el("button", {
      class: isNext ? "doc-clause next" : "doc-clause",
      title: `${confidence < 1 ? `${percent(confidence)}: ` : ""}${words}`,
      onclick: () => this.page.goTo(passage),
    },
      el("span", { class: `dot ${this.page.look(category)}`, "aria-hidden": "true" }),
      isNext
        ? el("span", { class: "doc-clause-words soft small" }, hidden(`${category}: `), words)
        : el("span", { class: "doc-clause-name" }, breakable(category), hidden(`: ${words}`)),
      el("span", { class: "soft small number" }, page ? `p. ${page}` : ""));
  }
}

// A name that may be broken before its capitals.
const breakable = (name) => name.split(/(?<=[a-z])(?=[A-Z])/).flatMap((part, at) => (at ? [el("wbr"), part] : [part]));
