// Settings of reminders: what somebody changed is tried, and saved.
import { ask } from "./api.js";
import { el, notify } from "./dom.js";

const SAVED = "reminder-settings-saved"; // what is told after the page was loaded anew
const form = document.getElementById("choices");
const split = (text, mark) => text.split(mark).map((one) => one.trim()).filter(Boolean);
const READERS = {
  text: (input) => input.value.trim(),
  secret: (input) => input.value,
  number: (input) => (input.value === "" ? null : Number(input.value)),
  lines: (input) => split(input.value, /[\n,;]/),
  commas: (input) => split(input.value, ","),
  numbers: (input) => split(input.value, ",").map(Number),
  severities: (group) => [...group.querySelectorAll("input:checked")].map((one) => one.value),
};
const inputs = () => [...form.querySelectorAll("[data-setting]")].filter((one) => !one.disabled);
const read = (input) => READERS[input.dataset.kind](input);
const before = new Map();

function changed() {
  const values = {};
  for (const input of inputs()) {
    if (JSON.stringify(read(input)) !== before.get(input)) values[input.dataset.setting] = read(input);
  }
  for (const box of form.querySelectorAll("[data-clear]:checked")) values[box.dataset.clear] = null;
  return values;
}

const tell = (text) => (document.getElementById("choices-error").textContent = text);

async function save(event) {
  event.preventDefault();
  tell("");
  const values = changed();
  if (!Object.keys(values).length) return tell("Nothing has changed.");
  try {
    await ask("PUT", "/api/reminders/settings", { json: { values }, etag: `"${form.dataset.revision}"` });
    sessionStorage.setItem(SAVED, "The settings are saved. They count at once.");
    location.reload();
  } catch (problem) {
    if (problem.status !== 412) return tell(problem.message);
    form.dataset.revision = problem.body.current.revision;
    tell(`Someone else has changed the settings since you opened them. Save again to change only ${Object.keys(values).join(", ")}, or load the page anew to see theirs.`);
  }
}

async function tryOut({ currentTarget: button }) {
  tell("");
  button.disabled = true;
  const place = document.getElementById("tested");
  place.replaceChildren();
  try {
    const { data } = await ask("POST", "/api/reminders/settings/test", { json: { values: changed() } });
    const answers = Object.entries(data.places);
    place.replaceChildren(...answers.map(([name, reason]) => reason
      ? el("p", { class: "error rem-error" }, `${name}: ${reason}`) : el("p", { class: "good rem-error" }, `${name} accepted the test.`)));
    if (!answers.length) tell("There is nobody to send a test to: add an address or a webhook.");
  } catch (problem) {
    tell(problem.message);
  }
  button.disabled = false;
}

if (form) {
  for (const input of inputs()) before.set(input, JSON.stringify(read(input)));
  form.addEventListener("submit", save);
  document.getElementById("try").addEventListener("click", tryOut);
  const words = sessionStorage.getItem(SAVED);
  sessionStorage.removeItem(SAVED);
  if (words) notify(words);
}
