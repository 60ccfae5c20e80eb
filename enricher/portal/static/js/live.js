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
  const fresh = (await read(part.dataset.address)).body;
  const before = part.firstElementChild;
  if (isSame(before, fresh.firstElementChild)) return;
  const states = before.dataset.states;
  const after = replace(before, fresh.firstElementChild);
  if (states !== after.dataset.states) onChange(states, after.dataset.states);
}

// What the server answers now, to look at or to take parts of.
export async function read(address) {
  const answer = await fetch(address, { headers: { accept: "text/html" } });
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// Show what the server says of this page by now, in the elements that have these ids. What somebody
// is filling in stays: false says that some of it is not shown yet.
export async function renew(...ids) {
  const fresh = await read(location.href);
  let isWhole = true;
  for (const id of ids) {
    const [before, after] = [document.getElementById(id), fresh.getElementById(id)];
    if (!before || !after || isSame(before, after)) continue;
    if (isFilledIn(before)) isWhole = false;
    else replace(before, after);
  }
  return isWhole;
}

// What is open, written, chosen and focused stays so.
export function replace(before, fresh) {
  const after = document.adoptNode(fresh);
  if (before.open) after.open = true;
  for (const open of before.querySelectorAll("details[open]")) {
    const kin = open.id ? after.querySelector(`#${CSS.escape(open.id)}`) : sameChart(open, after);
    if (kin) kin.open = true;
  }
  keepWritten(before, after);
  const focused = before.contains(document.activeElement) ? markOf(document.activeElement) : null;
  before.replaceWith(after);
  if (focused) [...after.querySelectorAll("button, summary, a")].find((one) => markOf(one) === focused)?.focus();
  return after;
}

const isTick = (one) => ["checkbox", "radio"].includes(one.type);
const isBegun = (one) => (isTick(one) ? one.checked !== one.defaultChecked : one.value !== one.defaultValue);
const fieldsOf = (part) => [...part.querySelectorAll("input:not([type=file]), textarea")];

export const isFilledIn = (part) => fieldsOf(part).some((one) => one === document.activeElement || isBegun(one));

// Fields are the same by what they are called, and what their form is.
function keepWritten(before, after) {
  const nameOf = (one) => [one.form?.ariaLabel, one.ariaLabel, one.name, isTick(one) ? one.value : ""].join("\n");
  const begun = new Map(fieldsOf(before).filter(isBegun).map((one) => [nameOf(one), one]));
  for (const one of begun.size ? fieldsOf(after) : []) {
    const kin = begun.get(nameOf(one));
    if (!kin) continue;
    if (isTick(one)) one.checked = kin.checked;
    else one.value = kin.value;
  }
}

// What is the same as before is left, so that nothing blinks and a selection stays.
export function isSame(before, after) {
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
