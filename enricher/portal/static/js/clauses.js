// The wordings of a clause: an administrator sets, changes and removes its standard.
import { ask, path } from "./api.js";
import { fail } from "./dom.js";

const form = document.querySelector("#standard form");

async function change(method, project, json) {
  try {
    await ask(method, `/api/projects/${path(project, "playbook", form.dataset.category)}`, { json });
    location.reload();
  } catch (error) {
    fail(error);
  }
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  change("PUT", form.elements.project.value, { text: form.elements.text.value });
});

form?.querySelector("[data-remove]")?.addEventListener("click", (event) =>
  change("DELETE", event.target.dataset.remove));

// A wording of documents becomes a draft, in which what may differ is still to be put in brackets.
for (const button of document.querySelectorAll("[data-take]")) {
  button.addEventListener("click", () => {
    form.elements.text.value = button.closest("article").querySelector(".clause-words").textContent.trim();
    document.getElementById("standard").open = true;
    form.elements.text.focus();
  });
}
