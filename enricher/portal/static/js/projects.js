// Makes projects, and deletes them for who types their name.
import { ask, path } from "./api.js";

const create = document.getElementById("create");
const dialog = document.getElementById("delete");

create?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { name } = create.elements;
  const button = create.querySelector("button");
  const error = document.getElementById("create-error");
  const refuse = (text) => {
    error.textContent = text;
    error.hidden = false;
    name.setAttribute("aria-invalid", "true");
    name.focus();
  };
  if (!name.value.trim()) return refuse("Enter a name first.");
  button.disabled = true;
  try {
    const { data } = await ask("POST", "/api/projects", { json: { name: name.value.trim() } });
    location.assign(`/projects/${path(data.name)}`);
  } catch (problem) {
    button.disabled = false;
    refuse(problem.message);
  }
});

if (dialog) {
  const form = dialog.querySelector("form");
  const confirm = form.querySelector("[value=delete]");
  const error = form.querySelector("[role=alert]");
  let name = "";

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-delete]");
    if (!button) return;
    const { delete: named, documents, labels, models, ships } = button.dataset;
    name = named;
    for (const shown of dialog.querySelectorAll("[data-name]")) shown.textContent = name;
    dialog.querySelector("[data-what]").textContent =
      `Its ${documents}, ${labels} and ${models} are deleted permanently. Indexed documents keep what it found.` +
      (ships ? " The project itself stays, as it ships." : "");
    form.elements.typed.value = "";
    confirm.disabled = true;
    error.hidden = true;
    dialog.showModal();
    form.elements.typed.focus();
  });

  form.elements.typed.addEventListener("input", () => {
    confirm.disabled = form.elements.typed.value !== name;
  });

  form.addEventListener("submit", async (event) => {
    if (event.submitter?.value !== "delete") return; // closes by itself
    event.preventDefault();
    confirm.disabled = true;
    try {
      await ask("DELETE", `/api/projects/${path(name)}`);
      location.reload();
    } catch (problem) {
      error.textContent = problem.message;
      error.hidden = false;
    }
  });
}
