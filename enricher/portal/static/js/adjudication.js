// The page on which somebody decides where taggers of a document disagree.
//
// Each decision is saved as it is made; when all are, the result becomes the labels of the document.
import { remember, tellSettled } from "./agreement_notice.js";
import { ask, path } from "./api.js";
import { el, fail, isTyping, Offsets } from "./dom.js";
import { TextView, Words } from "./tagging_text.js";

const byId = (id) => document.getElementById(id);
const given = JSON.parse(byId("given").textContent);
const { project } = given;
const name = given.case.document;
const { text } = given.case;
const url = `/api/projects/${path(project)}/adjudication/${path(name)}`;
const mayDecide = document.body.dataset.role !== "reader";
const looks = new Map(given.categories.map((one) => [one.name, one.look]));
const passages = new Set(given.categories.filter((one) => one.isPassage).map((one) => one.name));
const offsets = new Offsets(text);
const words = new Words(text);
const KINDS = {
  missing: "Only one side has a label",
  category: "The same words, other categories",
  ends: "The same category, other ends",
  several: "Several differences",
};
const LONGEST = 90; // characters of a label on its button

// The API counts characters, the browser UTF-16 units.
const read = ({ category, offset, length }) => ({
  category,
  start: offsets.toUnits(offset),
  end: offsets.toUnits(offset + length),
});
const write = ({ category, start, end }) => {
  const offset = offsets.toCharacters(start);
  return { category, offset, length: offsets.toCharacters(end) - offset };
};
const same = (some, other) => JSON.stringify(some.map(write)) === JSON.stringify(other.map(write));

const disagreements = given.case.disagreements.map((one) => ({
  ...one,
  ...read({ ...one, category: "" }),
  readings: one.readings.map(({ taggers, labels }) => ({ taggers, labels: labels.map(read) })),
}));
const agreed = given.case.agreed.map(read);
const decisions = new Map();
for (const [id, { labels }] of Object.entries(given.case.decisions)) decisions.set(id, labels.map(read));
const steps = []; // to undo: {id, before}
let settledBy = given.case.settled_by;
let current = Math.max(0, disagreements.findIndex((one) => !decisions.has(one.id)));
let saving = Promise.resolve();
let stale = []; // stretches of the text to draw anew, disagreements among them

// ---- the text

const mark = (one, classes, label) => ({
  ...one,
  classes: [...classes, looks.get(one.category) ?? "c11"],
  name: label,
});
const solid = (one) => mark(one, passages.has(one.category) ? ["entity", "passage"] : ["entity"], one.category);

function marks(from, to) {
  const shown = agreed.map(solid);
  disagreements.forEach((one, number) => {
    const decided = decisions.get(one.id);
    if (decided) shown.push(...decided.map(solid));
    else {
      for (const { taggers, labels } of one.readings) {
        for (const label of labels) shown.push(mark(label, ["suggested"], `${label.category}, ${taggers.join(" and ")}`));
      }
    }
    if (number === current) shown.push({ start: one.start, end: one.end, classes: ["picked"] });
  });
  return shown.filter((one) => one.start < to && from < one.end);
}

const view = new TextView(byId("text"), text, marks);

// ---- the list of disagreements

function wordsOf({ start, end }) {
  const found = text.slice(start, end).replace(/\s+/g, " ");
  return found.length > LONGEST ? `${found.slice(0, LONGEST)}…` : found;
}

const labelWords = (labels) =>
  labels.length
    ? labels.map((one) => el("span", { class: `entity ${looks.get(one.category) ?? "c11"}` }, wordsOf(one), " ", el("b", {}, one.category)))
    : el("span", { class: "soft" }, "no label here");

function choice(one, key, who, labels) {
  const isChosen = decisions.has(one.id) && same(decisions.get(one.id), labels);
  return el("button", {
    type: "button", class: "reading-choice", "data-key": key, "aria-pressed": String(isChosen),
    disabled: !mayDecide || Boolean(settledBy), onclick: () => decide(one, labels),
  }, el("kbd", {}, key), el("span", { class: "small" }, who), el("span", { class: "reading-labels" }, labelWords(labels)));
}

