// What people decide about findings, on the page of all and on that of a document.
import { ask } from "./api.js";
import { fail, notify } from "./dom.js";
import { isFilledIn, refresh } from "./live.js";

const PAUSE_MS = 1000;
const MOST = 120; // times; then whoever looks loads the page anew

// What became of a decision: "3 findings accepted, 1 passed over.", "Finding 12 is resolved."
function wordsOf({ findings, passed_over: passed }, what) {
  const others = Object.entries(passed);
  if (findings.length + others.length === 1) {
    return findings.length ? `Finding ${findings[0]} is ${what}.` : `Finding ${others[0].join(" ")}.`;
  }
  const count = `${findings.length.toLocaleString("en")} finding${findings.length === 1 ? "" : "s"}`;
  return `${count} ${what}${others.length ? `, ${others.length.toLocaleString("en")} passed over` : ""}.`;
}

// Of a form for one its number, of one for several those that are chosen, or all that match.
export async function numbersOf(part, form, button) {
  if (form.dataset.accept) return [Number(form.dataset.accept)];
  if (button?.value === "all") return (await ask("GET", `/api/findings/numbers?${form.dataset.matching}`)).data.findings;
  const chosen = [...part.querySelectorAll("[data-choose]:checked")].map((one) => Number(one.dataset.choose));
  if (!chosen.length) throw new Error("Choose findings first: each has a box beside its severity.");
  return chosen;
}

// While an act is under way, nobody asks for it again.
export async function during(buttons, act) {
  for (const one of buttons) one.disabled = true;
  try {
    await act();
  } catch (error) {
    fail(error);
  } finally {
    for (const one of buttons) one.disabled = false;
  }
}

// Hears the forms and buttons of a part of a page, which the server renders anew after each act.
// `done` is called then: what had the keyboard may be gone.
export function decide(part, done = () => {}) {
  // One or many for one reason: what is not open any more is passed over, and all can be undone.
  async function accept(form, button) {
    const { reason, until } = form.elements;
    const json = { findings: await numbersOf(part, form, button), reason: reason.value, until: until.value || null };
    const { data } = await ask("POST", "/api/findings/accept", { json });
    form.reset();
    await done();
    const run = () => reopen(data.findings).catch(fail);
    notify(wordsOf(data, "accepted"), { action: data.findings.length ? { text: "Undo", run } : undefined });
  }

  async function reopen(numbers) {
    const { data } = await ask("POST", "/api/findings/reopen", { json: { findings: numbers } });
    await done();
    notify(wordsOf(data, "open again"));
  }

  part.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-accept]");
    if (!form) return;
    event.preventDefault();
    during(form.querySelectorAll("button"), () => accept(form, event.submitter));
  });
  part.addEventListener("click", (event) => {
    const button = event.target.closest("[data-reopen]");
    if (button) during([button], () => reopen([Number(button.dataset.reopen)]));
  });
}

// Looks anew until policies were asked about all that a part shows. A reason that somebody is writing
// there is not taken from under the pen.
const following = new WeakSet();
export async function follow(part, look = () => (isFilledIn(part) ? null : refresh(part))) {
  if (following.has(part)) return;
  following.add(part);
  try {
    for (let times = 0; times < MOST && part.querySelector("[data-busy]"); times += 1) {
      await new Promise((done) => setTimeout(done, PAUSE_MS));
      if (!document.hidden) await look();
    }
  } finally {
    following.delete(part);
  }
}
