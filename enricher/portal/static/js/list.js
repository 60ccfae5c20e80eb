// A list of names: some come, some go, or a file takes its place; tried and saved together.
import { ask, path } from "./api.js";
import { el, fail, notify } from "./dom.js";
import { ListTable } from "./list_table.js";
import { tellTrial } from "./policy_trial.js";

const given = JSON.parse(document.getElementById("editor").textContent);
const byId = (id) => document.getElementById(id);
const WAIT_MS = 300;
const SAVED = "list-saved"; // what is told after the page was loaded anew
const count = (number, one) => `${number.toLocaleString("en")} ${one}${number === 1 ? "" : "s"}`;

const removed = new Set();
const add = byId("add");
const save = byId("save");
const nameInput = given.name ? null : el("input", { required: true, pattern: "[a-z0-9]+(-[a-z0-9]+)*", maxlength: 100, autocomplete: "off" });
const nameNow = () => given.name || nameInput.value.trim();
const address = (last = "") => `/api/lists/${path(given.project, nameNow() || "new")}${last}`;
const table = byId("file") && new ListTable(byId("file"), byId("table"), address, () => later());

let revision = given.revision;
let version = "";
let names = given.names;
let total = given.total;
let asked = 0; // answers that come late are passed over
let waiting = null;
let toConfirm = "";
let isLeaving = false;

function change() {
  const { text = null, replaces = true } = table?.chosen || {};
  const lines = add.value.split("\n");
  return { add: lines.some((one) => one.trim()) ? lines : [], remove: [...removed], table: text, replaces, version };
}

const isChanged = () => {
  const now = change();
  return Boolean(now.add.length || now.remove.length || now.table !== null || now.version);
};

// The names that stand on the list, those that match what somebody looks for.
function showNames() {
  byId("names").replaceChildren(...names.map((one) => {
    const isGone = removed.has(one);
    return el("li", {}, isGone ? el("del", {}, one) : el("span", {}, one),
      save ? el("button", { class: "small-button", type: "button", onclick: (event) => toggle(one, event.currentTarget) },
        isGone ? "Keep" : "Remove", el("span", { class: "hidden-visually" }, ` ${one}`)) : null);
  }));
  const found = byId("find").value ? `${count(total, "name")} found` : count(total, "name");
  byId("count").textContent = names.length < total ? `${found}; the first ${names.length.toLocaleString("en")} are shown` : found;
  byId("more").hidden = names.length >= total;
}

function toggle(one, button) {
  const at = [...byId("names").querySelectorAll("button")].indexOf(button);
  if (!removed.delete(one)) removed.add(one);
  showNames();
  byId("names").querySelectorAll("button")[at]?.focus();
  later();
}

async function find(offset = 0) {
  if (!given.name) return;
  const number = (asked += 1);
  try {
    const query = new URLSearchParams({ q: byId("find").value, offset, size: given.shown });
    const { data } = await ask("GET", `${address()}?${query}`);
    if (number !== asked) return;
    names = offset ? [...names, ...data.some] : data.some;
    total = data.total;
    showNames();
  } catch (error) {
    fail(error);
  }
}

let drafts = 0;
function later() {
  clearTimeout(waiting);
  waiting = setTimeout(draft, WAIT_MS);
}

// What would come and go; gives whether it can be saved.
async function draft() {
  clearTimeout(waiting);
  waiting = null;
  const number = (drafts += 1);
  byId("trial").replaceChildren();
  byId("discard").hidden = !isChanged();
  byId("try").disabled = !isChanged();
  if (!isChanged()) {
    toConfirm = "";
    byId("changes").replaceChildren(el("p", { class: "soft" }, "Nothing yet."));
    return false;
  }
  try {
    const { data } = await ask("POST", address("/draft"), { json: change() });
    if (number !== drafts) return false;
    tell(data);
    return !data.problems.length;
  } catch (error) {
    if (number === drafts) byId("changes").replaceChildren(el("p", { class: "error" }, error.message));
    return false;
  }
}

function tell(data) {
  toConfirm = data.to_confirm;
  add.setAttribute("aria-invalid", String(data.problems.length > 0));
  const renamed = data.laws.map(({ written, name }) => `“${written}” is saved as ${name}`);
  byId("changes").replaceChildren(...[
    data.problems.length ? el("ul", { class: "error pol-problems", "aria-label": "Mistakes" },
      ...data.problems.map(({ line, message }) => el("li", {}, line ? `Line ${line}: ${message}` : message))) : null,
    el("p", {}, el("strong", {}, `${data.new.toLocaleString("en")} new, ${data.gone.toLocaleString("en")} gone`),
      `: the list would have ${count(data.names, "name")} instead of ${data.before.toLocaleString("en")}.`),
    some("New", data.new, data.some_new, "ins", "+ "),
    some("Gone", data.gone, data.some_gone, "del", "− "),
    data.known.length ? el("p", { class: "small soft" }, `On the list already: ${data.known.join(", ")}`) : null,
    renamed.length ? el("p", { class: "small" }, `${renamed.join("; ")}.`) : null,
    toConfirm && save ? el("label", { class: "warn" }, el("input", { type: "checkbox", id: "confirmed" }),
      ` Most of its names go, and findings with them. This is meant.`) : null,
  ].filter(Boolean));
}

