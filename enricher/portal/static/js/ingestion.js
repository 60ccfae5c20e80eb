// Uploads, one file after the other, and numbers that follow what is read.
import { ask, path } from "./api.js";
import { el, fail, notify } from "./dom.js";

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
      show("in line", "soft");
      await follow(data.status, show);
    } catch (error) {
      show(error.message, "error");
    }
  }
}

// Watch one document until it is searchable or has failed.
async function follow(status, show) {
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

for (const form of document.querySelectorAll("form.serve")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const serve = new FormData(form).getAll("serve");
    try {
      const url = `/api/collections/${path(form.dataset.collection)}`;
      const { data } = await ask("PUT", url, { json: { serve } });
      form.closest("details").querySelector("summary").textContent = data.serve.join(", ");
      form.closest("details").open = false;
      notify(`${data.read_again} documents are read again`);
    } catch (error) {
      fail(error);
    }
  });
}

let failedBefore = document.querySelector('[data-count="failed"]').textContent;

async function refresh() {
  if (document.hidden) return;
  const { data } = await ask("GET", "/api/status");
  for (const shown of document.querySelectorAll("[data-count]")) {
    shown.textContent = data[shown.dataset.count].toLocaleString("en");
  }
  const failed = document.querySelector('[data-count="failed"]').textContent;
  const uploading = document.getElementById("uploads")?.children.length;
  if (failed !== failedBefore && !uploading) location.reload(); // the reasons below are others now
  failedBefore = failed;
}

(async () => {
  for (;;) {
    await new Promise((done) => setTimeout(done, POLL_MS));
    try {
      await refresh();
    } catch (error) {
      fail(error);
      return; // said once; loading the page begins anew
    }
  }
})();
