// The page of one document: what the server knows of it, and the views that show it.
//
//   API --load--> state --> text, pages, side --a person says something--> API --refresh--> state
import { ask } from "./api.js";
import { fail, notify, Offsets } from "./dom.js";
import { hearComments } from "./comments.js";
import { Corrections } from "./document_corrections.js";
import { Find } from "./document_find.js";
import { Outline } from "./document_outline.js";
import { Pages } from "./document_pages.js";
import { Panes } from "./document_panes.js";
import { Popover } from "./document_popover.js";
import { showNeighbours } from "./document_search.js";
import { Side } from "./document_side.js";
import { TextView } from "./document_text.js";
import { offerThumbnails } from "./document_thumbnails.js";
import { decide, follow } from "./findings.js";
import { refresh as refreshPart } from "./live.js";
import { hearAssignments } from "./people.js";

const POLL_MS = 2000;
const boot = JSON.parse(document.getElementById("document-data").textContent);
const url = `/api/documents/${boot.id}`;
const root = document.querySelector(".doc");
const looks = new Map(boot.categories.map((one) => [one.name, one.look]));

// An entity keeps its number as long as the page is open, whatever else comes and goes.
const numbers = new Map();
let byNumber = new Map();
const keyOf = (one) => `${one.category}|${one.offset}|${one.length}`;
const numberOf = (key) => {
  if (!numbers.has(key)) numbers.set(key, numbers.size);
  return numbers.get(key);
};

// A value as search shows it: 5,000,000.00 USD.
const grouped = new Set(boot.categories.filter((one) => one.isGrouped).map((one) => one.name));
const withCommas = (amount) => amount.replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
const shown = (value, category) =>
  grouped.has(category) ? value.replace(/-?\d{4,}(\.\d+)?(?= |$)/g, withCommas) : value;

const passages = new Set(boot.categories.filter((one) => one.isPassage).map((one) => one.name));

const page = {
  boot,
  url,
  text: "",
  offsets: null,
  entities: [],
  fields: [],
  derived: [],
  stated: {},
  shown,
  isPassage: (category) => passages.has(category),
  look: (category) => looks.get(category) || "c11",
  entity: (n) => byNumber.get(Number(n)),
  // The entity at a place of the API, which may have gone by now.
  entityAt: (one) => byNumber.get(numbers.get(keyOf(one))),
  goTo,
  goToPlace,
  goToMatch,
  showText,
  refresh,
};

// Offsets of the API count characters; everything on this page counts the browser's units.
function take(data) {
  page.sha256 = data.sha256;
  page.models = data.model || [];
  page.warnings = data.warnings || [];
  page.derived = data.derived || [];
  page.stated = data.stated || {};
  page.entities = (data.entities || []).map((one) => ({
    ...one,
    isPassage: passages.has(one.category),
    n: numberOf(keyOf(one)),
    start: page.offsets.toUnits(one.offset),
    end: page.offsets.toUnits(one.offset + one.length),
  }));
  byNumber = new Map(page.entities.map((one) => [one.n, one]));
}

// Show an entity in every view; `focus` is the view that keeps the keyboard.
function goTo(entity, { focus = "text", open = false } = {}) {
  if (focus === "text") show("text");
  page.words.reveal(entity, { focus: focus === "text" });
  page.pages?.reveal(entity, { focus: focus === "pages" });
  page.outline.mark(entity);
  const address = `#at=${entity.offset},${entity.offset + entity.length}`;
  history.replaceState(null, "", address);
  if (open) page.popover.openEntity(entity);
}

function goToPlace(start, end) {
  showText();
  const range = [page.offsets.toUnits(start), page.offsets.toUnits(end)];
  page.words.markPlace(...range);
  page.pages?.showPage(pageOf(start));
}

// Words that were looked for: the keyboard stays where it is.
function goToMatch(place) {
  showText();
  page.words.markPlace(place.start, place.end);
  page.pages?.showPage(pageOf(place.offset));
}

// The first place of a value of a field, which is told by its number there.
function goToValue(category, number) {
  const value = page.fields.filter((one) => one.category === category)[number - 1];
  const place = value?.places[0];
  const entity = place && page.entityAt({ ...place, category });
  if (entity) goTo(entity);
  else notify(`The document no longer has this ${category}.`, { kind: "error" });
}

