// Corrects the tables of a document, cell by cell and row by row, by mouse and keyboard.
import { ask } from "./api.js";
import { el, fail, notify } from "./dom.js";
import { renew } from "./live.js";

const STOPS = "td[data-column], button[data-act]";
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

const root = () => document.getElementById("tables");
const gridOf = (node) => node.closest("table[data-table]");
const rowsOf = (grid) => [...grid.querySelectorAll("tr[data-row]")];
const stopsOf = (row) => [...row.querySelectorAll(STOPS)];
const words = (name) => name.replaceAll("_", " ");

// What a row has, as the server is to find it.
const seen = (row) =>
  Object.fromEntries([...row.querySelectorAll("td[data-column]")].map((one) => [one.dataset.column, one.dataset.value || null]));

// The tabulator stops once in each table, at the cell that was left last.
function settle() {
  for (const grid of root().querySelectorAll("table[data-table]")) {
    if (!grid.querySelector("td[tabindex='0']")) grid.querySelector(STOPS)?.setAttribute("tabindex", "0");
  }
}

function focus(stop) {
  if (!stop) return;
  for (const one of gridOf(stop).querySelectorAll("[tabindex='0']")) one.setAttribute("tabindex", "-1");
  stop.setAttribute("tabindex", "0");
  stop.focus();
}

// Say something of a table, and show what there is then; gives whether it was kept.
async function say(table, json, done, place) {
  const { document: id, sha256 } = root().dataset;
  try {
    const { data } = await ask("POST", `/api/documents/${id}/tables/${table}/corrections`, { json: { ...json, sha256 } });
    await show(table, place);
    const action = data.state === "undone" ? undefined : { text: "Undo", run: () => undo(data.id) };
    notify(done, { action });
    return true;
  } catch (error) {
    if (error.status !== 409) fail(error);
    else notify(`Nothing was changed: ${error.message}`, { kind: "error", action: { text: "Load it again", run: () => location.reload() } });
    return false;
  }
}

async function undo(id) {
  try {
    await ask("DELETE", `/api/corrections/${id}`);
    await show();
    notify("Undone.");
  } catch (error) {
    fail(error);
  }
}

async function show(table, place) {
  for (const one of root().querySelectorAll("input")) one.remove();
  await renew("tables");
  settle();
  if (place) {
    const row = root().querySelector(`table[data-table="${table}"] tr[data-row="${place.row}"]`);
    focus(row && (stopsOf(row)[place.stop] ?? stopsOf(row)[0]));
  }
}

function edit(cell, value = cell.dataset.value) {
  if (cell.querySelector("input")) return;
  const row = cell.closest("tr");
  const name = cell.dataset.column;
  const place = { row: row.dataset.row, stop: stopsOf(row).indexOf(cell) };
  const before = [...cell.childNodes];
  const input = el("input", { value, "aria-label": `${words(name)} of row ${Number(row.dataset.row) + 1}`, autocomplete: "off" });
  let isBusy = false;
  let refused = null; // is not sent again by leaving it
  const close = () => {
    isBusy = true;
    cell.replaceChildren(...before);
  };
  const save = async () => {
    if (isBusy) return true;
    if (input.value.trim() === cell.dataset.value) {
      close();
      return true;
    }
    isBusy = true;
    const given = input.value.trim();
    const json = { act: "set-cell", row: Number(place.row), cells: { [name]: given || null }, seen: seen(row) };
    const done = given ? `Row ${Number(place.row) + 1}: ${words(name)} is corrected.` : `Row ${Number(place.row) + 1}: ${words(name)} is empty now.`;
    if (await say(gridOf(cell).dataset.table, json, done, place)) return true;
    isBusy = false;
    refused = input.value;
    input.setAttribute("aria-invalid", "true");
    input.focus();
    return false;
  };
  input.addEventListener("keydown", async (event) => {
    event.stopPropagation();
    if (event.key === "Escape") {
      close();
      focus(cell);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if ((await save()) && cell.isConnected) focus(cell);
    }
  });
  input.addEventListener("blur", () => input.value === refused || save());
  cell.replaceChildren(input);
  input.focus();
  input.select();
}

