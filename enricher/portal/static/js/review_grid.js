// The grid of documents and fields: a row each, every value a button.
import { el } from "./dom.js";

const SIGNS = { reviewed: "✓", doubtful: "?", sure: "" };
const SAID = {
  reviewed: "looked at",
  doubtful: "to look at",
  sure: "sure enough",
  unexpected: "not expected",
};

const SHORT = 12; // characters

// What is nearly nothing or nearly all is not said to be it: 0.3 %, 99.8 %.
export const percent = (share) => {
  const isNearly = (share > 0 && share < 0.005) || (share >= 0.995 && share < 1);
  return `${isNearly ? Math.min(99.9, Math.max(0.1, share * 100)).toFixed(1) : Math.round(share * 100)} %`;
};
const readings = (cell) => (cell.readings ?? []).join("\n");
export const same = (one, other) =>
  one.category === other.category && one.value === other.value && readings(one) === readings(other);

export class Grid {
  // `choose(document, cell)` is called when a field is pressed.
  constructor(table, looks, choose) {
    this.table = table;
    this.looks = looks;
    this.choose = choose;
    this.lines = new Map();
    this.names = [];
  }

  // Show rows; columns are the categories that any of them has.
  fill(rows) {
    const names = new Set(rows.flatMap((row) => row.fields.map((one) => one.category)));
    this.names = Object.keys(this.looks).filter((name) => names.has(name));
    const heads = this.names.map((name) =>
      el("th", { scope: "col" }, el("span", { class: `dot ${this.looks[name]}` }), name),
    );
    this.table.tHead.replaceChildren(el("tr", {}, el("th", { scope: "col" }, "Document"), ...heads));
    this.lines.clear();
    this.table.tBodies[0].replaceChildren(
      ...rows.map((row) => {
        const line = el("tr", {});
        this.lines.set(row.document, line);
        return line;
      }),
    );
    for (const row of rows) this.show(row);
  }

  show(row) {
    const line = this.lines.get(row.document);
    const had = line.contains(document.activeElement);
    const name = el("th", { scope: "row", title: row.path }, row.name);
    line.replaceChildren(name, ...this.names.map((one) => this.#cells(row, one)));
    if (had) this.mark(this.current, true);
    else if (this.current?.document === row.document) this.mark(this.current);
  }

  // The field in hand: the only one that Tab reaches.
  mark(item, focus = false) {
    this.current = item;
    for (const one of this.table.querySelectorAll(".cell")) {
      const is = item && one.item.document === item.document && same(one.item.cell, item);
      one.tabIndex = is ? 0 : -1;
      if (is) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
      if (is && focus) one.focus();
    }
    for (const [document, line] of this.lines) {
      line.classList.toggle("current", document === item?.document);
    }
    const line = item && this.lines.get(item.document);
    // On a small screen the grid is below the field in hand, which is what stays in view.
    if (window.matchMedia("(min-width: 72rem)").matches) line?.scrollIntoView({ block: "nearest" });
  }

  #cells(row, name) {
    const cells = row.fields.filter((one) => one.category === name);
    return el(
      "td",
      {},
      el("div", { class: "cells" }, ...cells.map((cell) => this.#cell(row, cell))),
    );
  }

  #cell(row, cell) {
    if (cell.state === "unexpected") {
      return el("span", { class: "soft" }, "–", el("span", { class: "hidden-visually" }, "none"));
    }
    const open = Boolean(cell.readings?.length);
    const lacking = cell.value === null && !open;
    const told = open ? SIGNS.doubtful : `${SIGNS[cell.state]} ${percent(cell.confidence)}`;
    const sign = cell.state === "reviewed" ? SIGNS.reviewed : told;
    const value = open ? cell.readings.join(" or ") : cell.value;
    const text = lacking ? "none found" : value;
    const short = text.length <= SHORT ? " short" : ""; // dates and the like stay on one line
    const button = el(
      "button",
      {
        class: `cell ${cell.state}${lacking ? " lacking" : ""}`,
        tabindex: "-1",
        onclick: () => this.choose(row.document, cell),
      },
      el("span", { class: `text${short}` }, text, lacking ? el("span", { class: "hidden-visually" }, `: ${cell.category}`) : null),
      el("span", { class: "sign" }, sign, el("span", { class: "hidden-visually" }, ` ${SAID[cell.state]}`)),
    );
    button.item = { document: row.document, cell };
    return button;
  }
}
