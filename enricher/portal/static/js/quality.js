// What is probably wrong with labels, each with the way to its place; dismissed by who knows better.
import { ask, path } from "./api.js";
import { el, fail, notify } from "./dom.js";

const root = document.getElementById("quality");
const byId = (id) => document.getElementById(id);
const FIRST = 5; // places of a flaw that are shown before somebody asks for all
const FIRST_DOCUMENTS = 8;
const NEXT = 10;
const POLL_MS = 1500;
const ASPECTS = {
  precise: ["Precise", "They begin and end like the others of their category."],
  consistent: ["Consistent", "The same words are tagged the same way everywhere."],
  complete: ["Complete", "Nothing is left untagged."],
  enough: ["Enough", "There are enough to learn from and to measure with."],
  apart: ["Apart", "The training and testing sets are alike, without copies in both."],
};
const BADGES = { error: "bad", warning: "warn", note: "plain" };
const RIGHT = "Correct as it is";
const APPLY = "Apply";

const project = root?.dataset.project;
const api = `/api/projects/${path(project || "")}`;
const mayChange = document.body.dataset.role !== "reader";
const looks = root ? JSON.parse(byId("looks").textContent) : {};
const opened = new Set(); // flaws of which all places are shown
const many = (number, one) => `${number.toLocaleString("en")} ${one}${number === 1 ? "" : "s"}`;

const tagAddress = (name, place) =>
  `/projects/${path(project)}/tag/${path(name)}${place ? `#at=${place.start},${place.end}` : ""}`;

// Commands in a sentence stand between backticks; some have their place on a page.
const PLACES = [
  ["enricher evaluate", "models#validate", "a cross-validation"],
  ["enricher project next", "quality#next-title", "What to tag next"],
];

function command(text) {
  const place = PLACES.find(([start]) => text.startsWith(start));
  if (!place) return el("code", {}, text);
  return el("a", { href: `/projects/${path(project)}/${place[1]}` }, place[2]);
}

const words = (sentence) => sentence.split("`").map((part, number) => (number % 2 ? command(part) : part));

function button(text, of, ids, act, all) {
  return el("button", { type: "button", class: "small-button quiet", onclick: () => change(act, ids, all) },
    text, el("span", { class: "hidden-visually" }, ` ${of}`));
}

function placeItem(one, act, text) {
  return el("li", { class: "place", "data-id": one.id },
    el("a", { class: "where", href: tagAddress(one.document, one) }, one.document),
    el("span", { class: "words" },
      el("span", { class: "soft" }, `…${one.before}`),
      el("mark", { class: `entity ${looks[one.category] || ""}` }, one.text),
      el("span", { class: "soft" }, `${one.after}…`),
      one.suggested ? el("span", { class: "meant" }, "probably meant: ", el("strong", {}, one.suggested.text)) : null,
      one.applicable && !one.suggested ? el("span", { class: "meant" }, "probably a ", el("strong", {}, one.category)) : null),
    mayChange
      ? el("span", { class: "row acts" },
        act === "dismiss" && one.applicable ? applyButton(APPLY, `${one.document}, ${one.text}`, [one.id]) : null,
        button(text, `${one.document}, ${one.text}`, [one.id], act))
      : null);
}

function applyButton(text, of, ids) {
  return el("button", { type: "button", class: "small-button", onclick: () => apply(ids) },
    text, el("span", { class: "hidden-visually" }, ` ${of}`));
}

function flawCard(flaw, act) {
  const text = act === "dismiss" ? RIGHT : "Restore";
  const key = act + flaw.id;
  const shown = opened.has(key) ? flaw.passages : flaw.passages.slice(0, FIRST);
  const more = flaw.passages.length - shown.length;
  const names = flaw.passages.length ? [] : flaw.documents;
  const whole = flaw.passages.length > 1 ? `${text}, all ${flaw.passages.length}` : text;
  return el("article", { class: "card flaw", "data-kind": flaw.kind },
    el("p", { class: "sentence" },
      el("span", { class: `badge ${BADGES[flaw.severity]}` }, flaw.severity), " ",
      flaw.category ? el("span", { class: `dot ${looks[flaw.category] || ""}` }) : null, " ",
      words(flaw.sentence)),
    shown.length ? el("ul", { class: "places" }, shown.map((one) => placeItem(one, act, text))) : null,
    names.length
      ? el("p", { class: "small" },
        names.slice(0, FIRST_DOCUMENTS).flatMap((name, number) => [number ? ", " : "", el("a", { href: tagAddress(name) }, name)]),
        names.length > FIRST_DOCUMENTS ? ` and ${names.length - FIRST_DOCUMENTS} more` : "")
      : null,
    el("div", { class: "row" },
      more > 0
        ? el("button", { type: "button", class: "small-button", onclick: () => { opened.add(key); show(last); } }, `Show ${more} more`)
        : null,
      mayChange && act === "dismiss" && proposed(flaw) > 1 ? applyButton(`Apply all ${proposed(flaw)}`, flaw.sentence, [flaw.id]) : null,
      mayChange && flaw.passages.length !== 1 ? button(whole, flaw.sentence, [flaw.id], act, true) : null));
}

