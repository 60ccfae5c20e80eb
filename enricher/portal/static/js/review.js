// Review: field after field by keys. What is said is sent while the next field is there already.
import { ask } from "./api.js";
import { el, fail, notify } from "./dom.js";
import { Desk, placeOf, snippetOf, valueOf } from "./review_desk.js";
import { Grid, same } from "./review_grid.js";
import { WholePages } from "./review_pages.js";

const given = JSON.parse(document.getElementById("review-data").textContent);
const byId = (id) => document.getElementById(id);
const space = byId("space");
const mayAct = Boolean(byId("confirm"));
const rows = new Map();
const queue = []; // {document, category, value, readings, confidence, state, done}
const past = []; // what was said, the latest last: {item, answer}
const looks = new Map();
const usuals = new Map(); // where values that were not found usually stand
const looksOf = Object.fromEntries(given.categories); // categories in the order of the schema
const counts = { ...given.review };
let at = 0;
const sending = new Map(); // by document, what is on its way
let pending = 0;
let picked = null; // a place that was selected in the text or on the page
let turn = 0; // counts the fields that came into hand: what was asked for an earlier one is late
let awaited = 0; // the turn in which fields behind the last one were asked for
let evidence = "coming"; // of the field in hand; then "shown", or "failed"
const LINE = 20; // pixels, of which evidence has to be in sight

const grid = new Grid(byId("grid"), looksOf, choose);
const desk = new Desk(looksOf, given.review);
const pages = new WholePages(byId("whole"), mayAct ? takeFromPage : null);

const address = (id, rest = "") =>
  `/api/review/${encodeURIComponent(id)}${rest}${given.query ? `?${given.query}` : ""}`;
const isOpen = (item) => !item.done && item.state === "doubtful";

function take(documents) {
  for (const row of documents) {
    if (rows.has(row.document)) continue;
    rows.set(row.document, row);
    queue.push(...itemsOf(row, given.everything ? ["doubtful", "sure", "reviewed"] : ["doubtful"]));
  }
  grid.fill([...rows.values()]);
  byId("more").textContent =
    counts.total > rows.size ? `${rows.size} of ${counts.total.toLocaleString("en")} documents ${given.everything ? "" : "to look at"}; more appear automatically.` : "";
}

const itemsOf = (row, states) =>
  row.fields
    .filter((cell) => states.includes(cell.state))
    .map((cell) => ({ document: row.document, done: "", ...cell }))
    .sort((one, other) => one.confidence - other.confidence);

// Documents behind those that are here: what was finished is no longer in front of them. While they are
// asked for more may be finished, and some be passed over; so at the end all are asked for `again`.
let fetching = null;
function more(again = false) {
  if (fetching) return again ? fetching.then(() => more(true)) : fetching;
  if (!again && rows.size >= counts.total) return null;
  const page = () => {
    const here = given.everything
      ? rows.size
      : [...rows.keys()].filter((id) => queue.some((one) => one.document === id && isOpen(one))).length;
    return `/api/review?${given.query}&all=${given.everything}&size=${given.rows}&from=${here}`;
  };
  fetching = Promise.all(sending.values())
    .then(() => ask("GET", page()))
    .then(({ data }) => {
      const before = rows.size;
      take(data.documents);
      if (rows.size === before) counts.total = rows.size;
      grid.mark(queue[at]);
    })
    .catch(fail)
    .finally(() => (fetching = null));
  return fetching;
}

function look(id) {
  if (!looks.has(id)) {
    const asked = ask("GET", `/api/review/${encodeURIComponent(id)}`).then(({ data }) => data);
    asked.catch(() => looks.delete(id));
    looks.set(id, asked);
  }
  return looks.get(id);
}