// The ends and the category of what was chosen, where that is one label.
function correction(one) {
  const [label, more] = decisions.get(one.id) ?? [];
  if (!label || more || !mayDecide || settledBy) return null;
  const button = (key, words, by, atEnd) =>
    el("button", { type: "button", class: "small-button", onclick: () => stretch(by, atEnd) }, words, " ", el("kbd", {}, key));
  const categories = el("select", { onchange: ({ target }) => decide(one, [{ ...label, category: target.value }]) },
    [...new Set([...looks.keys(), label.category])].map((each) => el("option", { selected: each === label.category }, each)));
  return el("div", { class: "row corrections" },
    el("label", { class: "row small" }, "Category", categories),
    button("e", "Extend", 1, true), button("s", "Shrink", -1, true),
    button("E", "Begin earlier", 1, false), button("S", "Begin later", -1, false));
}

function card(one, number) {
  const decided = decisions.get(one.id);
  const isOther = decided && decided.length && !one.readings.some((each) => same(each.labels, decided));
  const hasNone = one.readings.some((each) => !each.labels.length);
  return el("li", { class: "card disagreement", "data-id": one.id, "aria-current": number === current ? "true" : null },
    el("div", { class: "row" },
      el("button", { type: "button", class: "quiet small-button where", onclick: () => go(number) }, `${number + 1} of ${disagreements.length}`),
      el("span", { class: "small kind" }, KINDS[one.kind]),
      decided ? el("span", { class: "badge end" }, isOther ? "corrected" : "decided") : null),
    one.readings.map((each, place) => choice(one, String(place + 1), each.taggers.join(" and "), each.labels)),
    hasNone ? null : choice(one, "0", "neither", []),
    isOther ? el("p", { class: "small" }, "Instead: ", labelWords(decided)) : null,
    number === current ? correction(one) : null);
}

// All of them, or those that something was changed of: a document may have hundreds.
function drawCards(changed, isWhole) {
  const list = byId("disagreements");
  if (isWhole) list.replaceChildren(...disagreements.map(card));
  else {
    for (const number of new Set(changed.map((one) => disagreements.indexOf(one)))) {
      if (number >= 0) list.children[number].replaceWith(card(disagreements[number], number));
    }
  }
}

function show({ toCurrent = false, isWhole = false } = {}) {
  const active = document.activeElement;
  const held = active.closest?.(".disagreement");
  const key = [active.dataset?.key, active.tagName];
  const now = disagreements.slice(current, current + 1);
  drawCards([...stale, ...now], isWhole);
  view.redraw([...stale, ...now]);
  stale = now;
  const left = disagreements.filter((one) => !decisions.has(one.id)).length;
  byId("before").disabled = byId("after").disabled = disagreements.length < 2;
  byId("left").textContent = settledBy
    ? `Settled by ${settledBy}: these are the labels of the document.`
    : left ? `${left} of ${disagreements.length} to decide` : "All decided. Done makes it the labels of the document.";
  if (mayDecide) {
    byId("done").disabled = !settledBy && left > 0;
    byId("done-text").textContent = settledBy ? "Next document" : "Done";
    byId("undo").disabled = !settledBy && !steps.length;
  }
  if (held) {
    const again = byId("disagreements").querySelector(`[data-id="${held.dataset.id}"]`);
    const [chosen, tag] = key;
    (again?.querySelector(chosen ? `[data-key="${chosen}"]` : tag.toLowerCase()) ?? byId("text")).focus({ preventScroll: true });
  }
  if (toCurrent) {
    view.reveal();
    byId("disagreements").children[current]?.scrollIntoView({ block: "nearest" });
  }
}

function go(number) {
  if (!disagreements.length) return;
  current = (number + disagreements.length) % disagreements.length;
  show({ toCurrent: true });
}

// ---- deciding

function keep(id, labels) {
  stale.push(disagreements.find((one) => one.id === id), ...(decisions.get(id) ?? []), ...(labels ?? []));
  if (labels) decisions.set(id, labels);
  else decisions.delete(id);
}