const proposed = (flaw) => flaw.passages.filter((one) => one.applicable).length;

let last = null;

function show(checked) {
  last = checked;
  const counts = Object.keys(BADGES)
    .map((severity) => [checked.flaws.filter((one) => one.severity === severity).length, severity])
    .filter(([number]) => number)
    .map(([number, severity]) => many(number, severity));
  byId("flaws-count").textContent = counts.join(", ") || "Nothing looks wrong.";
  const groups = Object.entries(ASPECTS).map(([aspect, [title, meaning]]) => {
    const some = checked.flaws.filter((one) => one.aspect === aspect);
    return some.length
      ? el("section", { class: "stack group" },
        el("div", {}, el("h3", {}, title), el("p", { class: "soft small" }, meaning)),
        el("div", { class: "stack wide" }, some.map((one) => flawCard(one, "dismiss"))))
      : null;
  });
  byId("flaws").replaceChildren(...groups.filter(Boolean));
  if (!checked.flaws.length) {
    byId("flaws").append(el("p", { class: "empty" }, "Every label looks like the others of its category, and nothing seems to be missing. What rules cannot find shows in the evaluation of a model."));
  }
  const gone = checked.dismissed.reduce((sum, one) => sum + (one.passages.length || 1), 0);
  byId("dismissed").hidden = gone === 0;
  byId("dismissed-title").textContent = `Dismissed (${gone})`;
  byId("dismissed-flaws").replaceChildren(...checked.dismissed.map((one) => flawCard(one, "restore")));
}

async function change(act, ids, all) {
  const section = byId(act === "dismiss" ? "flaws" : "dismissed-flaws");
  const before = [...section.querySelectorAll("button")].indexOf(document.activeElement);
  // The ids of all places stay what they are while that of the whole flaw goes with its places.
  const list = act === "dismiss" ? last.flaws : last.dismissed;
  const flaw = all && list.find((one) => one.id === ids[0]);
  const places = flaw && flaw.passages.length ? flaw.passages.map((one) => one.id) : ids;
  for (const one of ids) section.querySelector(`[data-id="${one}"]`)?.classList.add("going");
  try {
    const { data } = await ask("POST", `${api}/check/${act}`, { json: { ids: places } });
    show(data);
    const buttons = [...section.querySelectorAll("button")];
    (buttons[Math.min(Math.max(before, 0), buttons.length - 1)] || byId("flaws-title")).focus();
    if (act === "dismiss") {
      notify(`${many(places.length, "flaw")} dismissed.`, { action: { text: "Undo", run: () => change("restore", places) } });
    }
  } catch (error) {
    show(last);
    fail(error);
  }
}

// Put what is proposed into the labels.
async function apply(ids) {
  const section = byId("flaws");
  const before = [...section.querySelectorAll("button")].indexOf(document.activeElement);
  try {
    const { data } = await ask("POST", `${api}/check/apply`, { json: { ids } });
    show(data.checked);
    const buttons = [...section.querySelectorAll("button")];
    (buttons[Math.min(Math.max(before, 0), buttons.length - 1)] || byId("flaws-title")).focus();
    const left = data.left ? ` ${many(data.left, "place")} left: another label is in the way.` : "";
    const undo = { text: "Undo", run: () => revert(data.done) };
    notify(`${many(data.done.length, "label")} changed.${left}`, data.done.length ? { action: undo } : {});
  } catch (error) {
    fail(error);
  }
}

async function revert(done) {
  try {
    show((await ask("POST", `${api}/check/revert`, { json: { done } })).data);
    notify(`${many(done.length, "label")} changed back.`);
  } catch (error) {
    fail(error);
  }
}

// The order is made aside, which may take a model minutes: what is known is shown meanwhile.
async function followNext() {
  const told = byId("next-words");
  for (;;) {
    let data;
    try {
      ({ data } = await ask("GET", `${api}/order?count=${NEXT}`));
    } catch (error) {
      told.textContent = error.message;
      return;
    }
    byId("next").replaceChildren(...data.documents.map((one) =>
      el("li", {}, el("a", { href: tagAddress(one.document) }, one.document), el("span", { class: "soft small" }, one.reason))));
    const waiting = `${many(data.unfinished, "document")} to tag`;
    if (!data.unfinished) told.textContent = "Every document is tagged. Add more, of kinds that are still missing.";
    else if (data.state === "ready") told.textContent = `${waiting}. Those from which a model learns the most come first.`;
    else told.textContent = `${waiting}. Reading them to find those from which a model learns the most…`;
    if (data.state === "ready" || !data.unfinished) return;
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
}

async function start() {
  try {
    show((await ask("GET", `${api}/check`)).data);
  } catch (error) {
    byId("flaws-count").textContent = error.message;
    byId("flaws-count").className = "error";
  }
}

if (root) {
  byId("flaws-title").tabIndex = -1;
  start();
  followNext();
}