// Where a value that was not found usually stands.
function usual(item) {
  const key = `${item.document} ${item.category}`;
  if (!usuals.has(key)) {
    const url = `/api/review/${encodeURIComponent(item.document)}/usual?category=${encodeURIComponent(item.category)}`;
    const asked = ask("GET", url).then(({ data }) => data);
    asked.catch(() => usuals.delete(key));
    usuals.set(key, asked);
  }
  return usuals.get(key);
}

const isLacking = (item) => item.value === null && !item.readings?.length;

async function show(index, first = "") {
  at = index;
  const item = queue[at];
  const mine = ++turn;
  evidence = "coming";
  tellEarly("");
  desk.head(item, rows.get(item.document), counts.doubtful);
  byId("desk").setAttribute("aria-busy", "true");
  closeForm();
  grid.mark(item);
  for (const id of ["confirm", "none", "mend"]) if (mayAct) byId(id).disabled = false;
  if (mayAct) byId("undo").disabled = !past.length;
  try {
    const seen = await look(item.document);
    if (mine !== turn) return;
    const field = desk.body(item, seen, mayAct ? pick : null);
    if (isLacking(item)) {
      const found = await usual(item);
      if (mine !== turn) return;
      desk.usual(found, seen, (page) => pages.set(seen, page, true).catch(fail));
      await pages.set(seen, found.page, true);
    } else await pages.set(seen, placeIn(item, field)?.page, false);
    if (mine !== turn) return;
    say(item, field, first);
    await painted();
    if (mine !== turn) return;
    evidence = "shown";
    tellEarly("");
    ahead();
  } catch (error) {
    fail(error);
    if (mine !== turn) return;
    evidence = "failed";
  } finally {
    if (mine === turn) byId("desk").setAttribute("aria-busy", "false");
  }
}

const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

// ---- Nobody says something of a field whose evidence is not on the screen: it does nothing then.

function withEvidence(run) {
  if (evidence === "failed") {
    show(at);
    return tellEarly("The evidence could not be shown, so nothing was changed. It is asked for again.");
  }
  if (evidence !== "shown") return tellEarly("The evidence is not on the screen yet, so nothing was changed.");
  const place = byId(isLacking(queue[at]) ? "usual" : "sentence");
  if (!isInSight(place)) {
    place.scrollIntoView({ block: "center", behavior: "instant" });
    return tellEarly("Here is the evidence. Nothing was changed; answer now.");
  }
  return run();
}

function isInSight(made) {
  const [box, around] = [made, byId("desk")].map((one) => one.getBoundingClientRect());
  const top = Math.max(0, around.top);
  const bottom = Math.min(window.innerHeight, around.bottom);
  return box.top < bottom - LINE && box.bottom > top + LINE;
}

function tellEarly(words) {
  byId("early").textContent = words;
  byId("early").hidden = !words;
}

const placeIn = (item, field) => placeOf(item, field, "ambiguous") ?? placeOf(item, field, "values");

function say(item, field, first) {
  const isThere = item.value !== null || item.readings?.length;
  const what = isThere ? `${item.category}: ${valueOf(item)}` : valueOf(item);
  const place = placeIn(item, field);
  const words = place ? ` “${place.sentence.text.replace(/\s+/g, " ").slice(0, 200)}”` : "";
  const others = desk.candidates.length ? ` ${desk.candidates.length} other candidates.` : "";
  byId("spoken").textContent =
    `${first}${what}. ${desk.sureness(item)}, in ${rows.get(item.document).name}. ${desk.why(item)}${words}${others} ${counts.doubtful} left.`;
}

// What comes next is asked for before it is wanted.
function ahead() {
  const next = queue.slice(at + 1).find(isOpen);
  if (!next) return;
  if (isLacking(next)) usual(next).catch(() => {});
  look(next.document)
    .then((seen) => {
      const field = seen.fields.find((one) => one.category === next.category);
      const place = placeIn(next, field);
      const url = place && snippetOf(seen, place);
      if (url) new Image().src = url;
    })
    .catch(() => {});
  if (queue.length - at < 10) more();
}

