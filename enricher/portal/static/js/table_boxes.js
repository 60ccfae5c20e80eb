// Adds a table that was missed: a box drawn on the picture of a page, or typed, and what is read in it.
import { ask } from "./api.js";
import { el, fail, notify } from "./dom.js";
import { renew } from "./live.js";
import { lay } from "./page_selection.js";

const WIDTH = 1200; // of the picture, in pixels
const MOVED = 4; // pixels, from which on a press draws a box
const TYPES = { text: "text", number: "number", date: "date" };
const SHOWN = 50; // rows of what is read

const root = document.getElementById("table-add");
const url = `/api/documents/${root.dataset.document}`;
const form = root.querySelector("form");
const sheet = root.querySelector(".doc-sheet");
const shown = root.querySelector("[data-found]");
const { page: number, kind } = form.elements;
const edges = ["left", "top", "right", "bottom"].map((one) => form.elements[one]);

let pages = null; // with their sizes, once they are asked for
let drag = null;
let read = 0; // how often something was read: an answer that comes late is none

// ---- the page

async function open() {
  if (!root.open || pages) return;
  try {
    const { data } = await ask("GET", `${url}/pages`);
    pages = data.pages;
    number.max = pages.length;
    root.querySelector("[data-count]").textContent = `of ${pages.length}`;
    show();
  } catch (error) {
    sheet.replaceChildren(el("p", { class: "doc-no-page" }, `The pages cannot be shown: ${error.message}`));
  }
}

function show() {
  const size = pages?.[number.value - 1];
  if (!size) return;
  clear();
  sheet.style.aspectRatio = `${size.width} / ${size.height}`;
  const address = `/documents/${root.dataset.document}/pages/${number.value}.png?width=${WIDTH}&sha256=${root.dataset.sha256}`;
  const image = el("img", { alt: `Page ${number.value}`, src: address, draggable: "false" });
  image.addEventListener("error", () => image.replaceWith(el("p", { class: "doc-no-page" }, "The picture of the page could not be loaded.")));
  sheet.replaceChildren(image);
}

// ---- the box

const boxOf = () => edges.map((one) => Number(one.value) / 100);

function put(box) {
  box.forEach((edge, at) => (edges[at].value = (100 * edge).toFixed(1)));
  mark();
}

function mark() {
  sheet.querySelector(".doc-lasso")?.remove();
  const [left, top, right, bottom] = boxOf();
  if (left < right && top < bottom) sheet.append(lay(el("div", { class: "doc-lasso" }), [left, top, right, bottom]));
}

function pointAt(event) {
  const box = sheet.getBoundingClientRect();
  const share = (value) => Math.max(0, Math.min(1, value));
  return [share((event.clientX - box.left) / box.width), share((event.clientY - box.top) / box.height)];
}

sheet.addEventListener("pointerdown", (event) => {
  if (event.button || event.pointerType === "touch") return; // a finger that moves scrolls
  drag = { from: pointAt(event), x: event.clientX, y: event.clientY, isDrawn: false };
  event.preventDefault();
});
sheet.addEventListener("pointermove", (event) => {
  if (!drag || (!drag.isDrawn && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < MOVED)) return;
  if (!drag.isDrawn) sheet.setPointerCapture(event.pointerId);
  drag.isDrawn = true;
  const [x, y] = pointAt(event);
  const inOrder = (one, other) => [Math.min(one, other), Math.max(one, other)];
  const [[left, right], [top, bottom]] = [inOrder(drag.from[0], x), inOrder(drag.from[1], y)];
  put([left, top, right, bottom]);
});
sheet.addEventListener("pointerup", () => {
  const isDrawn = drag?.isDrawn;
  drag = null;
  if (isDrawn) look();
});
sheet.addEventListener("pointercancel", () => (drag = null));

// ---- what is read in it

function asked(columns = []) {
  return { page: Number(number.value), box: boxOf(), kind: kind.value, columns, sha256: root.dataset.sha256 };
}

function clear() {
  read += 1;
  shown.replaceChildren();
}

async function look(columns = []) {
  const mine = ++read;
  try {
    const { data } = await ask("POST", `${url}/tables/try`, { json: asked(columns) });
    if (mine === read) shown.replaceChildren(...found(data));
    form.scrollIntoView({ block: "nearest" }); // it may have been drawn far below
  } catch (error) {
    if (mine === read) shown.replaceChildren(el("p", { class: "error", role: "alert" }, `Nothing was read: ${error.message}.`));
  }
}

function found(table) {
  const isOwn = table.name === "table"; // others have columns with a meaning
  const count = table.rows.length;
  const heads = table.columns.map((one, at) => el("th", { scope: "col", class: one.type === "number" ? "number" : null },
    isOwn ? columnFields(one, at) : one.name.replaceAll("_", " ")));
  const rows = table.rows.slice(0, SHOWN).map((row) => el("tr", {}, table.columns.map((one) =>
    el("td", { class: one.type === "number" ? "number" : null }, row[one.name] ?? ""))));
  return [
    el("p", {}, `${count} ${count === 1 ? "row" : "rows"} in this box${count > SHOWN ? `, of which the first ${SHOWN} are shown` : ""}. You can correct cells and rows once it is added.`),
    table.balanced === false ? el("p", { class: "warn" }, "It does not add up.") : null,
    table.unread.length ? el("ul", { class: "warn" }, table.unread.map((one) =>
      el("li", {}, `Row ${one.row + 1}, ${one.column}: “${one.words}” is not a ${typeOf(table, one.column)}, so the cell is empty.`))) : null,
    el("div", { class: "scroll wide", tabindex: "0", role: "region", "aria-label": "What was read in the box" },
      el("table", {}, el("thead", {}, el("tr", {}, heads)), el("tbody", {}, rows))),
    el("p", {}, el("button", { class: "primary", type: "button", onclick: add }, "Add this table")),
  ].filter(Boolean);
}

const typeOf = (table, name) => table.columns.find((one) => one.name === name).type;

function columnFields(column, at) {
  const options = Object.entries(TYPES).map(([value, text]) => el("option", { value, selected: value === column.type }, text));
  return el("div", { class: "tables-column" },
    el("input", { value: column.name, "aria-label": `Name of column ${at + 1}`, autocomplete: "off", maxlength: "60", dataset: { name: "" } }),
    el("select", { "aria-label": `Type of column ${at + 1}`, onchange: () => look(columnsOf()) }, options));
}

function columnsOf() {
  return [...shown.querySelectorAll(".tables-column")].map((one) => ({
    name: one.querySelector("input").value.trim(),
    type: one.querySelector("select").value,
  }));
}

async function add(event) {
  const button = event.currentTarget;
  button.disabled = true;
  try {
    const { data } = await ask("POST", `${url}/tables`, { json: asked(columnsOf()) });
    await renew("tables");
    clear();
    sheet.querySelector(".doc-lasso")?.remove();
    notify("The table is added.", { action: { text: "Undo", run: () => undo(data.id) } });
    const last = [...document.querySelectorAll("#tables section[data-added] h2")].at(-1);
    last?.scrollIntoView({ block: "start" });
    last?.focus({ preventScroll: true });
  } catch (error) {
    fail(error);
    button.disabled = false;
  }
}

async function undo(id) {
  try {
    await ask("DELETE", `/api/corrections/${id}`);
    await renew("tables");
    notify("Undone.");
  } catch (error) {
    fail(error);
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  look();
});
number.addEventListener("change", show);
kind.addEventListener("change", () => shown.childElementCount && look());
for (const one of edges) one.addEventListener("input", mark);
root.addEventListener("toggle", open);
open();
