// Asks for trainings, and shows how they go.
import { ask, path } from "./api.js";
import { fail } from "./dom.js";
import { keepLive, refresh } from "./live.js";

const live = document.getElementById("live");

function tell(before, after) {
  const was = new Map(before.split(" ").filter(Boolean).map((one) => one.split(":")));
  for (const one of after.split(" ").filter(Boolean)) {
    const [id, state] = one.split(":");
    if (was.get(id) === state) continue;
    document.getElementById("said").textContent = `Training ${id}: ${state}`;
    if (state === "done" && was.has(id)) location.reload(); // the list of models is another one now
  }
}

async function send(form, json) {
  const button = form.querySelector("button:not([type])");
  button.disabled = true;
  try {
    await ask("POST", `/api/projects/${path(form.dataset.project)}/trainings`, { json });
    await refresh(live, tell);
    live.scrollIntoView({ block: "nearest" });
    if (form.id === "train") form.reset();
  } catch (error) {
    fail(error);
  } finally {
    button.disabled = false;
  }
}

const number = (input) => (input.value === "" ? null : Number(input.value));

document.getElementById("train")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const { model, epochs, split, seed, replace } = event.target.elements;
  send(event.target, {
    model: model.value.trim() || null,
    epochs: number(epochs),
    split: number(split),
    seed: number(seed) ?? 1,
    replace: replace.checked,
  });
});

document.getElementById("validate")?.addEventListener("submit", (event) => {
  event.preventDefault();
  send(event.target, { kind: "evaluate", folds: number(event.target.elements.folds) });
});

keepLive(live, tell);
