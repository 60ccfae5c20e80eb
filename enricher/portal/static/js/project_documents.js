// The table of documents: what they are for, one by one or many at once; removing; exporting.
import { ask, path } from "./api.js";
import { el, fail, notify } from "./dom.js";

let table = null; // of the documents that are shown now
const byId = (id) => document.getElementById(id);
const plural = (count) => `${count.toLocaleString("en")} ${count === 1 ? "document" : "documents"}`;
const PAGE = 1000; // names asked for at a time
const STATES = { yes: { finished: true }, part: { tagged: true, finished: false }, no: { tagged: false } };

const nameOf = (element) => element.closest("tr").dataset.name;
const addressOf = (name) => `${table.dataset.api}/documents/${path(name)}`;
const asDataset = (value) => (value === "none" ? null : value);

async function assign(names, value) {
  await ask("PATCH", `${table.dataset.api}/datasets`, { json: { names, dataset: asDataset(value) } });
}

function confirmRemoval(title) {
  const dialog = byId("removing");
  byId("removing-title").textContent = title;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((done) =>
    dialog.addEventListener("close", () => done(dialog.returnValue === "remove"), { once: true }),
  );
}

async function remove(names) {
  const notice = notify("Removing…");
  const words = notice.querySelector("span");
  try {
    for (const [number, name] of names.entries()) {
      await ask("DELETE", addressOf(name));
      words.textContent = `Removed ${number + 1} of ${plural(names.length)}.`;
    }
    location.reload();
  } catch (error) {
    fail(error);
  }
}

// Ask who is to tag documents for themselves; null where nobody shall.
function askForTaggers(title) {
  const dialog = byId("giving");
  const form = dialog.querySelector("form");
  byId("giving-title").textContent = title;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((done) =>
    dialog.addEventListener("close", () => {
      const said = new FormData(form);
      done(dialog.returnValue === "give" ? { taggers: said.getAll("tagger"), present: said.get("present") } : null);
    }, { once: true }),
  );
}

async function give(names) {
  const said = await askForTaggers(`Have ${plural(names.length)} tagged by several people`);
  if (!said) return;
  try {
    if (said.taggers.length === 0) throw new Error("Nothing was done: choose who tags them.");
    await ask("POST", `${table.dataset.api}/opinions`, { json: { documents: names, ...said } });
    location.reload();
  } catch (error) {
    fail(error);
  }
}

function startRows() {
  table.addEventListener("change", async ({ target }) => {
    if (!target.matches(".set")) return;
    const before = [...target.options].find((one) => one.defaultSelected);
    try {
      await ask("PATCH", addressOf(nameOf(target)), { json: { dataset: asDataset(target.value) } });
      for (const one of target.options) one.defaultSelected = one.selected;
      notify(`${nameOf(target)} is for ${target.selectedOptions[0].text}.`);
    } catch (error) {
      before.selected = true;
      fail(error);
    }
  });
  table.addEventListener("click", async ({ target }) => {
    const button = target.closest(".remove");
    if (button && (await confirmRemoval(`Remove ${nameOf(button)}?`))) remove([nameOf(button)]);
  });
}

function startSelection() {
  const boxes = [...table.querySelectorAll(".select")];
  const total = Number(table.dataset.total);
  let all = null; // names of all that match, where a person asked for more than is on the page

  const selected = () => all || boxes.filter((box) => box.checked).map(nameOf);
  const follow = () => {
    const count = selected().length;
    byId("bulk").hidden = count === 0;
    byId("bulk-count").textContent = `${plural(count)} selected`;
    const whole = boxes.every((box) => box.checked);
    byId("select-page").checked = whole;
    byId("select-page").indeterminate = !whole && count > 0;
    byId("bulk-all").hidden = !whole || all !== null || total === boxes.length;
  };
  const choose = (value) => {
    all = null;
    for (const box of boxes) box.checked = value;
    follow();
  };

  byId("select-page").addEventListener("change", ({ target }) => choose(target.checked));
  byId("bulk-clear").addEventListener("click", () => {
    choose(false);
    byId("select-page").focus();
  });
  for (const box of boxes) {
    box.addEventListener("change", () => {
      all = null;
      follow();
    });
  }
  byId("bulk-all").addEventListener("click", async () => {
    byId("bulk-count").textContent = "Being selected…";
    try {
      all = await allNames(total);
      follow();
      byId("bulk-set").focus();
    } catch (error) {
      follow();
      fail(error);
    }
  });
  byId("bulk-set").addEventListener("change", async ({ target }) => {
    if (!target.value) return;
    try {
      await assign(selected(), target.value);
      location.reload();
    } catch (error) {
      target.value = "";
      fail(error);
    }
  });
  byId("bulk-taggers")?.addEventListener("click", () => give(selected()));
  byId("bulk-remove")?.addEventListener("click", async () => {
    const names = selected();
    if (await confirmRemoval(`Remove ${plural(names.length)}?`)) remove(names);
  });
  choose(false); // a page that is loaded again keeps ticks in some browsers
}

async function allNames(total) {
  const { named, set, tagged, category } = JSON.parse(table.dataset.asked);
  const asked = new URLSearchParams({ named, size: PAGE, ...STATES[tagged] });
  if (set) asked.set("dataset", set);
  if (category) asked.set("category", category);
  const names = [];
  for (let from = 0; from < total; from += PAGE) {
    asked.set("from", from);
    const { data } = await ask("GET", `${table.dataset.api}/documents?${asked}`);
    names.push(...data.documents.map((one) => one.name));
  }
  return names;
}

// Not a plain link: a format that cannot hold the labels says so on this page.
async function download({ currentTarget: button }) {
  const format = byId("export-format").value;
  button.disabled = true;
  try {
    const answer = await fetch(`${button.dataset.api}/export?format=${format}`);
    if (!answer.ok) throw new Error((await answer.json()).detail);
    const suffix = answer.headers.get("content-disposition").match(/\.(\w+)"/)[1];
    const url = URL.createObjectURL(await answer.blob());
    el("a", { href: url, download: `${button.dataset.project}-${format}.${suffix}` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  } catch (error) {
    fail(error);
  }
  button.disabled = false;
}

// Work with the list of documents as it is on the page by now; a list that has been begun with stays.
export function start() {
  const list = byId("documents");
  if (list === table) return;
  table = list;
  byId("export")?.addEventListener("click", download);
  if (!table?.querySelector(".select")) return;
  startRows();
  startSelection();
}

start();
