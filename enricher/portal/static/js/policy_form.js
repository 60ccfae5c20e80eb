// A policy as a form: fields and conditions, made from what the server says of its text.
import { el } from "./dom.js";

const SEVERITIES = ["critical", "high", "medium", "low"];
const LABELS = {
  missing: () => "is missing",
  present: () => "is present",
  "one-of": (category) => (category.many ? "has a value that is one of" : "is one of"),
  "none-of": (category) => (category.many ? "has a value that is none of" : "is none of"),
  contains: () => "contains the words",
  over: (category) => (category.type === "duration" ? "is longer than" : "is over"),
  under: (category) => (category.type === "duration" ? "is shorter than" : "is under"),
  before: () => "is before",
  after: () => "is after",
  "within-days": () => "is within the next days:",
  "days-ago": () => "is more days ago than",
  "on-list": () => "is on the list",
  "not-on-list": () => "is not on the list",
  "other-wording": () => "does not follow the playbook",
  "changed-wording": () => "is not word for word as in the playbook",
};
const WITHOUT_VALUE = ["missing", "present", "other-wording", "changed-wording"];
const HINTS = { money: "1000000 USD", duration: "5 years", percent: "5", number: "5" };

let count = 0;

// Makes the fields below `place`; `onChange` is called when somebody changes something.
export class PolicyForm {
  constructor(place, known, onChange) {
    this.place = place;
    this.known = known;
    this.categories = new Map(known.categories.map((one) => [one.name, one]));
    place.addEventListener("input", onChange);
    this.onChange = onChange;
  }

