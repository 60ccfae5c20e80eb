// The field in hand: what it says, how sure that is, where it stands, what else it could be.
import { el, Offsets } from "./dom.js";
import { percent } from "./review_grid.js";

const SOURCES = {
  model: "found by the model",
  pattern: "found by a pattern",
  list: "found in a list",
  detector: "verified by a detector",
  file: "by the file itself",
  human: "set by a person",
};
const MOST = 9; // as many as there are keys to choose one by
const ROUNDING = 0.005; // of a share that is told in whole percents
const byId = (id) => document.getElementById(id);

export class Desk {
  constructor(looks, { categories, precision, bound }) {
    this.looks = looks;
    this.precision = precision;
    this.bound = bound; // fields that are more confident need no review
    this.shares = new Map(categories.map((one) => [one.name, one.share]));
    this.candidates = [];
  }

  // What is known at once, before the document was looked at.
  head(item, row, left) {
    const open = Boolean(item.readings?.length); // ambiguous: a person has to choose one
    const lacking = item.value === null && !open;
    const dot = el("span", { class: `dot ${this.looks[item.category] || ""}` });
    byId("desk-category").replaceChildren(dot, item.category);
    const link = el("a", { href: `/documents/${encodeURIComponent(item.document)}` }, row.name);
    byId("desk-document").replaceChildren("in ", link);
    byId("desk-number").textContent = `${left.toLocaleString("en")} left`;
    byId("desk-value").textContent = valueOf(item);
    byId("desk-value").classList.toggle("lacking", lacking);
    byId("desk-sureness").textContent = this.sureness(item);
    if (byId("confirm")) {
      byId("confirm-words").textContent = lacking ? "There is none" : "Confirm";
      byId("confirm").hidden = open;
      byId("none").hidden = lacking;
      byId("mend-words").textContent = lacking ? "There is one" : "Correct";
    }
    byId("desk-why").textContent = this.why(item);
    byId("sentence").replaceChildren();
    delete byId("sentence").dataset.start;
    byId("snippet").hidden = true;
    byId("snippet").removeAttribute("src");
    byId("desk-others").hidden = true;
    byId("usual").hidden = true;
    byId("usual-passages").replaceChildren();
    this.candidates = [];
  }

  sureness(item) {
    if (item.state === "reviewed") return "Looked at";
    if (item.readings?.length) return "Ambiguous: choose one";
    if (item.value === null) return `${percent(item.confidence)} sure that there is none`;
    return `${percent(item.confidence)} sure`;
  }

  // Why the field needs review, in a sentence.
  why(item) {
    const share = this.shares.get(item.category);
    if (item.state === "reviewed") return "A person has looked at it.";
    if (item.readings?.length) return "The words can be read in several ways, and nothing else in the document says which is meant.";
    if (item.value === null) return lackOf(item, share);
    const least = `at ${percent(this.precision)} precision, only fields above ${exactly(this.bound)} need no review`;
    if (item.state === "sure") return `It needs no review: its confidence of ${exactly(item.confidence)} is high enough.`;
    if (this.bound >= 1) return `At ${percent(this.precision)} precision, every field needs review.`;
    return `Its confidence of ${exactly(item.confidence)} is too low: ${least}.`;
  }

  // What stands in the document.
  body(item, look, choose) {
    const field = look.fields.find((one) => one.category === item.category);
    const open = placeOf(item, field, "ambiguous");
    byId("choices")?.replaceChildren(...(field?.choices ?? []).map((one) => el("option", { value: one })));
    const seen = open ?? placeOf(item, field, "values");
    if (seen) this.#place(item, look, seen);
    else if (item.value === null) this.#tell(field?.description ?? "");
    else this.#tell("The document says something else by now. Load the page again to see it.");
    this.candidates = [
      ...(open ? readingsOf(open).map((one) => ({ ...one, isOwn: true })) : []),
      ...(field?.candidates ?? []).flatMap((one) => (one.readings?.length ? readingsOf(one) : [one])),
    ].slice(0, MOST);
    const others = seen ? "Or is it one of these?" : "Is it one of these?";
    byId("others-title").textContent = open ? "Which is meant?" : others;
    byId("desk-others").hidden = !this.candidates.length;
    byId("candidates").replaceChildren(
      ...this.candidates.map((one, index) => el("li", {}, this.#candidate(one, index, field, choose))),
    );
    return field;
  }

  #place(item, look, seen) {
    const words = [this.sureness(item), SOURCES[seen.source]];
    if (seen.page) words.push(`page ${seen.page}`);
    if (seen.times > 1) words.push(`named ${seen.times} times`);
    byId("desk-sureness").textContent = words.join(" · ");
    byId("desk-document").querySelector("a").hash = `at=${seen.start},${seen.end}`;
    byId("sentence").dataset.start = seen.sentence.start;
    const { before, inside, after } = split(seen);
    const mark = el("mark", { class: `entity ${this.looks[item.category] || ""}` }, inside);
    byId("sentence").replaceChildren(before, mark, after);
    const address = snippetOf(look, seen);
    const image = byId("snippet");
    if (!address) return;
    image.alt = `The place on page ${seen.page}`;
    image.onload = () => (image.hidden = false);
    image.onerror = () => (image.hidden = true);
    image.src = address;
  }

  // Where a value that was not found may stand: as in other documents.
  usual(found, look, showPage) {
    const { documents, first, last, passages } = found;
    const most = Math.max(first, last);
    const where = first >= last ? "near the beginning" : "near the end";
    const others = `${documents} other document${documents === 1 ? "" : "s"}`;
    const custom = most * 2 >= documents ? `In ${most} of ${others}, it stands ${where}. ` : "";
    const like = passages.length ? "These passages are worded like those of others." : `No passage is worded like those of ${others}.`;
    byId("usual-words").textContent = documents ? `${custom}${like}` : "No other document has one yet. Look through the page.";
    byId("usual-passages").replaceChildren(
      ...passages.map((one) =>
        el("li", {},
          el("p", { class: "reading", dataset: { start: one.start } }, one.text),
          one.page && look.pages > 1 ? el("button", { class: "small-button quiet", onclick: () => showPage(one.page) }, `Show page ${one.page}`) : null)),
    );
    byId("usual").hidden = false;
  }

  #tell(words) {
    byId("sentence").replaceChildren(el("span", { class: "soft" }, words));
  }

