// A folder of the server: what it has is shown, then it is added to a collection.
import { ask } from "./api.js";
import { el, notify } from "./dom.js";
import { renew } from "./live.js";

const MOST_KINDS = 8;
const form = document.getElementById("look");
const count = (number, one) => `${number.toLocaleString("en")} ${one}${number === 1 ? "" : "s"}`;
const show = (...children) => document.getElementById("looked").replaceChildren(...children.filter(Boolean));

function kinds(all) {
  const named = Object.entries(all);
  const told = named.slice(0, MOST_KINDS).map(([kind, number]) => `${number.toLocaleString("en")} ${kind ? `.${kind}` : "without an ending"}`);
  return told.join(", ") + (named.length > MOST_KINDS ? ", …" : "");
}

async function look(event) {
  event.preventDefault();
  show(el("p", { class: "soft" }, "It is looked at…"));
  try {
    const { data } = await ask("POST", "/api/folders/look", { json: { path: form.elements.path.value } });
    const more = [data.ignored ? `${count(data.ignored, "file")} ignored by your settings` : "", data.unread ? `${count(data.unread, "folder")} cannot be read` : ""].filter(Boolean);
    const files = `${data.whole ? "" : "at least "}${count(data.files, "file")}`;
    const collection = form.elements.collection.value;
    show(
      el("p", {}, el("strong", {}, `${data.path}: ${files}`), data.files ? ` (${kinds(data.kinds)})` : "", more.length ? `; ${more.join(", ")}` : "", "."),
      el("button", { type: "button", class: "primary", onclick: (click) => add(click.currentTarget, data.path, collection) }, `Add it to collection ${collection}`),
    );
  } catch (error) {
    show(el("p", { class: "error" }, error.message));
  }
}

async function add(button, path, collection) {
  button.disabled = true;
  try {
    const { data } = await ask("POST", "/api/folders", { json: { path, collection } });
    form.reset();
    show(data.next_step ? el("p", { class: "warn" }, data.next_step.replaceAll("`", "")) : null);
    notify(data.watched ? `${path} is read and watched from now on.` : `${path} belongs to collection ${collection} now.`);
    await renew("read", "sentence", "account", "collections");
  } catch (error) {
    button.disabled = false;
    show(el("p", { class: "error" }, error.message));
  }
}

form?.addEventListener("submit", look);
form?.addEventListener("input", () => show()); // what was looked at is another one now
