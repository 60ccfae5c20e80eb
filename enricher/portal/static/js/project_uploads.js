// Documents, labels files and registers that go into a project, and what became of each.
import { ask } from "./api.js";
import { el, fail } from "./dom.js";
import { renew } from "./live.js";
import { start } from "./project_documents.js";

const AT_A_TIME = 3; // files being sent: reading one takes the server longer than sending it
const SHOWN = 50; // values of a register that were not found
const adding = document.getElementById("adding"); // not the forms: a field there is called dataset
const { api, megabytes } = adding ? adding.dataset : {};
const outcome = document.getElementById("outcome");
const count = (number, one, many = `${one}s`) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

// The documents and counts of this page as they are by now.
async function showDocuments() {
  try {
    isShown = await renew("progress-part", "list");
    start();
  } catch (error) {
    fail(error);
  }
}
let isShown = true; // not where a selection or a filter is being made: then they are shown on demand

function leadToDocuments() {
  if (!isShown) return location.reload();
  const list = document.getElementById("list");
  list.focus({ preventScroll: true });
  return list.scrollIntoView({ block: "start" });
}

function report(title) {
  const list = el("ul", { class: "plain-list" });
  const summary = el("p", { role: "status" });
  outcome.replaceChildren(el("h2", {}, title), summary, list);
  return {
    say: (text, kind = "") => {
      summary.textContent = text;
      summary.className = kind;
    },
    line: (name, text, kind = "soft") => {
      const state = el("span", { class: kind }, text);
      list.append(el("li", {}, el("strong", {}, name), " ", state));
      return (now, is) => {
        state.textContent = now;
        state.className = is;
      };
    },
    add: (...elements) => outcome.append(...elements),
    done: () => outcome.append(el("p", {}, el("button", { type: "button", class: "primary", onclick: leadToDocuments }, "Show the documents"))),
  };
}

function tooLarge(files) {
  const size = files.reduce((sum, one) => sum + one.file.size, 0);
  return size > megabytes * 1e6 ? `larger than ${megabytes} MB (setting upload_megabytes)` : "";
}

