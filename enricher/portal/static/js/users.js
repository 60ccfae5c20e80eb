// Users and their keys: what is added and changed; a key is shown once, on the page that made it.
import { ask } from "./api.js";
import { fail, notify } from "./dom.js";

const made = document.getElementById("made");

const asKept = (select) => [...select.options].forEach((one) => (one.selected = one.defaultSelected));
document.querySelectorAll("select.role").forEach(asKept); // whatever was chosen before this script listened

async function makeKey(form) {
  const { purpose, days } = form.elements;
  const json = { purpose: purpose.value, days: days.value ? Number(days.value) : null };
  const { data } = await ask("POST", form.dataset.address, { json });
  form.reset();
  document.getElementById("made-key").textContent = data.key;
  made.hidden = false;
  made.focus();
  made.scrollIntoView({ block: "nearest" });
}

async function setPassword(form) {
  await ask("PUT", form.dataset.address, { json: { password: form.elements.password.value } });
  form.reset();
  form.closest("details").open = false;
  notify(`${form.dataset.name} signs in with the new password from now on`);
}

async function addUser(form) {
  const { name, role, password } = form.elements;
  await ask("POST", "/api/users", { json: { name: name.value, role: role.value, password: password.value || null } });
  location.reload();
}

async function changeOwn(form) {
  const { present, password } = form.elements;
  await ask("PUT", "/api/me/password", { json: { present: present.value, password: password.value } });
  location.assign("/signin?next=/account");
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const act = form.matches(".make-key") ? makeKey : form.matches(".set-password") ? setPassword : form.id === "add" ? addUser : form.id === "own-password" ? changeOwn : null;
  if (!act) return;
  event.preventDefault();
  try {
    await act(form);
  } catch (error) {
    fail(error);
  }
});

document.addEventListener("change", async (event) => {
  const chosen = event.target;
  if (!chosen.matches("select.role")) return;
  try {
    await ask("PATCH", chosen.dataset.address, { json: { role: chosen.value } });
    [...chosen.options].forEach((one) => (one.defaultSelected = one.selected));
    notify(`the role is ${chosen.value} from now on`);
  } catch (error) {
    asKept(chosen);
    fail(error);
  }
});

document.getElementById("copy-key")?.addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(document.getElementById("made-key").textContent);
    notify("copied");
  } catch {
    getSelection().selectAllChildren(document.getElementById("made-key")); // without TLS a page may not copy
  }
});
