// The page on which a document is tagged: keys, mouse, saving, and the way to other documents.
import { ask, path } from "./api.js";
import { fail, notify, Offsets } from "./dom.js";
import { askForConflict, askForSame, showHelp } from "./tagging_dialogs.js";
import { Editor } from "./tagging_editor.js";
import { compare, keyOf, label, Labels, Sharing } from "./tagging_labels.js";
import { Sheets } from "./tagging_sheets.js";
import { moveLine, moveMark, moveScreen, moveWord } from "./tagging_moving.js";
import { paragraphAt, sentenceAt } from "./tagging_sentences.js";
import { Saver } from "./tagging_saving.js";
import { Sidebar } from "./tagging_side.js";
import { Suggestions } from "./tagging_suggestions.js";
import { TextView, Words } from "./tagging_text.js";

const byId = (id) => document.getElementById(id);
const given = JSON.parse(byId("given").textContent);
const { text, name } = given.document;
const { project } = given;
const looks = new Map(given.categories.map((one) => [one.name, one.look]));
const tagged = given.categories.filter((one) => one.isTagged).map((one) => one.name);

// The API counts characters, the browser UTF-16 units.
const offsets = new Offsets(text);
const units = ({ offset, length }) => [offsets.toUnits(offset), offsets.toUnits(offset + length)];
const characters = (start, end) => {
  const offset = offsets.toCharacters(start);
  return { offset, length: offsets.toCharacters(end) - offset };
};
const read = (one) => label(...units(one), one.category, one.source);

const sharing = new Sharing(given.categories);
const { passages } = sharing;
const labels = new Labels(given.document.labels.map(read), sharing);
const suggestions = new Suggestions(labels, passages, `refused ${project}/${name}`);
const editor = new Editor({
  text,
  words: new Words(text),
  labels,
  suggestions,
  side: new Sidebar(given, tagged),
  tagged,
  passages,
  looked: given.document.tagged,
  regions: given.document.regions.map(units),
  mayTag: document.body.dataset.role !== "reader",
});
const wasFinished = editor.isFinished;
editor.view = new TextView(byId("text"), text, (from, to) => editor.marksIn(from, to, looks));

const documentUrl = `/api/projects/${path(project)}/documents/${path(name)}`;
let base = labels.list; // what the server has, as far as this page knows
const saver = new Saver({
  // What a person tags beside others is theirs alone until all are done.
  url: given.isOwn ? `/api/projects/${path(project)}/opinions/${path(name)}` : documentUrl,
  revision: given.revision,
  body: () => ({
    labels: labels.list.map(({ start, end, category, source }) => ({ category, source, ...characters(start, end) })),
    tagged: editor.looked,
    regions: editor.regions.map(([start, end]) => characters(start, end)),
  }),
  tell: (state, problem) => editor.side.showSaved(state, problem),
  onSaved: (data) => (base = data.labels.map(read)),
  onConflict: resolve,
});
editor.changed = () => saver.changed();
const sheets = byId("sheets") && new Sheets(byId("sheets"), {
  text,
  editor,
  look: (category) => looks.get(category) ?? "c11",
  url: `/api/projects/${path(project)}/pages/${path(name)}`,
  units,
});
editor.sheets = sheets;
const toText = () => byId(sheets?.isShown ? "sheets" : "text").focus({ preventScroll: true });

async function tagSame() {
  const { picked, words } = editor;
  if (!picked) return editor.say("Select words first.", true);
  const string = text.slice(picked.start, picked.end);
  const category = picked.mark?.category ?? editor.lastCategory;
  const chosen = await askForSame({ text, string, category, labels, words });
  if (!chosen?.places.length) return undefined;
  editor.lastCategory = chosen.category;
  const added = chosen.places.map((one) => label(one.start, one.end, chosen.category));
  const places = added.length === 1 ? "1 more place is" : `${added.length} more places are`;
  return editor.change([], added) && editor.say(`${places} ${chosen.category} now.`);
}

// ---- another person on the same document

async function resolve(theirs) {
  if (byId("conflict-dialog").open) return;
  const isOther = theirs.text !== text;
  const other = isOther ? [] : theirs.labels.map(read);
  const found = compare(base, labels.list, other, sharing);
  const choice = await askForConflict(found, text, isOther);
  if (choice === "theirs" && isOther) {
    saver.settle(theirs.revision, false);
    location.reload();
  }
  if (!choice || isOther) return; // it stays unsaved, and says so
  const mine = labels.list;
  if (choice === "theirs") editor.looked = theirs.tagged;
  if (choice === "merge") editor.looked = lookedByBoth(theirs);
  replaceLabels(choice === "merge" ? found.merged : other);
  if (choice === "mine") replaceLabels(mine); // so that undo brings theirs back
  base = other;
  saver.settle(theirs.revision, choice !== "theirs");
  editor.showAll();
  toText();
}

