// A part of a page that the server renders anew while something is under way.
//
//   <div id="live" data-address="/projects/loans/trainings"><div data-busy="yes" data-states="1:running">
import { fail } from "./dom.js";

const BUSY_MS = 700;
const IDLE_MS = 4000;

// Keep a part up to date. `onChange(before, after)` gets its first children when `data-states` changed.
export async function keepLive(part, onChange) {
  for (;;) {
    const busy = Boolean(part.firstElementChild?.dataset.busy);
    await new Promise((done) => setTimeout(done, busy ? BUSY_MS : IDLE_MS));
    if (document.hidden) continue;
    try {
      await refresh(part, onChange);
    } catch (error) {
      fail(new Error(`The progress is unknown: ${error.message}. Reload the page.`));
      return;
    }
  }
}

export async function refresh(part, onChange = () => {}) {
  const answer = await fetch(part.dataset.address, { headers: { accept: "text/html" } });
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body;
  const before = part.firstElementChild;
  if (isSame(before, fresh.firstElementChild)) return;
  const states = before.dataset.states;
  const after = replace(before, fresh.firstElementChild);
  if (states !== after.dataset.states) onChange(states, after.dataset.states);
}

// Show what the server says of this page by now, in the elements that have these ids. What somebody
// is filling in stays: false says that some of it is not shown yet.
export async function renew(...ids) {
  const answer = await fetch(location.href, { headers: { accept: "text/html" } });
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  let isWhole = true;
  for (const id of ids) {
    const [before, after] = [document.getElementById(id), fresh.getElementById(id)];
    if (!before || !after || isSame(before, after)) continue;
    if (isFilledIn(before)) isWhole = false;
    else replace(before, after);
  }
  return isWhole;
}

function replace(before, fresh) {
  const after = document.adoptNode(fresh);
  if (before.open) after.open = true;
  for (const open of before.querySelectorAll("details[open]")) {
    const kin = open.id ? after.querySelector(`#${CSS.escape(open.id)}`) : sameChart(open, after);
    if (kin) kin.open = true;
  }
  const focused = before.contains(document.activeElement) ? markOf(document.activeElement) : null;
  before.replaceWith(after);
  if (focused) [...after.querySelectorAll("button, summary, a")].find((one) => markOf(one) === focused)?.focus();
  return after;
}

function isFilledIn(part) {
  const isBegun = (one) =>
    ["checkbox", "radio"].includes(one.type) ? one.checked !== one.defaultChecked : one.value !== one.defaultValue;
  const fields = [...part.querySelectorAll("input, textarea")];
  return fields.some((one) => one === document.activeElement || isBegun(one));
}

// What is the same as before is left, so that nothing blinks and a selection stays.
function isSame(before, after) {
  const plain = (node) => {
    const copy = node.cloneNode(true);
    for (const one of copy.querySelectorAll("details")) one.removeAttribute("open");
    for (const one of copy.querySelectorAll("[disabled]")) one.removeAttribute("disabled");
    return copy.outerHTML;
  };
  return plain(before) === plain(after);
}

const markOf = (node) => `${node.tagName} ${node.dataset.call || node.getAttribute("href") || node.textContent}`;

function sameChart(open, after) {
  const said = open.querySelector("summary")?.textContent;
  return [...after.querySelectorAll("details:not([id])")].find(
    (one) => one.querySelector("summary")?.textContent === said,
  );
}
