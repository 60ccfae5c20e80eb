// The schema of a project: an editable list, saved as a whole unless somebody else has changed it.
import { ask, path } from "./api.js";
import { notify } from "./dom.js";
import { categoryItem } from "./schema_category.js";
import { merge, tellChanges } from "./schema_merge.js";

const given = JSON.parse(document.getElementById("editor").textContent);
const address = `/api/projects/${path(given.project)}/schema`;
const list = document.getElementById("categories");
const byId = (id) => document.getElementById(id);
const COLOURS = 12;

let base = given.categories; // as the server has them, at `revision`
let revision = given.revision;

const read = () => [...list.children].map((item) => item.read());
const isChanged = () => JSON.stringify(read()) !== JSON.stringify(base);

function show(categories) {
  list.replaceChildren(...categories.map(make));
  follow();
}

function make(category) {
  const item = categoryItem(category, given);
  item.addEventListener("move", ({ detail: { by, button } }) => {
    const other = by < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    if (by < 0) other.before(item);
    else other.after(item);
    follow();
    button.focus();
  });
  item.addEventListener("remove", () => remove(item));
  return item;
}

// What depends on all categories: colours by their order, counts, whether there is something to save.
function follow() {
  [...list.children].forEach((item, number) => item.place(number, list.children.length, `c${number % COLOURS}`));
  const count = list.children.length;
  byId("categories-count").textContent = count ? String(count) : "";
  byId("no-category").hidden = count > 0;
  if (!byId("save-bar")) return;
  const changed = isChanged();
  byId("save-bar").hidden = !changed;
  byId("file").elements.toml.readOnly = changed; // one of both at a time
}

function remove(item) {
  const dialog = byId("removing");
  const { name } = item.read();
  const labels = given.labels[name] || 0;
  const go = () => {
    const next = item.nextElementSibling || item.previousElementSibling;
    item.remove();
    follow();
    if (next) next.querySelector("input").focus();
    else byId("add").focus();
  };
  if (!labels) return go();
  byId("removing-title").textContent = `Remove ${name}?`;
  dialog.querySelector("[data-what]").textContent =
    `It has ${labels.toLocaleString("en")} ${labels === 1 ? "label" : "labels"}. They stay in their documents, but nothing` +
    " is learned from them until the category is back.";
  dialog.returnValue = "";
  dialog.addEventListener("close", () => dialog.returnValue === "remove" && go(), { once: true });
  dialog.showModal();
}

async function save() {
  const categories = read();
  const names = categories.map((one) => one.name);
  const error = byId("save-error");
  const wrong = names.findIndex((name, number) => !name || names.indexOf(name) !== number);
  error.textContent = "";
  if (wrong >= 0) {
    error.textContent = names[wrong] ? `There are two categories with the name ${names[wrong]}.` : "A category has no name.";
    list.children[wrong].querySelector("input").focus();
    return;
  }
  byId("save").disabled = true;
  try {
    const { data, etag } = await ask("PUT", address, { json: { categories }, etag: `"${revision}"` });
    taken(data, etag);
    notify("The schema is saved.");
  } catch (problem) {
    if (problem.status === 412) conflict(problem.body.current);
    else error.textContent = problem.message;
  }
  byId("save").disabled = false;
}

function taken(data, etag) {
  base = data.categories;
  revision = etag.replaceAll('"', "");
  byId("file").elements.toml.value = data.toml;
  byId("conflict").hidden = true;
  show(base);
  base = read(); // blanks at the ends of what a file says are no change
}

function conflict(theirs) {
  const section = byId("conflict");
  section.replaceChildren(
    ...tellChanges(base, read(), theirs.categories, {
      both() {
        const merged = merge(base, read(), theirs.categories);
        taken(theirs, theirs.revision);
        show(merged);
        notify("Your changes are on top of theirs. Look them over, then save.");
      },
      theirs() {
        taken(theirs, theirs.revision);
      },
    }),
  );
  section.hidden = false;
  section.querySelector("button").focus();
}

function startFile() {
  const form = byId("file");
  const error = byId("file-error");
  const over = byId("over");
  const field = form.elements.toml;
  const send = async (etag) => {
    try {
      const answer = await ask("PUT", address, { json: { toml: field.value }, etag });
      taken(answer.data, answer.etag);
      error.hidden = over.hidden = true;
      notify("The schema is saved.");
    } catch (problem) {
      error.textContent = problem.message;
      over.hidden = problem.status !== 412;
      if (problem.status === 412) {
        error.textContent += ". Their version is in the list above; yours is still here.";
        base = problem.body.current.categories;
        revision = problem.body.current.revision;
        show(base);
      }
      error.hidden = false;
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (isChanged()) {
      error.textContent = "Save the list above first, or undo it: both would be written to one file.";
      error.hidden = false;
    } else send(`"${revision}"`);
  });
  over.addEventListener("click", () => send(`"${revision}"`));
}

show(base);
base = read();
follow();
if (byId("add")) {
  list.addEventListener("input", follow);
  byId("add").addEventListener("click", () => {
    const item = make({
      name: "", type: "text", cardinality: "many", description: "", learned: true, stated: false,
      detectors: [], patterns: [], words: [], threshold: null, overlaps: true, derived: "", choices: [], within: "", absent_from: [],
    });
    list.append(item);
    follow();
    item.querySelector("input").focus();
  });
  byId("save").addEventListener("click", save);
  byId("undo").addEventListener("click", () => show(base));
  window.addEventListener("beforeunload", (event) => isChanged() && event.preventDefault());
  startFile();
}