function lookedByBoth(theirs) {
  if (editor.looked === null || (theirs.tagged === null && theirs.labels.length)) return null;
  return [...new Set([...editor.looked, ...(theirs.tagged ?? [])])];
}

// A step like others: undo brings back what was there.
function replaceLabels(wanted) {
  const now = new Set(wanted.map(keyOf));
  const was = new Set(labels.list.map(keyOf));
  labels.apply({
    remove: labels.list.filter((one) => !now.has(keyOf(one))),
    add: wanted.filter((one) => !was.has(keyOf(one))),
    refused: [],
  });
  suggestions.refresh();
  editor.dropMark();
}

// What somebody else saved while this page was out of sight, unless there is something to save.
async function takeUp() {
  if (saver.isDirty) return;
  const { data, etag } = await ask("GET", saver.url);
  const revision = etag.replaceAll('"', "");
  if (saver.isDirty || saver.running || revision === saver.revision) return;
  if (data.text !== text) {
    location.reload();
    return;
  }
  replaceLabels(data.labels.map(read));
  base = labels.list;
  editor.looked = data.tagged;
  editor.regions = data.regions.map(units);
  saver.revision = revision;
  editor.showAll();
  notify("Someone else has changed this document; this is its current version.");
}

// ---- on to another document

let wasWarned = false;

async function done() {
  const open = suggestions.shown.length;
  if (editor.mayTag && open && !wasWarned && !editor.isFinished) {
    wasWarned = true;
    return editor.say(`${open} suggestions are neither accepted nor refused. Press again to leave them out.`, true);
  }
  if (editor.mayTag && (editor.regions.length || tagged.some((one) => !editor.wasLookedFor(one)))) {
    editor.looked = [...new Set([...tagged, ...(editor.looked ?? [])])];
    editor.regions = [];
    byId("parts")?.remove();
    saver.changed();
    editor.showAll();
  }
  return leave();
}

async function leave() {
  if (!(await saver.flush())) return;
  try {
    const query = new URLSearchParams({ after: name });
    const { data } = await ask("GET", `/api/projects/${path(project)}/next?${query}`);
    if (data.document === null && !editor.isFinished) {
      editor.say("No documents are left to tag.", true);
      return;
    }
    location.assign(`/projects/${path(project)}/tag${data.document === null ? "" : `/${path(data.document)}`}`);
  } catch (error) {
    fail(error);
  }
}

// ---- keys

const KEYS = {
  ArrowRight: (event) => (event.shiftKey ? editor.stretch(1, true) : moveWord(editor, 1)),
  ArrowLeft: (event) => (event.shiftKey ? editor.stretch(-1, true) : moveWord(editor, -1)),
  ArrowDown: () => moveLine(editor, 1),
  ArrowUp: () => moveLine(editor, -1),
  PageDown: () => moveScreen(editor, 1),
  PageUp: () => moveScreen(editor, -1),
  n: () => moveMark(editor, 1),
  p: () => moveMark(editor, -1),
  e: () => editor.stretch(1, true),
  s: () => editor.stretch(-1, true),
  ".": () => editor.widen(sentenceAt),
  g: () => editor.widen(paragraphAt),
  E: () => editor.stretch(1, false),
  S: () => editor.stretch(-1, false),
  Delete: () => editor.remove(),
  Backspace: () => editor.remove(),
  Enter: () => editor.accept(),
  a: () => editor.accept(),
  r: () => editor.refuse(),
  A: () => editor.acceptAll(),
  R: () => editor.refuseAll(),
  m: () => editor.showSuggestions(!suggestions.isOn),
  f: tagSame,
  u: () => editor.undo(),
  U: () => editor.redo(),
  d: done,
  x: leave,
  "?": showHelp,
};

// What a key does, null where it is the browser's.
function actOf(event) {
  const isCommand = event.ctrlKey || event.metaKey;
  if (event.altKey || isCommand) {
    const key = event.altKey ? "" : event.key.toLowerCase();
    if (key === "z") return event.shiftKey ? KEYS.U : KEYS.u;
    return key === "y" ? KEYS.U : null;
  }
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code); // whatever stands on the key of this keyboard
  if (digit) return () => editor.tag(tagged[((Number(digit[1]) + 9) % 10) + (event.shiftKey ? 10 : 0)]);
  return Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : null;
}