  show(form) {
    this.unsaid = form.unsaid;
    this.kept = form.conditions === null;
    this.texts = {
      title: el("input", { value: form.title, maxlength: 200, required: true }),
      severity: options(SEVERITIES.map((one) => [one, one]), form.severity),
      message: el("textarea", { rows: 2, maxlength: 1000 }, form.message),
      remedy: el("textarea", { rows: 2, maxlength: 2000 }, form.remedy),
      description: el("textarea", { rows: 2, maxlength: 4000 }, form.description),
    };
    this.enabled = el("input", { type: "checkbox", checked: form.enabled });
    this.search = el("input", { value: form.scope.search, placeholder: "all documents" });
    this.joined = options([["all", "all of these are true"], ["any", "any of these is true"]], form.joined, "Joined by");
    this.types = choices("Types of documents", this.known.types, form.scope.types);
    this.collections = choices("Collections", this.known.collections, form.scope.collections);
    this.conditions = el("ol", { class: "pol-conditions" }, ...(form.conditions || []).map((one) => this.#condition(one)));
    const add = el("button", { type: "button", class: "small-button", onclick: () => this.#add() }, "Add a condition");
    this.place.replaceChildren(
      this.place.querySelector("legend"),
      field("Title", this.texts.title, "What is wrong, in a line."),
      field("Severity", this.texts.severity),
      group("There is a finding if",
        this.kept
          ? [el("p", { class: "warn" }, form.unsaid)]
          : [this.joined, this.conditions, add]),
      group("It looks at", [
        this.types.element, this.collections.element,
        field("Documents that a search finds", this.search, "As in the search box; left empty, all documents."),
      ]),
      field("Message", this.texts.message, "{Term} stands for the values that prove it."),
      field("What to do", this.texts.remedy),
      field("Description", this.texts.description),
      el("label", { class: "check" }, this.enabled, " It is applied"),
    );
    this.#follow();
  }

  read() {
    const texts = Object.fromEntries(Object.entries(this.texts).map(([name, one]) => [name, one.value]));
    return {
      ...texts,
      enabled: this.enabled.checked,
      scope: { types: this.types.read(), collections: this.collections.read(), search: this.search.value },
      conditions: this.kept ? null : [...this.conditions.children].map((one) => one.read()),
      joined: this.joined.value,
      unsaid: this.unsaid,
    };
  }

  #add() {
    const item = this.#condition({ kind: "missing", category: this.known.categories[0].name, values: [] });
    this.conditions.append(item);
    this.#follow();
    item.querySelector("select").focus();
    this.onChange();
  }

  #follow() {
    this.joined.hidden = this.conditions.children.length < 2;
  }

  #condition({ kind, category, values }) {
    const names = options(this.known.categories.map((one) => [one.name, one.name]), category, "Field");
    const kinds = el("select", { "aria-label": "Condition" });
    const value = el("span", { class: "pol-value" });
    const remove = el("button", { type: "button", class: "quiet", "aria-label": "Remove the condition" }, "×");
    const item = el("li", { class: "pol-condition" }, names, kinds, value, remove);
    let input = null;
    const fill = (wanted, given) => {
      const known = this.categories.get(names.value);
      const told = (one) => (known.passage && one === "missing" ? "is absent" : LABELS[one]?.(known) || one);
      kinds.replaceChildren(...known.kinds.map((one) => el("option", { value: one, selected: one === wanted }, told(one))));
      input = this.#value(known, kinds.value, given);
      value.replaceChildren(...(input ? [input] : []));
    };
    names.addEventListener("change", () => fill(kinds.value, []));
    kinds.addEventListener("change", () => fill(kinds.value, item.read().values));
    remove.addEventListener("click", () => {
      const next = item.nextElementSibling || item.previousElementSibling;
      item.remove();
      this.#follow();
      (next?.querySelector("select") || this.place.querySelector(".small-button")).focus();
      this.onChange();
    });
    item.read = () => ({
      kind: kinds.value,
      category: names.value,
      values: input ? input.value.split("\n").map((one) => one.trim()).filter(Boolean) : [],
    });
    fill(kind, values);
    return item;
  }

  #value(known, kind, given) {
    const label = { "aria-label": "Value" };
    const first = given[0] || "";
    if (WITHOUT_VALUE.includes(kind)) return null;
    if (kind === "on-list" || kind === "not-on-list") {
      const lists = first && !this.known.lists.includes(first) ? [first, ...this.known.lists] : this.known.lists;
      return options(lists.map((one) => [one, one]), first, "List");
    }
    if (kind === "one-of" || kind === "none-of") {
      return el("textarea", { rows: Math.max(2, given.length), placeholder: "one in each line", "aria-label": "Values, one in each line" }, given.join("\n"));
    }
    if (kind === "before" || kind === "after") return el("input", { type: "date", value: first, ...label });
    if (kind === "within-days" || kind === "days-ago") return el("input", { type: "number", min: 0, value: first, placeholder: "90", "aria-label": "Days" });
    return el("input", { value: first, placeholder: HINTS[known.type] || "", ...label });
  }
}

function field(label, input, hint) {
  const id = `policy-${(count += 1)}`;
  input.id = id;
  if (hint) input.setAttribute("aria-describedby", `${id}-hint`);
  return el("div", { class: "field" }, el("label", { for: id }, label), input,
    hint ? el("span", { class: "hint", id: `${id}-hint` }, hint) : null);
}

const group = (legend, children) =>
  el("fieldset", { class: "plain stack wide pol-group" }, el("legend", {}, legend), ...children);

function options(pairs, chosen, label) {
  const known = pairs.some(([value]) => value === chosen) || !chosen ? pairs : [[chosen, chosen], ...pairs];
  return el("select", { "aria-label": label }, ...known.map(([value, text]) => el("option", { value, selected: value === chosen }, text)));
}

// Boxes to tick in a fold, whose summary says what is ticked.
function choices(label, known, chosen) {
  const all = [...new Set([...chosen, ...known])];
  const boxes = all.map((one) => el("input", { type: "checkbox", value: one, checked: chosen.includes(one) }));
  const read = () => boxes.filter((one) => one.checked).map((one) => one.value);
  const summary = el("summary", {});
  const tell = () => (summary.textContent = `${label}: ${read().join(", ") || "any"}`);
  const element = el("details", { class: "pol-choices wide" }, summary,
    el("div", { class: "pol-boxes" }, ...boxes.map((one) => el("label", { class: "check" }, one, ` ${one.value}`))));
  element.addEventListener("input", tell);
  tell();
  return { element, read };
}