async function move(step, onlyOpen = false) {
  for (let index = at + step; index >= 0 && index < queue.length; index += step) {
    if (!onlyOpen || isOpen(queue[index])) return show(index);
  }
  const isLast = onlyOpen && !queue.some(isOpen);
  if (step > 0 && (rows.size < counts.total || isLast)) {
    if (awaited === turn) return undefined; // what comes next is asked for already
    const before = queue.length;
    const mine = (awaited = turn);
    byId("desk").setAttribute("aria-busy", "true");
    await more(isLast);
    if (mine !== turn) return undefined; // another field was chosen meanwhile
    awaited = 0;
    byId("desk").setAttribute("aria-busy", "false");
    if (queue.length > before) return move(step, onlyOpen);
  }
  if (onlyOpen && queue.some(isOpen)) return show(queue.findIndex(isOpen));
  if (onlyOpen) finish();
}

function finish() {
  byId("desk").setAttribute("aria-busy", "false");
  grid.mark(queue[at]);
  byId("desk-value").textContent = "All looked at";
  byId("desk-value").classList.remove("lacking");
  byId("desk-sureness").textContent = "Nothing here needs review.";
  byId("desk-why").textContent = "";
  byId("usual").hidden = true;
  pages.hide();
  byId("sentence").replaceChildren();
  byId("snippet").hidden = true;
  byId("desk-others").hidden = true;
  for (const id of ["confirm", "none", "mend"]) byId(id).disabled = true;
  byId("undo").disabled = !past.length;
  byId("spoken").textContent = "All looked at.";
}

function choose(id, cell) {
  let index = queue.findIndex((one) => one.document === id && same(one, cell));
  if (index < 0) {
    const last = queue.findLastIndex((one) => one.document === id);
    index = (last < 0 ? at : last) + 1;
    queue.splice(index, 0, { document: id, done: "", ...cell });
  }
  show(index);
  byId("desk").focus({ preventScroll: true }); // so that Enter confirms it, and presses nothing again
  byId("desk-where").scrollIntoView({ block: "nearest", behavior: "instant" });
}

// Say something of the field in hand and go on.
function act(body, done) {
  const item = queue[at];
  if (isOver() || item.done) return;
  const row = rows.get(item.document);
  const field = { category: item.category, value: item.value, readings: item.readings ?? [] };
  const said = { ...field, sha256: row.sha256, ...body };
  const was = item.state;
  item.done = done;
  item.state = "reviewed";
  count(was, "reviewed");
  mirror(item, was);
  const entry = { item, was, cell: { ...item }, answer: send(item.document, address(item.document), said) };
  past.push(entry);
  entry.answer
    .then((data) => settle(data.document, item))
    .catch((error) => {
      refuse(entry);
      const back = { text: "Show", run: () => show(queue.indexOf(item)) };
      const action = queue.includes(item) ? back : undefined;
      notify(`${item.category} in ${row.name}: ${error.message}`, { kind: "error", action });
    });
  move(1, true);
  byId("undo").disabled = false;
}

// In order within a document; documents do not wait for each other.
function send(id, url, json) {
  const before = sending.get(id) ?? Promise.resolve();
  const answer = before.then(() => ask("POST", url, { json })).then(({ data }) => data);
  pending += 1;
  const after = answer
    .catch(() => {})
    .finally(() => {
      pending -= 1;
      if (sending.get(id) === after) sending.delete(id);
      tellSaving();
    });
  sending.set(id, after);
  tellSaving();
  return answer;
}

function tellSaving() {
  byId("saving").textContent = pending ? `saving ${pending}…` : "";
}

// The grid follows before the server has answered.
function mirror(item, state) {
  const row = rows.get(item.document);
  const cell = row.fields.find((one) => same(one, item));
  if (cell) cell.state = item.done ? "reviewed" : state;
  grid.show(row);
}