// A fact of the whole table, such as its opening balance, and a form to correct it.
function editFact(fact) {
  const { fact: name, value } = fact.dataset;
  const table = fact.closest("[data-facts]").dataset.facts;
  const shown = fact.querySelector("dd");
  const before = [...shown.childNodes];
  const input = el("input", { value, "aria-label": `${words(name)} of table ${Number(table) + 1}`, autocomplete: "off" });
  const close = () => {
    shown.replaceChildren(...before);
    shown.querySelector("[data-act]").focus();
  };
  const save = async () => {
    const given = input.value.trim();
    if (given === value) return close();
    const json = { act: "set-fact", cells: { [name]: given || null }, seen: { [name]: value || null } };
    if (await say(table, json, given ? `The ${words(name)} is corrected.` : `The ${words(name)} is empty now.`)) {
      root().querySelector(`[data-facts="${table}"] [data-fact="${name}"] [data-act]`)?.focus();
    } else input.setAttribute("aria-invalid", "true");
  };
  const form = el("form", { class: "tables-fact-form" }, input,
    el("button", { class: "primary small-button" }, "Save"),
    el("button", { class: "quiet small-button", type: "button", onclick: close }, "Cancel"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  input.addEventListener("keydown", (event) => event.key === "Escape" && close());
  shown.replaceChildren(form);
  input.focus();
  input.select();
}

// A row to fill in, before the one with the number `gap`.
function open(grid, gap) {
  const rows = rowsOf(grid);
  grid.querySelector(".tables-new")?.remove();
  const inputs = [...grid.querySelectorAll("thead th[data-name]")].map((head) =>
    el("input", { "aria-label": `${words(head.dataset.name)} of the new row`, autocomplete: "off", dataset: { name: head.dataset.name } }));
  const heads = [...grid.querySelectorAll("thead th[data-name]")];
  const close = () => {
    line.remove();
    focus(rows[Math.max(0, gap - 1)]?.querySelector("td[data-column]"));
  };
  const save = async () => {
    const cells = Object.fromEntries(inputs.filter((one) => one.value.trim()).map((one) => [one.dataset.name, one.value.trim()]));
    const beside = rows.find((one) => Number(one.dataset.row) === (gap ? gap - 1 : 0));
    const json = { act: "add-row", row: beside ? Number(beside.dataset.row) : null, before: gap === 0, cells, seen: beside ? seen(beside) : null };
    await say(grid.dataset.table, json, `Row ${gap + 1} is added.`, { row: gap, stop: 0 });
  };
  const line = el("tr", { class: "tables-new" },
    el("th", { scope: "row" }, el("span", { class: "hidden-visually" }, "New row")),
    inputs.map((one, at) => el("td", { class: heads[at].className || null }, one)),
    el("td", { class: "tables-acts" },
      el("button", { class: "primary small-button", onclick: save }, "Add"),
      el("button", { class: "quiet small-button", onclick: close }, "Cancel")));
  line.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && event.target.tagName === "INPUT") save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const after = rows.find((one) => Number(one.dataset.row) === gap - 1);
  if (after) after.after(line);
  else grid.tBodies[0].prepend(line);
  inputs[0].focus();
}

function remove(row) {
  const at = Number(row.dataset.row);
  const json = { act: "remove-row", row: at, seen: seen(row) };
  return say(gridOf(row).dataset.table, json, `Row ${at + 1} is removed.`, { row: Math.max(0, at - 1), stop: 0 });
}

document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-undo], [data-act], td[data-column]");
  if (!target || !root().contains(target)) return;
  if (target.dataset.undo) undo(target.dataset.undo);
  else if (target.dataset.act === "set-fact") editFact(target.closest("[data-fact]"));
  else if (target.dataset.act === "add-row") open(gridOf(target), Number(target.dataset.gap));
  else if (target.dataset.act) remove(target.closest("tr"));
  else edit(target);
});

document.addEventListener("keydown", (event) => {
  const stop = event.target.closest?.(STOPS);
  const row = stop?.closest("tr[data-row]");
  if (!row || stop !== event.target || event.altKey || event.ctrlKey || event.metaKey) return;
  const isCell = stop.matches("td");
  if (MOVES[event.key]) {
    const [down, right] = MOVES[event.key];
    const rows = rowsOf(gridOf(row));
    const to = rows[rows.indexOf(row) + down];
    if (to) focus(stopsOf(to)[stopsOf(row).indexOf(stop) + right]);
  } else if (isCell && (event.key === "Enter" || event.key === "F2")) edit(stop);
  else if (isCell && event.key === "Delete") {
    const place = { row: row.dataset.row, stop: stopsOf(row).indexOf(stop) };
    if (!stop.dataset.value) return;
    const json = { act: "set-cell", row: Number(row.dataset.row), cells: { [stop.dataset.column]: null }, seen: seen(row) };
    say(gridOf(row).dataset.table, json, `Row ${Number(row.dataset.row) + 1}: ${words(stop.dataset.column)} is empty now.`, place);
  } else if (isCell && event.key === "+") open(gridOf(row), Number(row.dataset.row) + 1);
  else return;
  event.preventDefault();
});

settle();