// One request after the other; what the server refuses is as it was before.
function save(id, labels, before) {
  byId("saved").textContent = "Saving…";
  saving = saving
    .then(() => ask("PUT", url, { json: { decisions: { [id]: labels?.map(write) ?? null } } }))
    .then(() => (byId("saved").textContent = ""))
    .catch((error) => {
      byId("saved").textContent = "";
      keep(id, before);
      steps.splice(steps.findLastIndex((one) => one.id === id), 1);
      show();
      fail(error);
    });
  return saving;
}

function decide(one, labels) {
  if (settledBy || !mayDecide) return undefined;
  const before = decisions.get(one.id);
  current = disagreements.indexOf(one);
  if (before && same(before, labels)) return next();
  keep(one.id, labels);
  steps.push({ id: one.id, before });
  if (before) show();
  else next();
  return save(one.id, labels, before);
}

// To what is not decided yet, the first after this one.
function next() {
  const order = disagreements.map((_, place) => (current + 1 + place) % disagreements.length);
  const left = order.find((place) => !decisions.has(disagreements[place].id));
  if (left !== undefined) current = left;
  show({ toCurrent: true });
}

function stretch(by, atEnd) {
  const one = disagreements[current];
  if (!one || settledBy || !mayDecide) return;
  const base = decisions.get(one.id) ?? one.readings.find((each) => each.labels.length)?.labels;
  if (base?.length !== 1) return;
  let [first, last] = words.touched(base[0].start, base[0].end);
  if (atEnd) last = Math.min(words.count, Math.max(first + 1, last + by));
  else first = Math.max(0, Math.min(last - 1, first - by));
  const before = decisions.get(one.id);
  const labels = [{ category: base[0].category, start: words.starts[first], end: words.ends[last - 1] }];
  keep(one.id, labels);
  steps.push({ id: one.id, before });
  show();
  save(one.id, labels, before);
}

async function undo() {
  if (settledBy) return reopen();
  const step = steps.pop();
  if (!step) return undefined;
  const was = decisions.get(step.id);
  keep(step.id, step.before);
  current = disagreements.findIndex((one) => one.id === step.id);
  show({ toCurrent: true });
  return save(step.id, step.before, was);
}

async function reopen() {
  try {
    await ask("DELETE", url);
    settledBy = "";
    show({ isWhole: true });
  } catch (error) {
    fail(error);
  }
}

async function done() {
  await saving;
  if (!settledBy && disagreements.some((one) => !decisions.has(one.id))) return;
  try {
    if (!settledBy) {
      await ask("POST", url);
      remember(project, name);
    }
    location.assign(`/projects/${path(project)}/adjudicate`);
  } catch (error) {
    fail(error);
  }
}

// ---- keys

const KEYS = {
  n: () => go(current + 1),
  p: () => go(current - 1),
  e: () => stretch(1, true),
  s: () => stretch(-1, true),
  E: () => stretch(1, false),
  S: () => stretch(-1, false),
  u: () => mayDecide && undo(),
  d: () => mayDecide && done(),
};

function actOf({ code, key }) {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1]; // whatever stands on the key of this keyboard
  if (!digit) return Object.hasOwn(KEYS, key) ? KEYS[key] : null;
  const one = disagreements[current];
  const labels = digit === "0" ? [] : one?.readings[Number(digit) - 1]?.labels;
  return labels && one && mayDecide ? () => decide(one, labels) : null;
}

document.addEventListener("keydown", (event) => {
  if (isTyping(event)) return;
  const act = actOf(event);
  if (!act) return;
  event.preventDefault();
  act();
});
byId("text").addEventListener("click", (event) => {
  const place = view.placeAt(event.clientX, event.clientY);
  const found = disagreements.findIndex((one) => place !== null && one.start <= place && place <= one.end);
  if (found >= 0 && getSelection().isCollapsed) go(found);
});
byId("before").addEventListener("click", () => go(current - 1));
byId("after").addEventListener("click", () => go(current + 1));
byId("undo")?.addEventListener("click", undo);
byId("done")?.addEventListener("click", done);

show({ toCurrent: disagreements.length > 0, isWhole: true });
document.documentElement.dataset.ready = "";
tellSettled();