function count(from, to) {
  for (const [state, by] of [[from, -1], [to, 1]]) if (state in counts) counts[state] += by;
  byId("left").textContent = counts.doubtful.toLocaleString("en");
  byId("seen").textContent = counts.reviewed.toLocaleString("en");
  byId("seen-word").textContent = counts.reviewed === 1 ? "was" : "were";
  drawMeter();
}

// The document as it is now: fields that came up meanwhile come next.
function settle(row, item) {
  rows.set(row.document, row);
  looks.delete(row.document);
  const known = (cell) => queue.some((one) => one.document === row.document && same(one, cell));
  const fresh = itemsOf(row, ["doubtful"]).filter((cell) => !known(cell));
  for (const one of [...queue]) {
    if (one.document !== row.document || one.done) continue;
    const now = row.fields.find((cell) => same(cell, one));
    if (now) Object.assign(one, now);
    else if (one !== item && one !== queue[at]) drop(one);
  }
  if (fresh.length) {
    const current = queue[at];
    const last = queue.findLastIndex((one) => one.document === row.document);
    const ended = byId("confirm").disabled;
    queue.splice(Math.max(last, at) + 1, 0, ...fresh);
    counts.doubtful += fresh.length;
    count("", "");
    at = queue.indexOf(current);
    if (ended) move(1, true);
  }
  for (const one of row.fields) {
    const mine = queue.find((each) => each.document === row.document && same(each, one));
    if (mine?.done) one.state = "reviewed";
  }
  grid.show(row);
}

// A field that the document has no more, because of what was said of others, needs no answer.
function drop(item) {
  const index = queue.indexOf(item);
  queue.splice(index, 1);
  if (index < at || at === queue.length) at = Math.max(0, at - 1);
  count(item.state, "");
}

function reopen(entry) {
  const { item, was } = entry;
  item.done = "";
  item.state = was;
  count("reviewed", was);
  mirror(item, was);
}

// An answer was refused: the field needs another one, or is gone.
function refuse(entry) {
  const { item } = entry;
  const hasEnded = byId("confirm").disabled;
  past.splice(past.indexOf(entry), 1);
  reopen(entry);
  const isThere = rows.get(item.document).fields.some((cell) => same(cell, item));
  if (!isThere && (hasEnded || item !== queue[at])) drop(item);
  if (hasEnded) move(1, true);
}

async function undo() {
  const entry = past.pop();
  if (!entry) return;
  byId("undo").disabled = !past.length;
  const { item } = entry;
  try {
    const said = await entry.answer;
    const body = { category: item.category, corrections: said.corrections };
    const data = await send(item.document, address(item.document, "/undo"), body);
    reopen(entry);
    if (!queue.includes(item)) queue.splice(Math.min(at, queue.length), 0, item);
    at = queue.indexOf(item); // so that a field that only the answer brought up can go
    settle(data.document, item);
    show(queue.indexOf(item), "Undone. ");
  } catch (error) {
    if (error.status !== 404 && !past.includes(entry) && item.done) past.push(entry);
    byId("undo").disabled = !past.length;
    fail(error);
  }
}

const isSaid = () => queue[at].state === "reviewed"; // then there is nothing to confirm
const isOver = () => !mayAct || byId("confirm").disabled; // nothing is in hand any more

function confirm() {
  if (picked && !byId("words-form").hidden) return saveForm(); // Enter takes what was pointed at
  if (isSaid()) return move(1, true);
  if (queue[at].readings?.length) return notify("It can be read in several ways: choose one of them by its number, or N for none.");
  return isOver() ? undefined : withEvidence(() => act({ act: "confirm" }, "confirmed"));
}

const none = () => (isOver() ? undefined : withEvidence(() => act({ act: "none" }, "none")));

function pick(index) {
  const one = desk.candidates[index];
  if (!one) return evidence === "coming" ? tellEarly("The evidence is not on the screen yet, so nothing was changed.") : undefined;
  const meaning = one.meaning ?? null;
  const words = one.isOwn ? {} : { text: one.text, start: one.start, end: one.end };
  return withEvidence(() => act({ act: "mend", ...words, meaning }, "corrected"));
}

