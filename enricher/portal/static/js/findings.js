// What people decide about findings, on the page of all and on that of a document.
import { ask } from "./api.js";
import { fail, notify } from "./dom.js";
import { refresh } from "./live.js";

const PAUSE_MS = 1000;
const MOST = 120; // times; then whoever looks loads the page anew

// Hears the forms and buttons of a part of a page, which the server renders anew after each act.
// `done` is called then: what had the keyboard may be gone.
export function decide(part, done = () => {}) {
  async function say(id, act, json, words) {
    await ask("POST", `/api/findings/${id}/${act}`, { json });
    await done();
    const undo = act === "accept" ? { text: "Undo", run: () => say(id, "reopen", undefined, `Finding ${id} is open again.`).catch(fail) } : undefined;
    notify(words, { action: undo });
  }
  part.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-accept]");
    if (!form) return;
    event.preventDefault();
    const id = form.dataset.accept;
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const json = { reason: form.elements.reason.value, until: form.elements.until.value || null };
      await say(id, "accept", json, `Finding ${id} is accepted.`);
    } catch (error) {
      button.disabled = false;
      fail(error);
    }
  });
  part.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-reopen]");
    if (!button) return;
    button.disabled = true;
    try {
      await say(button.dataset.reopen, "reopen", undefined, `Finding ${button.dataset.reopen} is open again.`);
    } catch (error) {
      button.disabled = false;
      fail(error);
    }
  });
}

// Renders a part anew until policies were asked about all that it shows.
const following = new WeakSet();
export async function follow(part) {
  if (following.has(part)) return;
  following.add(part);
  try {
    for (let times = 0; times < MOST && part.firstElementChild.dataset.busy; times += 1) {
      await new Promise((done) => setTimeout(done, PAUSE_MS));
      if (!document.hidden) await refresh(part);
    }
  } finally {
    following.delete(part);
  }
}
