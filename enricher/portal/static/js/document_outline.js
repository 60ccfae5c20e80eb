// The clauses of a document in the order of its text, each a way to its place, and how near it is to
// the standard wording of the playbook.
import { el } from "./dom.js";
import { short } from "./document_corrections.js";
import { percent } from "./document_side.js";

const BADGES = { same: "", close: "warn", other: "bad" };
const WORDS = 300; // characters that are told of a clause when one points at it

export class Outline {
  constructor(page) {
    this.page = page;
    this.root = document.getElementById("clauses");
    this.list = this.root.querySelector("ol");
    this.entries = new Map(); // by the number of the entity
    this.missing = this.root.querySelector("p");
    this.current = null;
  }

  update(checks) {
    const near = checks.flatMap((check) => check.passages.map((one) => [keyOf({ ...one, category: check.category }), one]));
    this.compared = new Map(near);
    const missing = checks.filter((one) => one.state === "missing").map((one) => one.category);
    this.missing.hidden = !missing.length;
    this.missing.replaceChildren(`Missing: ${missing.join(", ")}.`);
    const passages = this.page.entities
      .filter((one) => one.isPassage)
      .toSorted((one, other) => one.start - other.start || other.length - one.length);
    this.root.hidden = !passages.length && !missing.length;
    const isNext = (one, at) => passages[at - 1]?.category === one.category;
    this.entries = new Map(passages.map((one, at) => [one.n, this.#entry(one, isNext(one, at))]));
    this.list.replaceChildren(...[...this.entries.values()].map((one) => el("li", {}, one.button, one.deviation)));
    this.mark(this.current);
  }

  // Say at which clause one is; an entity that is none is in none.
  mark(entity) {
    this.current = entity;
    for (const [n, { button, deviation }] of this.entries) {
      if (n === entity?.n) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
      if (deviation) deviation.hidden = n !== entity?.n;
    }
    this.entries.get(entity?.n)?.button.parentElement.scrollIntoView({ block: "nearest" });
  }

  // Of several in a row the first has the name, the others what they begin with.
  #entry(passage, isNext) {
    const { category, confidence, page } = passage;
    const words = short(passage.text, WORDS);
    const hidden = (text) => el("span", { class: "hidden-visually" }, text);
    const compared = this.compared.get(keyOf(passage));
    const button = el("button", {
      class: isNext ? "doc-clause next" : "doc-clause",
      title: `${confidence < 1 ? `${percent(confidence)}: ` : ""}${words}`,
      onclick: () => this.page.goTo(passage),
    },
      el("span", { class: `dot ${this.page.look(category)}`, "aria-hidden": "true" }),
      isNext
        ? el("span", { class: "doc-clause-words soft small" }, hidden(`${category}: `), words)
        : el("span", { class: "doc-clause-name" }, breakable(category), hidden(`: ${words}`)),
      compared ? el("span", { class: `badge ${BADGES[compared.nearness]}` }, compared.nearness) : el("span"),
      el("span", { class: "soft small number" }, page ? `p. ${page}` : ""));
    return { button, deviation: compared && compared.nearness !== "same" ? deviation(compared) : null };
  }
}

const keyOf = (one) => `${one.category}|${one.offset}|${one.length}`;

// The standard, and where this clause leaves it.
const deviation = ({ nearness, differences }) =>
  el("p", { class: "doc-deviation clause-words small", hidden: true },
    el("span", { class: "soft" }, nearness === "close" ? "Beside the standard: " : "The standard: "),
    differences.flatMap(({ first, second, differs }) => {
      if (nearness === "other") return [first, " "];
      if (!differs) return [second, " "];
      return [first ? el("del", {}, first) : null, " ", second ? el("ins", {}, second) : null, " "];
    }));

// A name that may be broken before its capitals.
const breakable = (name) => name.split(/(?<=[a-z])(?=[A-Z])/).flatMap((part, at) => (at ? [el("wbr"), part] : [part]));
