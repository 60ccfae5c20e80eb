// Audit: what is decided shows in the counts and in the list at once.
import { ask } from "./api.js";
import { fail, notify } from "./dom.js";
import { decide, follow } from "./findings.js";
import { refresh } from "./live.js";

const part = document.getElementById("audit");
async function show() {
  await refresh(part);
  if (document.activeElement === document.body) document.getElementById("audit-title").focus();
}
decide(part, show);

const findings = (count) => `${count.toLocaleString("en")} finding${count === 1 ? "" : "s"}`;

// Accept what is chosen, or all that the page's filters find, for one reason; all of it can be undone.
async function accept(numbers, json) {
  const { data } = await ask("POST", "/api/findings/accept", { json: { findings: numbers, ...json } });
  await show();
  const passed = Object.keys(data.passed_over).length;
  const words = `${findings(data.findings.length)} accepted${passed ? `, ${passed.toLocaleString("en")} passed over` : ""}.`;
  const run = () => reopen(data.findings).catch(fail);
  notify(words, { action: data.findings.length ? { text: "Undo", run } : undefined });
}

async function reopen(numbers) {
  const { data } = await ask("POST", "/api/findings/reopen", { json: { findings: numbers } });
  await show();
  notify(`${findings(data.findings.length)} open again.`);
}

part.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-accept-several]");
  if (!form) return;
  event.preventDefault();
  const json = { reason: form.elements.reason.value, until: form.elements.until.value || null };
  const buttons = form.querySelectorAll("button");
  for (const one of buttons) one.disabled = true;
  try {
    let numbers = [...part.querySelectorAll("[data-choose]:checked")].map((one) => Number(one.dataset.choose));
    if (event.submitter?.value === "all") {
      ({ findings: numbers } = (await ask("GET", `/api/findings/numbers?${form.dataset.acceptSeveral}`)).data);
    }
    if (!numbers.length) throw new Error("Choose findings first: each has a box beside its severity.");
    await accept(numbers, json);
  } catch (error) {
    fail(error);
  } finally {
    for (const one of buttons) one.disabled = false;
  }
});
follow(part).catch(fail);
