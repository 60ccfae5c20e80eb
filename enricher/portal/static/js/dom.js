// Makes elements. What documents say only ever becomes text.

// el("p", {class: "x", onclick: f, "aria-label": "y"}, "text", other): null children are left out.
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "dataset") Object.assign(made.dataset, value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

// Tell the person something: it is read aloud, and goes by itself unless it is an error.
// `action` is {text, run}: a button in the notice, as "Undo". What was done last can be undone there: the
// offer of an act before goes, since the page may have moved on, or it is undone elsewhere by now.
export function notify(text, { kind = "done", action } = {}) {
  if (kind === "done") for (const before of document.querySelectorAll("#notices [data-offers]")) before.remove();
  const notice = el("div", { class: `notice ${kind}` }, el("span", {}, text));
  const close = () => notice.remove();
  if (action) {
    if (kind === "done") notice.dataset.offers = "";
    notice.append(el("button", { class: "quiet", onclick: () => { close(); action.run(); } }, action.text));
  }
  notice.append(el("button", { class: "quiet", "aria-label": "Dismiss", onclick: close }, "×"));
  document.getElementById("notices").append(notice);
  if (kind !== "error") setTimeout(close, 8000);
  return notice;
}

// Whether a key is one of a text that somebody writes, or of a command with a modifier, and not ours.
export const isTyping = ({ target, ctrlKey, metaKey, altKey }) =>
  ctrlKey || metaKey || altKey || Boolean(target.closest("input, textarea, select, [contenteditable], dialog"));

export const fail = (error) => notify(error.message, { kind: "error" });

// Code points of a JavaScript string from UTF-16 units, and back: offsets of the API count characters.
export class Offsets {
  constructor(text) {
    this.wide = []; // places, in UTF-16 units, of characters that take two of them
    const pattern = /[\ud800-\udbff][\udc00-\udfff]/g;
    for (let match; (match = pattern.exec(text)); ) this.wide.push(match.index);
  }
  toCharacters(unit) {
    return unit - this.#before(unit, (place) => place);
  }
  toUnits(character) {
    return character + this.#before(character, (place, number) => place - number);
  }
  #before(limit, at) {
    let low = 0;
    let high = this.wide.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at(this.wide[middle], middle) < limit) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