function openForm() {
  if (!mayAct || byId("mend").disabled) return;
  showForm();
  byId("words").focus();
}

function showForm() {
  const item = queue[at];
  byId("words-form").hidden = false;
  byId("add-line").hidden = item.value === null || !(item.category in looksOf);
  byId("words-form").scrollIntoView({ block: "nearest", behavior: "instant" });
}

// Words were pointed at, in the text or on the picture of the page.
function takeWords(found) {
  if (isOver()) return;
  picked = found;
  showForm();
  byId("words").value = found.text;
}

function takeFromPage(found) {
  takeWords(found);
  byId("words-form").querySelector(".primary").focus({ preventScroll: true });
}

function closeForm() {
  if (!mayAct) return;
  const had = byId("words-form").contains(document.activeElement);
  byId("words-form").hidden = true;
  byId("words-form").reset();
  pages.clear();
  picked = null;
  if (had) byId("desk").focus();
}

function saveForm() {
  const text = byId("words").value.trim();
  const meaning = byId("meaning").value.trim() || null;
  if (!text && !meaning) return byId("words").focus();
  const place = picked?.text === text ? { start: picked.start, end: picked.end } : {};
  const more = byId("add").checked ? { value: null } : {};
  act({ act: "mend", text, meaning, ...place, ...more }, "corrected");
  byId("desk").focus();
}

const togglePages = () => {
  if (!byId("whole").hidden) byId("whole").open = !byId("whole").open;
};

const KEYS = {
  Enter: confirm,
  y: confirm,
  n: none,
  e: openForm,
  u: undo,
  p: togglePages,
  j: () => move(1),
  k: () => move(-1),
  ArrowRight: () => move(1),
  ArrowLeft: () => move(-1),
};
const MOVES = new Set(["j", "k", "ArrowRight", "ArrowLeft"]);

document.addEventListener("keydown", (event) => {
  if (event.target !== document.body && !space.contains(event.target)) return;
  const typing = event.target.matches("input, select, textarea");
  if (event.key === "Escape" && mayAct && !byId("words-form").hidden) return closeForm();
  if (typing || event.altKey) return;
  if (event.ctrlKey || event.metaKey) {
    if (event.key !== "z") return;
    event.preventDefault();
    return mayAct && undo();
  }
  if (event.key === "Enter" && event.target.matches("button, a, summary")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const run = KEYS[key] ?? (/^[1-9]$/.test(key) ? () => pick(Number(key) - 1) : null);
  if (!run) return;
  event.preventDefault();
  if (!event.repeat || MOVES.has(key)) run(); // a key held down says nothing of the fields to come
});

if (mayAct) {
  byId("confirm").addEventListener("click", confirm);
  byId("none").addEventListener("click", none);
  byId("mend").addEventListener("click", openForm);
  byId("undo").addEventListener("click", undo);
  byId("leave").addEventListener("click", closeForm);
  byId("words-form").addEventListener("submit", (event) => {
    event.preventDefault();
    saveForm();
  });
  document.addEventListener("mouseup", () => {
    const found = desk.selected();
    if (found) takeWords(found);
  });
}
byId("previous").addEventListener("click", () => move(-1));
byId("next").addEventListener("click", () => move(1));
window.addEventListener("beforeunload", (event) => {
  if (pending) event.preventDefault(); // something is still being sent
});

function drawMeter() {
  const whole = counts.reviewed + counts.sure + counts.doubtful || 1;
  let x = 0;
  for (const rect of byId("meter").children) {
    const width = (100 * counts[rect.getAttribute("class")]) / whole;
    rect.setAttribute("x", x);
    rect.setAttribute("width", width);
    x += width;
  }
}

take(given.review.documents);
show(0);
byId("desk").focus({ preventScroll: true });
