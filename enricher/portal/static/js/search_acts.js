// What is done with documents of a search: with those that are chosen, or with all that match. Each button
// says how many these are; what could not be done is named with its reason.
import { ask, path } from "./api.js";
import { hearChoices } from "./choices.js";
import { fail, notify } from "./dom.js";
import { during } from "./findings.js";
import { read, replace } from "./live.js";
import { assign, putBack, wordsOf } from "./people.js";

const NAMED = 5; // documents of one reason
const number = (count) => count.toLocaleString("en");
const documents = (count) => `${number(count)} document${count === 1 ? "" : "s"}`;

const move = async (ids, collection, more = {}) =>
  (await ask("POST", "/api/documents/move", { json: { documents: ids, collection, ...more } })).data;

export function hearActs(bar) {
  const { search, total } = bar.dataset;
  const chosen = hearChoices(bar.closest(".results"), show);
  const titles = new Map(
    [...document.querySelectorAll("#hits [data-choose]")].map((one) => [one.dataset.choose, one.ariaLabel.replace(/^Choose /, "")]),
  );

  function show() {
    const count = chosen().length;
    document.getElementById("chosen").textContent = count ? `${number(count)} chosen` : "None chosen";
    for (const button of bar.querySelectorAll("button[value=chosen]")) {
      button.disabled = !count;
      button.textContent = `${button.dataset.verb} the chosen${count ? ` ${number(count)}` : ""}`;
    }
  }

  // The documents that a button is about, null where a person thinks better of it.
  async function idsOf(button) {
    if (button?.value !== "all") {
      const ids = chosen().map((one) => one.dataset.choose);
      if (!ids.length) throw new Error("Choose documents first: each has a box beside its title.");
      return ids;
    }
    const { data } = await ask("GET", `/api/search/ids?${new URLSearchParams({ search })}`);
    const found = data.documents;
    const isAsExpected = found.length === Number(total);
    return isAsExpected || window.confirm(`By now ${documents(found.length)} match. ${button.dataset.verb} all of them?`) ? found : null;
  }

  // "lease.pdf and loan.pdf: its file is gone", a notice for each reason.
  function tell(passed, what) {
    const reasons = new Map();
    for (const [id, reason] of Object.entries(passed)) reasons.set(reason, [...(reasons.get(reason) ?? []), id]);
    for (const [reason, ids] of reasons) {
      const names = ids.slice(0, NAMED).map((id) => titles.get(id) ?? id);
      const more = ids.length > NAMED ? ` and ${number(ids.length - NAMED)} more` : "";
      notify(`${names.join(", ")}${more} ${what}: ${reason}.`, { kind: "error" });
    }
  }

  // What is chosen stays chosen.
  async function done() {
    const fresh = (await read(location.href)).getElementById("hits");
    if (fresh) replace(document.getElementById("hits"), fresh);
    show();
  }

  // Each to where it was before, unless somebody moved it on.
  async function moveBack(before, seen) {
    for (const collection of new Set(Object.values(before))) {
      const ids = Object.keys(before).filter((id) => before[id] === collection);
      const data = await move(ids, collection, { seen });
      notify(`${documents(Object.keys(data.before).length)} moved back to ${collection}.`);
      tell(data.passed_over, "not moved");
    }
  }

  const acts = {
    async assign(form, ids, isAll) {
      const assignee = form.elements.assignee.value;
      const seen = isAll ? null : Object.fromEntries(chosen().map((one) => [one.dataset.choose, one.dataset.assignee || null]));
      const data = await assign({ assignee: assignee || null, documents: ids, seen });
      await done();
      const isAny = Object.keys(data.documents).length > 0;
      const run = () => putBack(data, assignee).then(done).catch(fail);
      notify(wordsOf(data, assignee), { action: isAny ? { text: "Undo", run } : undefined });
      if (isAny) tell(data.passed_over, "passed over");
    },
    // Tried first, since a person should know what stays before the rest is elsewhere.
    async move(form, ids) {
      const collection = form.elements.collection.value;
      const trial = await move(ids, collection, { trial: true });
      const [going, staying] = [trial.before, trial.passed_over].map((some) => Object.keys(some).length);
      if (going && staying && !window.confirm(`${documents(going)} can be moved to ${collection}, ${number(staying)} cannot. Move them?`)) return;
      const data = going ? await move(ids, collection) : trial;
      const run = () => moveBack(data.before, collection).catch(fail);
      const count = Object.keys(data.before).length;
      if (count) notify(`${documents(count)} moved to ${collection}; the search follows in a moment.`, { action: { text: "Undo", run } });
      tell(data.passed_over, "not moved");
    },
    async read(_form, ids) {
      const { data } = await ask("POST", "/api/documents/read", { json: { documents: ids } });
      notify(`${documents(data.documents.length)} will be read again. Until then they are found as they were.`);
      tell(data.passed_over, "will not be read again");
    },
    async add(form, ids) {
      const project = form.elements.project.value;
      const json = { documents: ids.slice(0, Number(bar.dataset.mostAdded)) };
      const { data } = await ask("POST", `/api/projects/${path(project)}/found-documents`, { json });
      const there = data.unchanged.length ? `, ${number(data.unchanged.length)} already there` : "";
      const run = () => location.assign(`/projects/${path(project)}/documents`);
      notify(`${number(data.added.length)} added to ${project}${there}.`, { action: { text: "Show the project", run } });
      for (const { name, error } of data.failed) notify(`${name} was not added: ${error}`, { kind: "error" });
    },
  };

  async function take(form, button) {
    const ids = await idsOf(button);
    if (!ids) return;
    await acts[form.dataset.act](form, ids, button?.value === "all");
    form.closest("details").open = false;
  }

  bar.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const usable = [...form.querySelectorAll("button:enabled")];
    await during(usable, () => take(form, event.submitter));
    show();
  });
  show();
}