for (const root of [byId("text"), byId("sheets")]) {
  root?.addEventListener("keydown", (event) => {
    const act = root.id === "sheets" ? sheets.actOf(event, actOf(event)) : actOf(event);
    if (!act) return;
    event.preventDefault();
    act(event);
  });
}
byId("as-page")?.addEventListener("click", async (event) => {
  event.target.setAttribute("aria-pressed", String(!sheets.isShown));
  await sheets.show(!sheets.isShown);
  byId("text").hidden = sheets.isShown;
  toText();
});

// ---- mouse

// The innermost mark; where that is selected the one around it, and behind the outermost none: the word.
function markAt(target) {
  const drawn = "[data-mark]:not(.picked)";
  const ids = [];
  for (let made = target.closest(drawn); made; made = made.parentElement.closest(drawn)) ids.push(made.dataset.mark);
  const id = ids[ids.indexOf(editor.picked?.mark?.id) + 1];
  return [...labels.list, ...suggestions.shown].find((one) => one.id === id);
}

byId("text").addEventListener("mouseup", (event) => {
  const { view, words } = editor;
  const selection = getSelection();
  const range = selection.rangeCount ? selection.getRangeAt(0) : null;
  if (range && !range.collapsed) {
    const start = view.placeOf(range.startContainer, range.startOffset);
    const end = view.placeOf(range.endContainer, range.endOffset);
    selection.removeAllRanges();
    if (start === null || end === null || !words.count) return;
    const [first, last] = words.touched(start, end);
    editor.pick(words.starts[first], words.ends[last - 1], null, { reveal: false });
    return;
  }
  const mark = markAt(event.target);
  const place = view.placeAt(event.clientX, event.clientY);
  if (mark) editor.pickMark(mark, { reveal: false });
  else if (place !== null) editor.pickWord(words.at(place), { reveal: false });
});

const BUTTONS = {
  sentence: KEYS["."], undo: KEYS.u, redo: KEYS.U, help: showHelp, skip: leave, done, accept: KEYS.a, refuse: KEYS.r,
  delete: KEYS.Delete, extend: KEYS.e, shrink: KEYS.s, same: tagSame, "accept-all": KEYS.A, "refuse-all": KEYS.R,
};
for (const [id, run] of Object.entries(BUTTONS)) {
  byId(id)?.addEventListener("click", async () => {
    await run();
    if (!document.querySelector("dialog[open]")) toText();
  });
}
byId("categories").addEventListener("click", (event) => {
  const category = event.target.closest("button")?.dataset.category;
  if (!category) return;
  editor.tag(category);
  toText();
});
byId("show-suggestions").addEventListener("change", (event) => editor.showSuggestions(event.target.checked));
byId("dataset").addEventListener("change", (event) => {
  ask("PATCH", documentUrl, { json: { dataset: event.target.value || null } }).then(() => notify("Kept."), fail);
});
document.querySelectorAll("[data-looked]").forEach((box) =>
  box.addEventListener("change", () => {
    const now = new Set(editor.looked ?? tagged.filter((one) => editor.wasLookedFor(one)));
    now[box.checked ? "add" : "delete"](box.dataset.looked);
    editor.looked = [...now];
    saver.changed();
    editor.show();
  }),
);

// ---- coming and going

addEventListener("beforeunload", (event) => saver.leave() && event.preventDefault());
document.addEventListener("visibilitychange", () => {
  if (document.hidden) saver.flush();
  else takeUp().catch(() => {}); // saving says it where it matters
});

function goToPlace() {
  const place = /^#at=(\d+),(\d+)$/.exec(location.hash);
  if (!place) return;
  const [start, end] = place.slice(1).map((one) => Math.min(text.length, offsets.toUnits(Number(one))));
  const mark = labels.list.find((one) => one.start === start && one.end === end);
  if (start < end) editor.pick(start, end, mark ?? null);
}

addEventListener("hashchange", goToPlace);
editor.show();
goToPlace();
toText();
document.documentElement.dataset.ready = "";

suggestions.load(`/api/projects/${path(project)}/suggestions/${path(name)}`, read, !wasFinished).then(() => {
  editor.view.redraw(suggestions.shown);
  editor.show();
});
