// Beside a document: its fields, each with where it is from, what people said, and what is wrong.
import { el } from "./dom.js";
import { short } from "./document_corrections.js";

const SHOWN = 3; // places of a value; the others are a press away
const INPUTS = 6; // what a derived value comes from; likewise
const ACTS = { tag: "is", reject: "is no", none: "There is no", suppress: "is nowhere a", "set-cell": "corrected in", "remove-row": "removed from", "add-row": "added to", "set-fact": "set in", "add-table": "added as" };

export class Side {
  constructor(page) {
    this.page = page;
  }

  update(corrections) {
    document.getElementById("warnings").replaceChildren(...this.page.warnings.map((one) => el("p", { class: "doc-warning" }, one)));
    document.getElementById("fields").replaceChildren(this.#fields());
    document.getElementById("corrections").replaceChildren(this.#corrections(corrections));
  }

  #category(name) {
    return el("dt", {}, el("span", { class: `dot ${this.page.look(name)}`, "aria-hidden": "true" }), name);
  }

  #fields() {
    const { boot, derived, stated } = this.page;
    const fields = this.page.fields.filter((one) => !this.page.isPassage(one.category));
    const without = derived.filter((one) => one.value === null);
    const open = Object.entries(stated)
      .filter(([name, one]) => one.state === "ambiguous" && !derived.some((each) => each.category === name))
      .flatMap(([category, one]) => one.readings.map((readings) => ({ category, readings })));
    if (!fields.length && !without.length && !open.length) return el("p", { class: "soft" }, "No field has a value in this document.");
    const order = boot.categories.map((one) => one.name);
    const names = [...new Set([...fields, ...open, ...without].map((one) => one.category))].sort((one, other) => order.indexOf(one) - order.indexOf(other));
    return el("dl", { class: "doc-fields" }, names.map((name) =>
      el("div", {},
        this.#category(name),
        fields.filter((one) => one.category === name).map((one) => this.#value(one)),
        open.filter((one) => one.category === name).map((one) => this.#ambiguous(one)),
        without.filter((one) => one.category === name).map((one) => this.#lack(one)))));
  }

  // What can be read in several ways, and a button for each.
  #ambiguous({ category, readings }) {
    const all = this.page.entities.filter((one) => one.category === category && one.readings.join("\n") === readings.join("\n"));
    const said = all.filter((one) => one.source === "human");
    const entity = (said.length ? said : all).toSorted((one, other) => other.confidence - one.confidence)[0];
    if (!entity) return el("dd", {}, readings.join(" or "));
    const { text, source, page, offset, length } = entity;
    return el("dd", {},
      el("div", { class: "doc-value" }, el("strong", {}, "Ambiguous")),
      el("p", { class: "small" }, this.page.boot.isTagger ? "Which is meant?" : readings.join(" or ")),
      this.page.boot.isTagger ? readingButtons(this.page, entity) : null,
      el("div", { class: "doc-places" }, this.#place({ category }, { text, source, page, offset, length })));
  }

  // Why a derived field has no value, with what there is of its origin.
  #lack(derived) {
    return el("dd", { class: "doc-lack" },
      el("span", { class: "soft small" }, `${derived.reason}.`),
      derived.inputs.length ? this.#origin(derived, "from ") : null);
  }

  // What a derived value comes from, each part a way to its place: 2014-05-20 (EffectiveDate) + 2 years (Term).
  #origin(derived, before = "= ") {
    const sum = /^(plus|minus)\(\s*fields\.\w+\s*,\s*fields\.\w+\s*\)$/.exec(derived.expression);
    const sign = sum && derived.value !== null ? { plus: " + ", minus: " − " }[sum[1]] : ", ";
    const parts = derived.inputs.map((one) => this.#input(one));
    const inOrder = (some) => some.flatMap((one, at) => (at ? [sign, one] : [one]));
    const more = parts.slice(INPUTS);
    return el("div", { class: "doc-origin small" },
      before, sum || derived.value === null ? null : el("code", {}, `${derived.expression}: `), inOrder(parts.slice(0, INPUTS)),
      more.length ? el("details", {}, el("summary", {}, `${more.length} more`), inOrder(more)) : null,
      derived.notes.map((one) => el("p", { class: "soft" }, `${one}.`)));
  }

  #input(one) {
    const [place] = one.places;
    const shown = `${this.page.shown(one.value, one.category)} (${one.category})`;
    if (!place) return el("span", {}, shown);
    const open = () => {
      const entity = this.page.entityAt({ ...place, category: one.category });
      if (entity) this.page.goTo(entity);
      else this.page.goToPlace(place.offset, place.offset + place.length);
    };
    return el("button", { class: "doc-place small", onclick: open }, shown);
  }

  // Of a party, the way to its page.
  #name(found) {
    const shown = this.page.shown(found.value, found.category);
    const type = this.page.boot.categories.find((one) => one.name === found.category)?.type;
    return type === "party" ? el("a", { href: `/parties/party?${new URLSearchParams({ name: found.value })}`, title: "The page of this party" }, shown) : shown;
  }

  #value(found) {
    const derived = this.page.derived.find((one) => one.category === found.category && one.value === found.value);
    const places = found.places.map((place) => this.#place(found, place));
    const more = places.slice(SHOWN);
    return el("dd", {},
      el("div", { class: "doc-value" }, el("strong", {}, this.#name(found)), el("span", { class: "soft small number" }, percent(found.confidence))),
      el("div", { class: "doc-places" }, places.slice(0, SHOWN)),
      more.length ? el("details", { class: "small" }, el("summary", {}, `${more.length} more`), el("div", { class: "doc-places" }, more)) : null,
      derived ? this.#origin(derived) : null);
  }

  #place(found, place) {
    const by = place.source === "human" ? " · set by a person" : "";
    return el("button", {
      class: "doc-place small",
      onclick: () => {
        const entity = this.page.entityAt({ ...place, category: found.category });
        if (entity) this.page.goTo(entity);
        else this.page.goToPlace(place.offset, place.offset + place.length);
      },
    }, `${place.page ? `p. ${place.page} · ` : ""}“${short(place.text)}”${by}`);
  }

  #corrections(all) {
    if (!all.length) {
      const hint = this.page.boot.isTagger ? " Click an entity to correct it, or select words to add one." : "";
      return el("p", { class: "soft" }, `No one has corrected this document.${hint}`);
    }
    const item = (one) => this.#correction(one);
    const undone = all.filter((one) => one.state === "undone");
    return el("div", {},
      el("ul", { class: "doc-said" }, all.filter((one) => one.state !== "undone").map(item)),
      undone.length ? el("details", {}, el("summary", {}, `${undone.length} undone`), el("ul", { class: "doc-said" }, undone.map(item))) : null);
  }

  #correction(one) {
    const subject = one.table ?? one.category;
    const what = one.instead_of ? `${subject}, not ${one.instead_of}` : subject;
    const how = { "in force": "plain", waiting: "warn", lost: "bad", undone: "plain" }[one.state];
    const every = one.document && one.text && !one.table && one.occurrence === null ? ", every place" : "";
    const cells = Object.entries(one.cells).map(([name, value]) => `${name} = ${value ?? "nothing"}`).join(", ");
    const value = one.value ?? cells;
    const words = one.text ? `“${short(one.text)}” ` : "";
    return el("li", { dataset: { correction: one.id } },
      el("div", { class: "doc-said-what" },
        el("span", {}, `${words}${ACTS[one.act]} ${what}${value ? `: ${value}` : ""}${every}`),
        this.page.boot.isTagger && one.state !== "undone"
          ? el("button", { class: "quiet small-button", "aria-label": `Undo: ${words}${ACTS[one.act]} ${what}`, onclick: () => this.page.corrections.undo(one.id) }, "Undo")
          : null),
      el("div", { class: "row small soft" },
        el("span", { class: `badge ${how}` }, one.state),
        el("span", {}, `${one.who}, ${when(one.at)}`)),
      one.reason ? el("p", { class: "small warn" }, `${one.reason[0].toUpperCase()}${one.reason.slice(1)}.`) : null,
      one.undone_by ? el("p", { class: "small soft" }, `undone by ${one.undone_by}, ${when(one.undone_at)}`) : null);
  }
}

// A button for each meaning of an ambiguous entity.
export const readingButtons = (page, entity, finish = (said) => said) =>
  el("div", { class: "row" }, entity.readings.map((one) =>
    el("button", { onclick: () => finish(page.corrections.setValue(entity, one)) }, one)));

export const percent = (share) => (share === 1 ? "sure" : `${Math.min(99.9, 100 * share).toFixed(share < 0.995 ? 0 : 1)} %`);

const when = (moment) => new Date(moment).toLocaleString("sv").slice(0, 16);