function some(title, all, shown, tag, sign) {
  if (!all) return null;
  return el("details", { open: all <= 5 }, el("summary", {}, title),
    el("ul", { class: "lst-diff", "aria-label": title }, ...shown.map((one) => el("li", {}, el(tag, {}, sign + one)))),
    all > shown.length ? el("p", { class: "small soft" }, `and ${(all - shown.length).toLocaleString("en")} more`) : null);
}

async function tryOut() {
  byId("try").disabled = true;
  byId("trial").replaceChildren(el("p", { class: "soft" }, "It is tried on all documents…"));
  try {
    const { data } = await ask("POST", address("/try"), { json: { ...change(), shown: 20 } });
    byId("trial").replaceChildren(...(data.trials.length
      ? data.trials.map((one) => el("section", { class: "stack", "aria-label": one.policy }, el("h3", {}, one.policy), tellTrial(one)))
      : [el("p", { class: "soft" }, "No policy that is on uses the list, so no finding would open or close.")]));
  } catch (error) {
    byId("trial").replaceChildren(el("p", { class: "error" }, error.message));
  }
  byId("try").disabled = false;
}

async function onSave(event) {
  event.preventDefault();
  byId("save-error").textContent = "";
  if (nameInput && !nameInput.reportValidity()) return;
  if (!isChanged()) return told("There is nothing to save yet.");
  if (!byId("confirmed")?.checked && !(await draft())) return told("It is not saved; see what is wrong above.");
  if (toConfirm && !byId("confirmed").checked) {
    byId("confirmed").focus();
    return told("Most of the names go. Confirm above that this is meant.");
  }
  try {
    const json = { ...change(), why: save.elements.why.value, confirmed: Boolean(byId("confirmed")?.checked) };
    await ask("PUT", address(), { json, etag: `"${revision}"` });
    leave("The list is saved. It applies to all documents.", `/audit/lists/${path(given.project, nameNow())}`);
  } catch (problem) {
    if (problem.status === 412) conflict(problem.body.current);
    else told(problem.message);
  }
}

const told = (text) => (byId("save-error").textContent = text);

function leave(text, to) {
  isLeaving = true;
  sessionStorage.setItem(SAVED, text);
  location.assign(to);
}

// Names that come and go are changes of whatever list there is: nobody's are lost. A file takes its place.
function conflict(theirs) {
  const section = byId("conflict");
  const isWhole = Boolean(change().table && change().replaces) || Boolean(version);
  const goOn = async () => {
    revision = theirs.revision;
    section.hidden = true;
    await find();
    await draft();
    byId("changes").scrollIntoView({ block: "center" });
  };
  section.replaceChildren(
    el("h2", {}, "Someone else has changed this list since you opened it"),
    el("p", {}, `Nothing of yours is saved yet. It has ${count(theirs.names, "name")} now.`,
      isWhole ? " Your file would take the place of these." : " Your changes can be made to the list as it is now."),
    el("div", { class: "row" },
      el("button", { type: "button", class: "primary", onclick: goOn }, "Show my changes to the list as it is now"),
      el("button", { type: "button", onclick: () => { isLeaving = true; location.reload(); } }, "Discard mine")),
  );
  section.hidden = false;
  section.querySelector("button").focus();
}

async function remove(event) {
  if (!window.confirm(`Remove the file of this list? ${event.currentTarget.dataset.question} Its versions stay.`)) return;
  try {
    const query = new URLSearchParams({ why: save.elements.why.value, confirmed: true });
    await ask("DELETE", `${address()}?${query}`, { etag: `"${revision}"` });
    leave("The file of the list is removed.", `/audit/lists/${path(given.project, nameNow())}`);
  } catch (problem) {
    if (problem.status === 412) conflict(problem.body.current);
    else told(problem.message);
  }
}

function returnTo({ dataset }) {
  version = dataset.version;
  removed.clear();
  add.value = "";
  table.clear();
  showNames();
  draft();
  save.elements.why.value = `Return to the version of ${dataset.when}`;
  notify("Save it to return to that version.");
  save.elements.why.focus();
}

function discard() {
  version = "";
  removed.clear();
  add.value = "";
  table.clear();
  showNames();
  draft();
  add.focus();
}

showNames();
if (add?.value) later(); // written before the script was there, as the next
if (byId("find").value) find();
byId("find").addEventListener("input", () => find());
byId("more").addEventListener("click", () => find(names.length));
add?.addEventListener("input", later);
byId("try")?.addEventListener("click", tryOut);
byId("discard")?.addEventListener("click", discard);
save?.addEventListener("submit", onSave);
byId("remove")?.addEventListener("click", remove);
for (const button of document.querySelectorAll("[data-version]")) button.addEventListener("click", () => returnTo(button));
if (nameInput) {
  document.querySelector(".lst-editor").before(el("div", { class: "field" },
    el("label", { class: "field" }, el("span", {}, "Name"), nameInput),
    el("span", { class: "hint" }, "Small letters, digits and hyphens, such as blocked-parties. Policies name it so.")));
  nameInput.focus();
}
window.addEventListener("beforeunload", (event) => !isLeaving && add && isChanged() && event.preventDefault());
const words = sessionStorage.getItem(SAVED);
sessionStorage.removeItem(SAVED);
if (words) notify(words);
