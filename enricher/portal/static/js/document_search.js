// The way from one document of a search to the next: two links, and keys that press them.
import { isTyping } from "./dom.js";

const KEYS = { j: "next", k: "prev" };

export async function showNeighbours(nav) {
  const answer = await fetch(nav.dataset.address, { headers: { accept: "text/html" } });
  if (!answer.ok) {
    nav.textContent = "This search cannot be repeated";
    return;
  }
  const part = new DOMParser().parseFromString(await answer.text(), "text/html").body;
  nav.replaceChildren(...part.childNodes);
  document.addEventListener("keydown", (event) => {
    if (event.shiftKey || isTyping(event)) return;
    nav.querySelector(`[rel="${KEYS[event.key]}"]`)?.click();
  });
}
