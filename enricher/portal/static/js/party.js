// The page of a party: its names are merged, split and told apart from there, and every act is undone.
import { ask } from "./api.js";
import { el, fail, notify } from "./dom.js";

const WAIT_MS = 150;
const TOLD = "party-told"; // what is said on the page that an act leads to

const own = document.getElementById("party").dataset.name;
const address = (name) => `/parties/party?${new URLSearchParams({ name })}`;

// Do it, and show the party as it is then: under the name that the server says.
async function act(verb, names, words, undo) {
  const { data } = await ask("POST", `/api/parties/${verb}`, { json: { names } });
  const shown = [data].flat().map((one) => one.name);
  const name = shown.includes(own) ? own : shown[0];
  sessionStorage.setItem(TOLD, JSON.stringify({ words, undo: undo?.(name) }));
  location.assign(address(name));
}

const merge = (other) =>
  act("merge", [own, other], `${own} and ${other} count as one party now.`, (name) => ({ verb: "split", names: [name] }));
const apart = (other) =>
  act("split", [own, other], `${own} and ${other} are different parties, and are not suggested again.`);
const split = (name) =>
  name === own ? act("split", [name], `The merge of ${name} is undone.`)
    : act("split", [name], `${name} is now a separate party.`, () => ({ verb: "merge", names: [own, name] }));

function press(button, run) {
  button.disabled = true;
  run().catch((error) => {
    button.disabled = false;
    fail(error);
  });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-merge], [data-apart], [data-split]");
  if (!button) return;
  const { merge: joined, apart: different, split: gone } = button.dataset;
  press(button, () => (joined ? merge(joined) : different ? apart(different) : split(gone)));
});

const form = document.getElementById("merge-other");
form?.addEventListener("submit", (event) => {
  event.preventDefault();
  press(form.querySelector("button"), () => merge(form.elements.other.value.trim()));
});

let waiting;
form?.elements.other.addEventListener("input", ({ target }) => {
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    try {
      const { data } = await ask("GET", `/api/parties?${new URLSearchParams({ text: target.value, size: 10 })}`);
      const others = data.filter((one) => one.name !== own);
      document.getElementById("party-names").replaceChildren(...others.map((one) => el("option", { value: one.name })));
    } catch {
      // what is typed still counts
    }
  }, WAIT_MS);
});

const told = JSON.parse(sessionStorage.getItem(TOLD) || "null");
if (told) {
  sessionStorage.removeItem(TOLD);
  const { words, undo } = told;
  const run = () => act(undo.verb, undo.names, "Undone.").catch(fail);
  notify(words, { action: undo ? { text: "Undo", run } : undefined });
}
