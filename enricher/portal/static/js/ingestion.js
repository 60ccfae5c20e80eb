// Uploads, one file after the other, and numbers that follow what is read.
import { ask, path } from "./api.js";
import { el, fail, notify } from "./dom.js";
import { renew } from "./live.js";

const POLL_MS = 1500;
const form = document.getElementById("upload");

async function upload(files) {
  const list = document.getElementById("uploads");
  const limit = Number(form.dataset.megabytes) * 1e6;
  for (const file of files) {
    const state = el("span", { class: "soft" }, "being sent…");
    list.append(el("li", {}, `${file.name} `, state));
    const show = (text, kind) => {
      state.textContent = text;
      state.className = kind;
    };
    if (file.size > limit) {
      show(`larger than ${form.dataset.megabytes} MB (setting upload_megabytes)`, "error");
      continue;
    }
    const body = new FormData();
    body.append("file", file);
    body.append("collection", form.elements.collection.value);
    try {
      const { data } = await ask("POST", "/api/documents", { form: body });
      show("queued", "soft");
      renewAll().catch(fail); // its collection may be new
      await watch(data.status, show);
      renewAll().catch(fail);
    } catch (error) {
      show(error.message, "error");
    }
  }
}

// Watch one document until it is searchable or has failed.
async function watch(status, show) {
  for (;;) {
    const { data } = await ask("GET", status);
    if (data.state === "failed") return show(`failed: ${data.error}`, "error");
    if (data.state === "indexed") return show("indexed", "good");
    await new Promise((done) => setTimeout(done, 300));
  }
}

if (form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    upload([...form.elements.files.files]);
  });
  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
  }
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    upload([...event.dataTransfer.files]);
  });
}

document.addEventListener("submit", async (event) => {
  const chosen = event.target;
  if (!chosen.matches("form.serve")) return;
  event.preventDefault();
  const boxes = [...chosen.querySelectorAll("[name=serve]")];
  const fields = [...chosen.querySelectorAll("[name=types]")]; // one beside each box
  const serve = boxes
    .map((box, at) => (fields[at].value.trim() ? `${box.value}=${fields[at].value.trim()}` : box.value))
    .filter((_, at) => boxes[at].checked);
  try {
    const url = `/api/collections/${path(chosen.dataset.collection)}`;
    const rows = chosen.elements.rows.checked;
    const { data } = await ask("PUT", url, { json: { serve, rows } });
    chosen.closest("details").open = false;
    for (const box of [...boxes, chosen.elements.rows]) box.defaultChecked = box.checked; // nothing is left to do in it
    for (const field of fields) field.defaultValue = field.value;
    notify(data.read_again === 1 ? "1 document is read again" : `${data.read_again.toLocaleString("en")} documents are read again`);
    await renewAll();
  } catch (error) {
    fail(error);
  }
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form.password")) return;
  event.preventDefault();
  const { password, name } = form.elements;
  try {
    const { data } = await ask("POST", "/api/passwords", { json: { password: password.value, name: name.value } });
    form.reset(); // nothing is left to do in it
    notify(data.read_again === 1 ? "1 file is read again" : `${data.read_again.toLocaleString("en")} files are read again`);
    await renewAll();
  } catch (error) {
    fail(error);
  }
});

// ---- What the page says follows what happens, whoever makes it happen.

const PARTS = ["sentence", "held", "account", "collections", "failed", "passwords", "read", "ignored", "trouble"];
let isBehind = false; // somebody is filling in a part, which is shown as it was

async function renewAll() {
  isBehind = !(await renew(...PARTS));
}

// What the page shows is read from the page: an answer that was on its way may have changed it since.
async function follow() {
  if (document.hidden) return;
  const { data } = await ask("GET", "/api/status");
  delete data.backlog_seconds;
  const shown = JSON.parse(document.getElementById("account").dataset.status);
  if (isBehind || JSON.stringify(data) !== JSON.stringify(shown)) await renewAll();
}

(async () => {
  for (;;) {
    try {
      await follow();
    } catch (error) {
      fail(error);
      return; // said once; loading the page begins anew
    }
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
})();
