// What every page does: buttons that call the API by their attributes, and tell when it fails.
//
//   <button data-call="POST /api/…" data-json='{"a": 1}' data-confirm="Sure?" data-then="/address">
//
// After it the page is loaded anew, or the address in data-then.
import { ask } from "./api.js";
import { fail } from "./dom.js";

// Going back shows what there is now, not what there was.
addEventListener("pageshow", (event) => event.persisted && location.reload());

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-call]");
  if (!button || button.disabled) return;
  event.preventDefault();
  if (button.dataset.confirm && !window.confirm(button.dataset.confirm)) return;
  const [method, url] = button.dataset.call.split(" ");
  button.disabled = true;
  try {
    const json = button.dataset.json === undefined ? undefined : JSON.parse(button.dataset.json);
    await ask(method, url, { json, etag: button.dataset.etag });
    if (button.dataset.then) location.assign(button.dataset.then);
    else location.reload();
  } catch (error) {
    button.disabled = false;
    fail(error);
  }
});
