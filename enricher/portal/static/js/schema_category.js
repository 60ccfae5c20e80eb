// One category as a form. The elements are the state: read() says what they say.
import { el } from "./dom.js";

let count = 0;

const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);

const FOUND = "Found without learning, by ";

export function categoryItem(category, { labels, types, detectors }) {
  const id = `category-${(count += 1)}`;
  const field = (text, control, hint) =>
    el("label", { class: "field" }, el("span", {}, text), control, hint ? el("span", { class: "hint" }, hint) : null);
  const select = (options, value) =>
    el("select", {}, options.map(([one, text]) => el("option", { value: one, selected: one === value }, text)));
  const area = (value, rows) => {
    const made = el("textarea", { rows, class: "code", spellcheck: "false" });
    made.value = value.join("\n");
    return made;
  };

  const name = el("input", { value: category.name, maxlength: 50, autocomplete: "off", spellcheck: "false", placeholder: "Borrower" });
  const type = select(types.map(([one, means]) => [one, `${one}: ${means}`]), category.type);
  const cardinality = select([["many", "many values"], ["one", "one value"]], category.cardinality);
  const description = el("textarea", { rows: 2, placeholder: "What counts and what does not; where it begins and ends." });
  description.value = category.description;
  const learned = el("input", { type: "checkbox", checked: category.learned });
  const stated = el("input", { type: "checkbox", checked: category.stated });
  const found = detectors.map((one) =>
    el("input", { type: "checkbox", value: one, checked: category.detectors.includes(one) }),
  );
  const patterns = area(category.patterns, 2);
  const words = area(category.words, 2);
  const choices = area(category.choices || [], 2);
  const within = el("input", { value: category.within || "", maxlength: 50, autocomplete: "off", spellcheck: "false" });
  const absent = area(category.absent_from || [], 2);
  const overlaps = el("input", { type: "checkbox", checked: category.overlaps });
  const derived = el("textarea", { rows: 1, class: "code", spellcheck: "false", placeholder: "plus(fields.Signed, fields.Term)" });
  derived.value = category.derived || "";
  const threshold = el("input", { type: "number", min: 0, max: 1, step: "any", value: category.threshold ?? "" });

  const dot = el("span", { class: "dot" });
  const used = el("span", { class: "soft small" });
  const rename = el("p", { class: "warn small", hidden: true });
  const finders = el("span", { class: "soft" });
  const heading = el("h3", { id, class: "hidden-visually" });
  const tell = (text, act) => el("button", { type: "button", class: "small-button", onclick: act }, text);
  const named = () => el("span", { class: "hidden-visually", "data-of": "" });
  const move = (by) => (event) =>
    item.dispatchEvent(new CustomEvent("move", { detail: { by, button: event.currentTarget } }));
  const up = tell("↑", move(-1));
  const down = tell("↓", move(1));
  const gone = el("button", { type: "button", class: "small-button danger", onclick: () => item.dispatchEvent(new CustomEvent("remove")) }, "Remove", named());
  for (const [button, text] of [[up, "Move up"], [down, "Move down"]]) button.append(el("span", { class: "hidden-visually" }, ` ${text}`), named());

  const item = el("li", { class: "card category", "aria-labelledby": id },
    heading,
    el("div", { class: "category-main" },
      field("Name", name), field("Type of its values", type), field("A document has", cardinality)),
    rename,
    field("What counts, for people who tag", description),
    el("label", {}, overlaps, " Its labels may overlap those of other categories"),
    el("div", { class: "row category-foot" }, el("details", {},
      el("summary", {}, "Who finds it ", finders),
      el("div", { class: "stack finders" },
        el("label", {}, learned, " A model, once it was trained"),
        el("label", {}, stated, " The file itself, where it is an e-invoice or an export of an account"),
        el("fieldset", { class: "checks" }, el("legend", {}, `${FOUND}code that verifies`),
          found.map((box) => el("label", {}, box, ` ${box.value}`))),
        field(`${FOUND}patterns`, patterns, "RE2, one per line; the first group, if any, is the entity"),
        field(`${FOUND}a list of words`, words, "one per line, matched as whole words in any case"),
        field("These look only inside passages of one category", within, "the name of a category of type passage; leave empty for everywhere"),
        field("What the document can be, of type choice", choices, "one per line; the model decides which"),
        field("Types of documents that have none of it", absent, "one per line; applies if the file itself or a person sets the type"),
        field("Leave out entities with less confidence than", threshold, "0 to 1; leave empty for the model's own"),
        field("Where nothing is found, it is derived from other categories", derived, "an expression over fields; alone, if nothing else finds it"))),
    el("span", { class: "row end" }, dot, used, up, down, gone)));

  // In the order in which the server sends them: what was changed is told by comparing the two as JSON.
  item.read = () => ({
    name: name.value.trim(),
    type: type.value,
    cardinality: cardinality.value,
    description: description.value.trim(),
    learned: learned.checked,
    stated: stated.checked,
    detectors: found.filter((box) => box.checked).map((box) => box.value),
    patterns: lines(patterns.value),
    words: lines(words.value),
    threshold: threshold.value === "" ? null : Number(threshold.value),
    overlaps: overlaps.checked,
    derived: derived.value.trim(),
    choices: lines(choices.value),
    within: within.value.trim(),
    absent_from: lines(absent.value),
  });

  item.place = (number, of, look) => {
    const now = item.read();
    const has = labels[now.name] || 0;
    dot.className = `dot ${look}`;
    heading.textContent = now.name || "New category";
    for (const one of item.querySelectorAll("[data-of]")) one.textContent = ` ${now.name || "new category"}`;
    used.textContent = `${has.toLocaleString("en")} ${has === 1 ? "label" : "labels"}`;
    up.disabled = number === 0;
    down.disabled = number === of - 1;
    const former = labels[category.name] || 0;
    rename.hidden = !former || now.name === category.name;
    rename.textContent = `${former.toLocaleString("en")} ${former === 1 ? "label stays" : "labels stay"} ${category.name}: rename them in the documents as well.`;
    const by = [
      now.learned && "a model", now.stated && "the file itself", now.detectors.join(", "),
      now.patterns.length && "patterns", now.words.length && "a list of words", now.choices.length && "a model that chooses",
    ].filter(Boolean);
    if (now.derived) by.push(by.length ? "else it is derived" : "nothing, it is derived");
    finders.textContent = by.length ? by.join(", ") : "nothing yet";
  };
  return item;
}
