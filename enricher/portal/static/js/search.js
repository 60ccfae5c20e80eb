// Makes searching quicker; all of it works without: the box by a key, queries completed and facets
// searched while one types, searches saved, and answers written while one reads the hits.
import { ask } from "./api.js";
import { offerCompletions } from "./completions.js";
import { el, fail } from "./dom.js";
import { hearActs } from "./search_acts.js";
import { arrangeFacets } from "./search_facets.js";

const WAIT_MS = 150;

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, textarea, select");
  if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  const box = document.getElementById("q");
  if (!box) return;
  event.preventDefault();
  box.select();
});

arrangeFacets();
const acts = document.getElementById("acts");
if (acts) hearActs(acts);

const typed = document.getElementById("q");
if (typed) offerCompletions(typed, document.getElementById("completions"));

// Have the answer written that the page has a place for: hits do not wait for it.
const written = document.querySelector("[data-written]");
async function write() {
  written.replaceChildren(written.querySelector("h2"), el("p", { class: "soft" }, "It is being written …"));
  try {
    const answer = await fetch(written.dataset.written, { headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const made = page.querySelector("[data-answer]");
    if (!answer.ok || !made) throw new Error(page.querySelector(".lead")?.textContent || answer.statusText);
    written.replaceChildren(...made.childNodes);
  } catch (error) {
    written.lastElementChild.replaceWith(el("p", { class: "warn" }, `No answer was written: ${error.message}`));
  }
  written.setAttribute("aria-busy", "false");
}
if (written) write();

// Menus close as people expect of menus.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// Show the values that hold what was typed, in place of the list below the box.
for (const form of document.querySelectorAll("form[data-values]")) {
  const list = form.parentElement.querySelector("[data-list]");
  const before = [...list.childNodes];
  const box = form.elements.in;
  let timer = 0;
  let running = null;
  const look = async () => {
    running?.abort();
    if (!box.value.trim() && !form.closest("main").querySelector(".crumbs")) {
      list.replaceChildren(...before);
      return;
    }
    running = new AbortController();
    const address = `/values?${new URLSearchParams(new FormData(form))}`;
    try {
      const answer = await fetch(address, { signal: running.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.querySelector("[data-list]");
      if (found) list.replaceChildren(...found.childNodes);
    } catch (error) {
      if (error.name !== "AbortError") fail(error);
    }
  };
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, WAIT_MS);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    look();
  });
}

const save = document.getElementById("save");
save?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const json = { name: save.elements.name.value, address: save.dataset.address };
  try {
    await ask("POST", "/api/searches", { json });
    location.reload();
  } catch (error) {
    fail(error);
  }
});
