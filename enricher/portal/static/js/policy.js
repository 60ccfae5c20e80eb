// A policy, written as a form and as YAML: each follows the other by what the server makes of it.
import { ask, path } from "./api.js";
import { el, fail, notify } from "./dom.js";
import { PolicyForm } from "./policy_form.js";
import { tellTrial } from "./policy_trial.js";

const given = JSON.parse(document.getElementById("editor").textContent);
const byId = (id) => document.getElementById(id);
const WAIT_MS = 300;
const SAVED = "policy-saved"; // what is told after the page was loaded anew

const text = byId("text");
const isEditable = !text.readOnly;
const form = new PolicyForm(byId("fields"), given, () => later("form"));
const name = given.name ? null : el("input", { required: true, pattern: "[a-z0-9]+(-[a-z0-9]+)*", maxlength: 100, autocomplete: "off" });

let revision = given.revision;
let saved = given.draft.text;
let asked = 0; // answers that come late are passed over
let waiting = null;
let changed = ""; // what was changed and is not checked yet: "form" or "text"
let checking = Promise.resolve(true);

const nameNow = () => given.name || name.value.trim();
const address = () => `/api/policies/${path(given.project, nameNow())}`;

function later(whose) {
  turn(whose);
  changed = whose;
  clearTimeout(waiting);
  waiting = setTimeout(() => check(whose), WAIT_MS);
}

// Whether form and text say the same by now, so that the text may be tried or saved.
async function settled() {
  do {
    if (changed) check(changed);
    if (!(await checking)) return false;
  } while (changed);
  return true;
}

// One of both at a time: until the server has said what a change makes of the other, that one waits.
function turn(whose) {
  asked += 1;
  text.readOnly = !isEditable || whose === "form";
  byId("fields").disabled = !isEditable || whose === "text";
}

// Ask what is wrong with the text; after a change of the form, the form has the last word.
function check(whose = "text") {
  clearTimeout(waiting);
  changed = "";
  checking = compare(whose === "form");
  return checking;
}

// Gives whether the server answered.
async function compare(byForm) {
  const number = (asked += 1);
  const json = { project: given.project, name: nameNow() || "new", text: text.value };
  if (byForm) json.form = form.read();
  try {
    const { data } = await ask("POST", "/api/policies/draft", { json });
    if (number !== asked) return true;
    if (byForm) text.value = data.text;
    else showForm(data.form);
    tell(data);
    turn("both");
    return true;
  } catch (error) {
    if (number === asked) turn("both");
    fail(error);
    return false;
  }
}

function showForm(facts) {
  byId("no-form").hidden = Boolean(facts);
  byId("fields").hidden = !facts;
  if (facts) form.show(facts);
}

function tell({ problems, advice, valid }) {
  const wrong = problems.map(({ line, message }) =>
    el("li", {}, line ? el("button", { type: "button", class: "small-button", onclick: () => goTo(line) }, `Line ${line}`) : null, ` ${message}`));
  byId("problems").replaceChildren(
    ...(wrong.length ? [el("ul", { class: "error pol-problems", "aria-label": "Mistakes" }, ...wrong)] : []),
    ...(valid && advice.length ? [el("details", {}, el("summary", { class: "small" }, `Valid, with ${advice.length === 1 ? "a hint" : `${advice.length} hints`}`),
      el("ul", { class: "small" }, ...advice.map((one) => el("li", {}, one))))] : []),
    ...(valid && !advice.length ? [el("p", { class: "small soft" }, "Valid.")] : []),
  );
  number(new Set(problems.map((one) => one.line)));
  text.setAttribute("aria-invalid", String(!valid && problems.length > 0));
}

// The numbers of the lines beside the text, those with mistakes marked.
function number(wrong = new Set()) {
  const lines = text.value.split("\n").length;
  byId("lines").replaceChildren(...Array.from({ length: lines }, (_, at) => el(wrong.has(at + 1) ? "b" : "span", {}, `${at + 1}\n`)));
  byId("lines").scrollTop = text.scrollTop;
}

function goTo(line) {
  const lines = text.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  text.focus();
  text.setSelectionRange(start, start + (lines[line - 1] || "").length);
}