// Files are {name, file}: the name has the folders that were dropped, the order is that of names.
async function sendDocuments(files) {
  if (!files.length) return;
  adding.open = true;
  const told = report("Documents");
  const sums = { added: 0, unchanged: 0, failed: 0 };
  const queue = files.map((one) => ({ ...one, show: told.line(one.name, "queued") }));
  const send = async ({ name, file, show }) => {
    const reason = tooLarge([{ file }]);
    if (reason) throw new Error(reason);
    show("being read…", "soft");
    const body = new FormData();
    body.append("files", file, name);
    const { data } = await ask("POST", `${api}/documents`, { form: body });
    sums.added += data.added.length;
    sums.unchanged += data.unchanged.length;
    sums.failed += data.failed.length;
    if (data.added.length) show(data.added.length === 1 ? "added" : `${data.added.length} documents added`, "good");
    else if (data.unchanged.length) show("is already in the project", "soft");
    for (const one of data.failed) told.line(one.name, one.error, "error");
  };
  const follow = () => {
    const done = sums.added + sums.unchanged + sums.failed;
    const parts = [`${count(sums.added, "document")} added`];
    if (sums.unchanged) parts.push(`${sums.unchanged} already there`);
    if (sums.failed) parts.push(`${sums.failed} not readable`);
    told.say(done < files.length ? `${done} of ${files.length}…` : `${parts.join(", ")}.`);
  };
  const work = async () => {
    for (let next; (next = queue.shift()); follow()) {
      try {
        await send(next);
      } catch (error) {
        sums.failed += 1;
        next.show(error.message.replace(`${next.name}: `, ""), "error");
      }
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  await showDocuments();
  follow();
  told.done();
}

async function sendForm(form, url, title, tell) {
  const button = form.querySelector("button:not([type])");
  const body = new FormData();
  const files = [];
  for (const [name, value] of new FormData(form)) {
    if (value instanceof File) {
      if (!value.size && !value.name) continue;
      files.push({ file: value });
      body.append(name, value, value.name);
    } else if (name === "columns" || name === "rename") {
      for (const line of value.split("\n").filter((one) => one.trim())) body.append(name, line.trim());
    } else if (value) body.append(name, value);
  }
  const told = report(title);
  const reason = tooLarge(files);
  if (reason) return told.say(reason, "error");
  told.say("Being read…", "soft");
  button.disabled = true;
  try {
    const { data } = await ask("POST", url, { form: body });
    await showDocuments();
    tell(told, data);
    told.done();
  } catch (error) {
    const problems = error.body?.problems || [];
    const isLacking = problems.some((one) => LACKING.includes(one.code));
    if (isLacking) askForDocuments(form);
    told.say(isLacking ? "The labels were not imported: they name documents that are not here." : error.message, "error");
    if (isLacking) told.line("What to do:", "Add the documents under “Documents to tag”, then import the labels again. Or choose them with the labels file, under “Documents that it names”.", "warn");
    for (const one of problems.filter((each) => each.code !== NONE_SENT)) {
      told.line(one.line ? `${one.file}, line ${one.line}` : one.file, one.message, "error");
    }
  }
  button.disabled = false;
}

// Labels whose documents are neither in the project nor sent with them.
const NONE_SENT = "ContainerNotFound";
const LACKING = [NONE_SENT, "DocumentNotFound"];

function askForDocuments(form) {
  if (!form.elements.documents) return;
  form.querySelector("details").open = true;
  form.elements.documents.focus();
}

function tellLabels(told, data) {
  const { added, replaced, unchanged } = data.documents;
  const lost = data.labels_lost ? `; ${count(data.labels_lost, "former label")} removed` : "";
  told.say(`${count(data.labels, "label")}: ${count(added, "document")} added, ${replaced} replaced, ${unchanged} unchanged${lost}.`, "good");
  for (const [old, name] of Object.entries(data.renamed || {})) told.line(old, `is named ${name}`, "soft");
  for (const one of data.categories) {
    told.line(one.name, `new category, ${one.type}, ${one.cardinality === "many" ? "many values" : "one value"} a document: check it in the schema`, "warn");
  }
  for (const one of data.warnings) told.line("Note:", one, "soft");
}

function tellRegister(told, data) {
  tellLabels(told, data);
  told.say(`${data.found.toLocaleString("en")} of ${count(data.values, "value")} found, ${count(data.labels, "label")} in the documents.`, "good");
  for (const one of data.columns) told.line(one.column, `${one.category}: ${one.found} of ${one.values} found`);
  if (data.columns_unused.length) told.line("Columns left out:", data.columns_unused.join(", "), "warn");
  for (const one of data.files_left_out) told.line(one.file || `row ${one.rows.join(", ")}`, one.reason, "warn");
  const missing = data.columns.flatMap((one) => one.not_found);
  if (!missing.length) return;
  const cell = (text) => el("td", {}, text);
  const rows = missing.slice(0, SHOWN).map((one) =>
    el("tr", {}, el("th", { scope: "row" }, one.file), el("td", { class: "number" }, String(one.row)), ...[one.column, one.value, one.reason].map(cell)));
  const heads = ["Document", "Row", "Column", "Value", "Why it was not found"].map((text) => el("th", { scope: "col" }, text));
  told.add(
    el("div", { class: "scroll wide", tabindex: "0", role: "region", "aria-label": "Values that were not found" },
      el("table", {}, el("thead", {}, el("tr", {}, heads)), el("tbody", {}, rows))),
    missing.length > SHOWN ? el("p", { class: "soft" }, `and ${missing.length - SHOWN} more`) : "",
  );
}

// What lies in dropped folders, with the folders in the names.
async function walk(entry, prefix = "") {
  if (entry.isFile) {
    const file = await new Promise((done, failed) => entry.file(done, failed));
    return [{ name: prefix + file.name, file }];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return found;
    for (const one of some) found.push(...(await walk(one, `${prefix}${entry.name}/`)));
  }
}

const named = (file) => ({ name: file.webkitRelativePath || file.name, file });
const form = document.getElementById("send-documents");

if (form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sendDocuments([...form.elements.files.files].map(named));
  });
  // All of the page takes drops: beside the box the browser would open the file and leave.
  const area = document.documentElement;
  const hasFiles = (event) => [...event.dataTransfer.types].includes("Files");
  area.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    adding.open = true;
    form.classList.add("over");
  });
  area.addEventListener("dragleave", (event) => !event.relatedTarget && form.classList.remove("over"));
  area.addEventListener("drop", async (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    form.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const plain = [...event.dataTransfer.files].map(named);
    const found = entries.length ? (await Promise.all(entries.map((one) => walk(one)))).flat() : plain;
    sendDocuments(found.filter((one) => !one.file.name.startsWith(".")));
  });

  const labels = document.getElementById("send-labels");
  labels.addEventListener("submit", (event) => {
    event.preventDefault();
    sendForm(labels, `${api}/labels`, "Labels", tellLabels);
  });
  const register = document.getElementById("send-register");
  register.addEventListener("submit", (event) => {
    event.preventDefault();
    sendForm(register, `${api}/register`, "Register", tellRegister);
  });
}
