// A file that somebody has, read as a list: its columns, how many names, and which rows are none.
import { ask } from "./api.js";
import { el } from "./dom.js";

const count = (number, one) => `${number.toLocaleString("en")} ${one}${number === 1 ? "" : "s"}`;
const MOST_BAD = 100;

export class ListTable {
  // `input` chooses the file, `place` tells of it, `address` is that of the list, `onChange` hears of a choice.
  constructor(input, place, address, onChange) {
    Object.assign(this, { input, place, address, onChange });
    this.chosen = null;
    this.reading = 0;
    input.addEventListener("change", () => this.read());
    if (input.files.length) this.read(); // chosen before the script was there
  }

  clear() {
    this.reading += 1;
    this.input.value = "";
    this.chosen = null;
    this.place.hidden = true;
    this.place.replaceChildren();
  }

  async read(choice = {}) {
    const [file] = this.input.files;
    const replaces = this.chosen?.replaces ?? true;
    const number = (this.reading += 1);
    if (!file) {
      this.clear();
      return this.onChange();
    }
    this.place.hidden = false;
    if (!this.chosen) this.place.replaceChildren(el("p", { class: "soft" }, `${file.name} is read…`));
    const form = new FormData();
    form.append("file", file);
    for (const [name, value] of Object.entries(choice)) form.append(name, value);
    try {
      const { data } = await ask("POST", this.address("/table"), { form });
      if (number !== this.reading) return;
      this.chosen = { text: data.text, replaces };
      this.show(file, data, choice);
    } catch (error) {
      if (number !== this.reading) return;
      this.chosen = null;
      this.place.replaceChildren(el("p", { class: "error" }, error.message));
    }
    this.onChange();
  }

  show(file, data, { column }) {
    const chooser = el("select", { onchange: () => this.read({ column: chooser.value, titled: titles.checked }) },
      ...data.headings.map((one, at) => el("option", { value: at, selected: at === data.column }, one)));
    const titles = el("input", { type: "checkbox", checked: data.titled, onchange: () => this.read({ titled: titles.checked }) });
    const facts = [`${count(data.rows, "row")}: ${count(data.names, "name")}`,
      data.repeated ? `${data.repeated.toLocaleString("en")} repeated` : null,
      data.bad.length ? `${data.bad.length.toLocaleString("en")} left out` : null];
    const isGuess = !data.found && column === undefined && data.headings.length > 1;
    this.place.replaceChildren(...[
      el("p", {}, el("strong", {}, facts.filter(Boolean).join(", "))),
      data.headings.length > 1 ? el("label", { class: "field" }, el("span", {}, "Column with the names"), chooser) : null,
      isGuess ? el("p", { class: "warn small" }, "No title says which column has the names, so this is a guess. Look whether it is right.") : null,
      el("label", {}, titles, " The first row has titles"),
      sample(data),
      data.laws.length ? el("p", { class: "small" }, `${count(data.laws.length, "law")} saved as documents have them: ${data.laws.slice(0, 5).map(({ written, name }) => `“${written}” as ${name}`).join("; ")}${data.laws.length > 5 ? "; …" : ""}`) : null,
      bad(data.bad),
      el("fieldset", { class: "plain stack" }, el("legend", { class: "hidden-visually" }, `What to do with ${file.name}`),
        this.option(true, "Replace the list by these names"), this.option(false, "Add these names to the list")),
    ].filter(Boolean));
  }

  option(replaces, text) {
    const input = el("input", { type: "radio", name: "replaces", checked: this.chosen.replaces === replaces, onchange: () => {
      this.chosen.replaces = replaces;
      this.onChange();
    } });
    return el("label", {}, input, ` ${text}`);
  }
}

function sample({ headings, sample: rows, column }) {
  return el("div", { class: "scroll wide", tabindex: 0, role: "region", "aria-label": "First rows of the file" },
    el("table", { class: "lst-sample" },
      el("thead", {}, el("tr", {}, ...headings.map((one, at) => el("th", { scope: "col", class: at === column ? "lst-chosen" : null }, one)))),
      el("tbody", {}, ...rows.map((row) => el("tr", {}, ...row.map((one, at) => el("td", { class: at === column ? "lst-chosen" : null }, one)))))));
}

function bad(rows) {
  if (!rows.length) return null;
  return el("details", { open: rows.length <= 5 }, el("summary", { class: "warn" }, `${count(rows.length, "row")} left out`),
    el("ul", { class: "pol-problems small", "aria-label": "Rows left out" },
      ...rows.slice(0, MOST_BAD).map(({ line, message }) => el("li", {}, `Row ${line}: ${message}`))),
    rows.length > MOST_BAD ? el("p", { class: "small soft" }, `and ${(rows.length - MOST_BAD).toLocaleString("en")} more`) : null);
}
