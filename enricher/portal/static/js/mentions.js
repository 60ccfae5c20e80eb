// Offers users where `@` is typed in a comment: arrows choose, Enter or Tab takes, Esc closes. HTML
// lets a field of several lines be a textbox alone, so it only tells that it completes from a list.
import { el } from "./dom.js";

const MOST = 8; // names at once
const BEGUN = /(?:^|[^\w.@/-])@([A-Za-z0-9._-]*)$/; // as enricher/people/comments.py reads mentions

let open = null; // {field, list, chosen}
let made = 0;

// Hears the comment forms of a part of a page, now and later; each names its users in `data-people`.
export function offerMentions(part) {
  part.addEventListener("input", ({ target }) => {
    if (target.matches("form[data-people] textarea")) look(target);
  });
  part.addEventListener("keydown", press);
  part.addEventListener("focusout", close);
}

function look(field) {
  close();
  const begun = BEGUN.exec(field.value.slice(0, field.selectionStart));
  if (!begun) return;
  const start = begun[1].toLowerCase();
  const names = field.form.dataset.people.split(" ").filter((name) => name.startsWith(start));
  if (names.length && !(names.length === 1 && names[0] === start)) show(field, names.slice(0, MOST), start.length);
}

function show(field, names, length) {
  const id = `mentions-${(made += 1)}`;
  const options = names.map((name, number) =>
    el("li", { id: `${id}-${number}`, role: "option", "aria-selected": "false", onclick: () => take(field, name, length) }, `@${name}`),
  );
  const list = el("ul", { id, class: "mentions plain-list", role: "listbox", "aria-label": "Users" }, options);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  field.form.append(list);
  list.style.top = `${field.offsetTop + field.offsetHeight}px`;
  open = { field, list, chosen: -1 };
  const attributes = { "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-controls": id };
  for (const [name, value] of Object.entries(attributes)) field.setAttribute(name, value);
  choose(0);
}

function choose(number) {
  const { field, list } = open;
  list.children[open.chosen]?.setAttribute("aria-selected", "false");
  open.chosen = (number + list.children.length) % list.children.length;
  const option = list.children[open.chosen];
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", option.id);
}

function take(field, name, length) {
  const end = field.selectionStart;
  field.setRangeText(`${name} `, end - length, end, "end");
  close();
  field.focus();
}

function close() {
  if (!open) return;
  open.list.remove();
  for (const name of ["aria-autocomplete", "aria-haspopup", "aria-controls", "aria-activedescendant"]) open.field.removeAttribute(name);
  open = null;
}

function press(event) {
  if (!open || event.target !== open.field || event.isComposing) return;
  if (event.key === "ArrowDown") choose(open.chosen + 1);
  else if (event.key === "ArrowUp") choose(open.chosen - 1);
  else if (event.key === "Enter" || event.key === "Tab") open.list.children[open.chosen].click();
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