async function save(event) {
  event.preventDefault();
  byId("save-error").textContent = "";
  if ((name && !name.reportValidity()) || !(await settled())) return;
  try {
    await ask("PUT", address(), { json: { text: text.value, why: byId("save").elements.why.value }, etag: `"${revision}"` });
    leave("The policy is saved. It applies to all documents.");
  } catch (problem) {
    refused(problem);
  }
}

function leave(told) {
  saved = text.value;
  sessionStorage.setItem(SAVED, told);
  location.assign(`/audit/policies/${path(given.project, nameNow())}`);
}

function refused(problem) {
  if (problem.status === 412) return conflict(problem.body.current);
  if (problem.body.problems) {
    tell({ problems: problem.body.problems, advice: [], valid: false });
    byId("save-error").textContent = "It is not saved: the YAML has mistakes.";
  } else byId("save-error").textContent = problem.message;
}

function conflict(theirs) {
  const section = byId("conflict");
  const settle = (chosen) => {
    revision = theirs.revision;
    section.hidden = true;
    if (chosen === "theirs") text.value = saved = theirs.text;
    check();
    text.focus();
  };
  section.replaceChildren(
    el("h2", {}, "Someone else has changed this policy since you opened it"),
    el("p", {}, "Nothing of yours is saved yet. This is the policy as it is now:"),
    el("pre", { class: "pol-theirs wide", tabindex: 0, "aria-label": "The policy as it is now" }, theirs.text || "(there is no file)"),
    el("div", { class: "row" },
      el("button", { type: "button", class: "primary", onclick: () => settle("mine") }, "Keep mine, to save it over theirs"),
      el("button", { type: "button", onclick: () => settle("theirs") }, "Keep theirs, discard mine")),
  );
  section.hidden = false;
  section.querySelector("button").focus();
}

async function remove() {
  if (!window.confirm("Remove the file of this policy? Its versions stay.")) return;
  try {
    const why = encodeURIComponent(byId("save").elements.why.value);
    await ask("DELETE", `${address()}?why=${why}`, { etag: `"${revision}"` });
    leave("The file of the policy is removed.");
  } catch (problem) {
    refused(problem);
  }
}

async function tryOut() {
  const button = byId("try");
  if (!(await settled())) return;
  button.disabled = true;
  byId("trial").replaceChildren(el("p", { class: "soft" }, "It is tried on all documents…"));
  try {
    const json = { project: given.project, name: nameNow() || "new", text: text.value, shown: 20 };
    byId("trial").replaceChildren(tellTrial((await ask("POST", "/api/policies/try", { json })).data));
  } catch (problem) {
    byId("trial").replaceChildren(el("p", { class: "error" }, problem.body?.problems ? "It cannot be tried: the YAML has mistakes." : problem.message));
    if (problem.body?.problems) tell({ problems: problem.body.problems, advice: [], valid: false });
  }
  button.disabled = false;
}

async function returnTo(button) {
  try {
    const { data } = await ask("GET", `${address()}/versions/${path(button.dataset.version)}`);
    text.value = data.text;
    await check();
    byId("save").elements.why.value = `Return to the version of ${button.dataset.when}`;
    notify("That version is in the editor. Save it to return to it.");
    byId("save").elements.why.focus();
  } catch (error) {
    fail(error);
  }
}

text.value = given.draft.text;
showForm(given.draft.form);
tell(given.draft);
text.addEventListener("scroll", () => (byId("lines").scrollTop = text.scrollTop));
text.addEventListener("input", () => {
  number();
  later("text");
});
byId("form").addEventListener("submit", (event) => event.preventDefault());
byId("try")?.addEventListener("click", tryOut);
byId("save")?.addEventListener("submit", save);
byId("remove")?.addEventListener("click", remove);
for (const button of document.querySelectorAll("[data-version]")) button.addEventListener("click", () => returnTo(button));
if (name) {
  byId("fields").before(el("div", { class: "field wide" },
    el("label", { class: "field" }, el("span", {}, "Name"), name),
    el("span", { class: "hint" }, "Of its file: small letters, digits and hyphens, such as long-loan.")));
  name.focus();
}
if (isEditable) window.addEventListener("beforeunload", (event) => text.value !== saved && event.preventDefault());
const told = sessionStorage.getItem(SAVED);
sessionStorage.removeItem(SAVED);
if (told) notify(told);
