// Deploys and swaps; a worse model only after a person has said so. Follows documents being read again.
import { ask, path } from "./api.js";
import { fail } from "./dom.js";
import { keepLive, refresh } from "./live.js";

const live = document.getElementById("live");

async function deploy(form, force = false) {
  const { model, deployment } = form.elements;
  const url = `/api/projects/${path(form.dataset.project)}/deployments/${path(deployment.value.trim())}`;
  try {
    await ask("PUT", url, { json: { model: model.value, force } });
    location.assign(location.pathname);
  } catch (error) {
    if (error.status === 409 && !force && (await isForced(error.message))) return deploy(form, true);
    if (error.status !== 409) fail(error);
  }
}

// Ask whether a worse model is to serve all the same.
function isForced(why) {
  const dialog = document.getElementById("worse");
  document.getElementById("worse-why").textContent = why.replace(/;[^;]*--force.*$/, ".");
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener("close", () => done(dialog.returnValue === "force"), { once: true });
  });
}

document.getElementById("deploy")?.addEventListener("submit", (event) => {
  event.preventDefault();
  deploy(event.target);
});

document.getElementById("swap")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { first, second } = event.target.elements;
  const url = `/api/projects/${path(event.target.dataset.project)}/deployments/swap`;
  try {
    await ask("POST", url, { json: { first: first.value, second: second.value } });
    location.reload();
  } catch (error) {
    fail(error);
  }
});

live.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-ask]");
  if (!button) return;
  button.disabled = true;
  try {
    await ask("POST", "/api/reenrich", { json: JSON.parse(button.dataset.ask) });
    await refresh(live);
  } catch (error) {
    fail(error);
    button.disabled = false;
  }
});

keepLive(live, () => {});