const pageOf = (character) => boot.pageStarts.filter((start) => start <= character).length;

function followHash() {
  const field = /^#field=([^,]+),(\d+)$/.exec(location.hash);
  if (field) {
    goToValue(decodeURIComponent(field[1]), Number(field[2]));
    return;
  }
  const found = /^#at=(\d+),(\d+)$/.exec(location.hash);
  if (!found) return;
  const [start, end] = [Number(found[1]), Number(found[2])];
  if (start < end && page.offsets.toUnits(start) < page.text.length) goToPlace(start, end);
  else notify("This place is not in the text; the document may have a new version.", { kind: "error" });
}

// Which view a narrow window shows; a wide one has all.
function show(view) {
  root.dataset.view = view;
  for (const button of root.querySelectorAll(".doc-views button")) {
    button.setAttribute("aria-pressed", String(button.dataset.view === view));
  }
}

function showText() {
  show("text");
  page.panes?.needText();
}

const askBeside = () => Promise.all([
  ask("GET", `${url}/fields`),
  ask("GET", `${url}/corrections?everywhere=true&undone=true`),
  passages.size ? ask("GET", `${url}/playbook`) : { data: [] },
]);

const findings = document.getElementById("findings");

async function refreshParts() {
  const parts = ["history", "comments", "assignee", "findings"].map((id) => document.getElementById(id)).filter(Boolean);
  await Promise.all(parts.map((part) => refreshPart(part)));
  if (findings) follow(findings).catch(fail); // a correction is a reason to ask policies again
}

async function refresh() {
  const parts = refreshParts();
  const [found, beside] = await Promise.all([ask("GET", url), askBeside(), parts]);
  if (page.sha256 && found.data.sha256 !== page.sha256) {
    location.reload(); // another content: offsets of this text mean nothing any more
    return;
  }
  take(found.data);
  page.popover.update();
  page.words.update(page.entities);
  page.pages?.update();
  showBeside(...beside);
}

function showBeside(fields, corrections, checks) {
  page.fields = fields.data;
  page.side.update(corrections.data);
  page.outline.update(checks.data);
  document.getElementById("entity-count").textContent = counted(page.entities.length);
}

const counted = (count) => (count === 1 ? "1 entity" : `${count.toLocaleString("en")} entities`);

// A document that is still being read is shown anew when that is done.
async function poll() {
  let state = boot.state;
  while (state === boot.state) {
    await new Promise((done) => setTimeout(done, POLL_MS));
    if (!document.hidden) state = (await ask("GET", url)).data.state;
  }
  location.reload();
}

async function begin() {
  const neighbours = document.querySelector(".doc-search");
  if (neighbours) showNeighbours(neighbours).catch(fail);
  document.getElementById("print").addEventListener("click", () => window.print());
  hearComments(document.querySelector(".doc-side"), refreshParts);
  hearAssignments(document.querySelector(".doc-side"), refreshParts);
  if (!["indexed", "failed"].includes(boot.state)) poll().catch(fail);
  const place = document.getElementById("text");
  if (!place) return;
  for (const button of root.querySelectorAll(".doc-views button")) {
    button.addEventListener("click", () => {
      show(button.dataset.view);
      if (button.dataset.view === "side") root.scrollIntoView(); // its clauses first, not its end
    });
  }
  decide(findings, refreshParts);
  follow(findings).catch(fail);
  const beside = askBeside();
  beside.catch(() => {}); // told below, when it is waited for
  const { data } = await ask("GET", `${url}?text=true`);
  page.text = data.text || "";
  page.offsets = new Offsets(page.text);
  take(data);
  page.corrections = new Corrections(page);
  page.popover = new Popover(page);
  page.words = new TextView(place, page);
  page.side = new Side(page);
  page.outline = new Outline(page);
  if (boot.hasPages) page.pages = new Pages(document.getElementById("sheets"), page);
  if (boot.hasPages) page.panes = new Panes(root);
  page.words.draw();
  const [found] = await Promise.all([beside, page.pages?.open()]);
  showBeside(...found);
  if (page.pages) offerThumbnails(page.pages, boot.id);
  followHash();
  await new Find(page).begin();
  window.addEventListener("hashchange", followHash);
  root.dataset.ready = "";
}

begin().catch(fail);