  #candidate(one, index, field, choose) {
    const { before, inside, after } = split(one);
    const shown = el(
      "span",
      { class: "value" },
      one.value ?? one.text,
      one.category === field.category ? null : el("span", { class: "soft small" }, ` ${one.category}`),
    );
    const around = el("span", { class: "around" }, `…${before.slice(-24)}`, el("strong", {}, inside), after);
    const key = el("kbd", {}, String(index + 1));
    if (!choose) return el("div", { class: "candidate" }, el("span", {}), shown, around);
    return el("button", { onclick: () => choose(index), "aria-keyshortcuts": String(index + 1) }, key, shown, around);
  }

  // The words of the document that are selected on the desk, with their place in it.
  selected() {
    const selection = window.getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const around = aroundOf(range.startContainer);
    if (!around || !around.contains(range.endContainer)) return null;
    const before = document.createRange();
    before.setStart(around, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const whole = around.textContent;
    const offsets = new Offsets(whole);
    const unit = before.toString().length;
    const found = whole.slice(unit, unit + range.toString().length);
    const lead = found.length - found.trimStart().length;
    const text = found.trim();
    if (!text) return null;
    const start = Number(around.dataset.start) + offsets.toCharacters(unit + lead);
    return { text, start, end: start + [...text].length };
  }
}

// What holds a stretch of the document's text, and where that begins.
function aroundOf(node) {
  const around = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
  return around && byId("desk").contains(around) ? around : null;
}

// What speaks against that there is none: how many others have one, and what a model saw here.
function lackOf(item, share = 0) {
  if (item.state === "unexpected") return `Only ${percent(share)} of these documents have one, so none is expected.`;
  const seen = 1 - item.confidence;
  const words = seen > share + ROUNDING ? `, although it may be in its words (${percent(seen)} sure)` : "";
  return `${percent(share)} of these documents have one, and none was found in this one${words}.`;
}

const exactly = (share) => `${(share * 100).toFixed(1)} %`;

// What a field says: its value, what it can mean, or that there is none.
export function valueOf(item) {
  if (item.readings?.length) return `${item.readings.join(" or ")}?`;
  return item.value ?? `No ${item.category} found`;
}

// The place that a field is about, among the `values` or the `ambiguous` texts of what was looked at.
export function placeOf(item, field, among) {
  if (among === "values") return item.readings?.length ? undefined : field?.values.find((one) => one.value === item.value);
  const wanted = item.readings?.join("\n");
  return wanted ? field?.ambiguous.find((one) => one.readings.join("\n") === wanted) : undefined;
}

const readingsOf = (seen) => seen.readings.map((one) => ({ ...seen, value: one, meaning: one }));

// Where the page shows a place, "" where it cannot be drawn.
export function snippetOf(look, seen) {
  const drawn = look.media_type === "application/pdf" && seen.page && !look.path.includes("!/");
  const id = encodeURIComponent(look.document);
  return drawn ? `/documents/${id}/snippet.png?start=${seen.start}&end=${seen.end}` : "";
}

function split(seen) {
  const { start, text } = seen.sentence;
  const offsets = new Offsets(text);
  const first = offsets.toUnits(seen.start - start);
  const last = offsets.toUnits(seen.end - start);
  return { before: text.slice(0, first), inside: text.slice(first, last), after: text.slice(last) };
}
