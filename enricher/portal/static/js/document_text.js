// The text of a document in blocks, of which the browser lays out those that are near the window.
import { cut } from "./document_blocks.js";
import { el } from "./dom.js";

const WORD = /[\p{L}\p{N}_]+(?:['’.,&/-][\p{L}\p{N}_]+)*|[^\s\p{L}\p{N}_]+/gu;

export class TextView {
  constructor(root, page) {
    this.root = root;
    this.page = page;
    this.place = null; // what the address points to
    this.cursor = null; // the words that keys have selected
    this.current = null; // the number of the entity that Tab stops at
    const pages = page.boot.pageStarts.map((one) => page.offsets.toUnits(one));
    this.pages = new Map(pages.map((start, number) => [start, number + 1]));
    this.blocks = cut(page.text, pages);
    root.addEventListener("click", (event) => this.#clicked(event));
    root.addEventListener("keydown", (event) => this.#pressed(event));
    document.addEventListener("selectionchange", () => this.#selected());
  }

  draw() {
    this.#assign(this.page.entities);
    const parts = [];
    for (const block of this.blocks) {
      const number = this.pages.get(block.start);
      if (number && this.pages.size > 1) parts.push(el("p", { class: "doc-page-rule" }, `Page ${number}`));
      block.made = el("div", { class: "doc-block" });
      const lines = this.page.text.slice(block.start, block.end).split("\n");
      const rows = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 75)), 0);
      block.made.style.containIntrinsicBlockSize = `auto ${rows * 28}px`;
      this.#fill(block);
      parts.push(block.made);
    }
    if (!this.page.text) {
      const members = document.querySelector("#members dd");
      parts.push(el("p", { class: "soft" }, members ? "It has no text of its own; it holds:" : "There is no text in it."));
      if (members) parts.push(el("div", {}, ...members.cloneNode(true).childNodes));
    }
    this.root.replaceChildren(...parts);
    this.#stopAt(this.page.entities[0]);
  }

  // Draw those blocks anew whose entities have changed.
  update(entities) {
    const before = this.blocks.map((block) => block.sign);
    const selected = this.selection(); // of new nodes the browser knows nothing
    this.#assign(entities);
    this.blocks.forEach((block, number) => {
      if (block.sign !== before[number]) this.#fill(block);
    });
    if (selected) this.select(selected.start, selected.end);
    const next = entities.find((one) => one.start >= this.from) || entities.at(-1); // of one that is gone
    this.#stopAt(this.page.entity(this.current) || next);
  }

  // Scroll to an entity and say that it is the one.
  reveal(entity, { focus }) {
    this.markPlace(null);
    const made = this.#marks(entity.n)[0];
    if (!made) return;
    this.#stopAt(entity);
    scrollTo(made);
    if (focus) made.focus({ preventScroll: true });
    flash(entity.isPassage ? this.root.querySelectorAll(`mark[data-n="${entity.n}"]`) : this.#marks(entity.n));
  }

  // Mark a place of the text that need not be an entity.
  markPlace(start, end) {
    const old = this.place;
    this.place = start === null ? null : { start, end };
    for (const block of this.blocks) {
      const touched = [old, this.place].some((one) => one && one.start < block.end && block.start < one.end);
      if (touched) this.#fill(block);
    }
    const made = this.root.querySelector(".doc-here");
    if (made) scrollTo(made);
  }

  // Mark the words that were looked for, in the order of the text, and no others any more.
  markMatches(places) {
    const before = this.blocks.filter((block) => block.matches?.length);
    this.#lay(places, "matches");
    for (const block of this.blocks) if (block.matches.length || before.includes(block)) this.#fill(block);
  }

  // The selected words as [start, end), null where there are none in this text.
  selection() {
    const chosen = document.getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return null;
    const range = chosen.getRangeAt(0);
    let start = this.#unitAt(range.startContainer, range.startOffset);
    let end = this.#unitAt(range.endContainer, range.endOffset);
    if (start === null || end === null) return null;
    while (start < end && /\s/.test(this.page.text[start])) start += 1;
    while (end > start && /\s/.test(this.page.text[end - 1])) end -= 1;
    return start < end ? { start, end, box: range.getBoundingClientRect() } : null;
  }

  select(start, end) {
    const from = this.#pointAt(start);
    const to = this.#pointAt(end, true);
    document.getSelection().setBaseAndExtent(...from, ...to);
  }

  // Bounds of the word before or behind a place.
  word(unit, step) {
    const near = 400;
    const from = Math.max(0, unit - near);
    const found = [...this.page.text.slice(from, unit + near).matchAll(WORD)].map((match) => ({
      start: from + match.index,
      end: from + match.index + match[0].length,
    }));
    return step > 0 ? found.find((one) => one.start >= unit) : found.findLast((one) => one.end <= unit);
  }

  covering(start, end) {
    return this.page.entities.filter((one) => one.start < end && start < one.end);
  }

  #assign(entities) {
    this.#lay(entities, "entities");
    for (const block of this.blocks) {
      block.sign = block.entities.map((one) => `${one.n} ${one.source}`).join();
    }
  }

  // Give each block those of some places, in the order of the text, that are in it.
  #lay(places, name) {
    for (const block of this.blocks) block[name] = [];
    let first = 0;
    for (const place of places) {
      while (first < this.blocks.length && this.blocks[first].end <= place.start) first += 1;
      for (let at = first; at < this.blocks.length && this.blocks[at].start < place.end; at += 1) {
        this.blocks[at][name].push(place);
      }
    }
  }

  #fill(block) {
    const { text } = this.page;
    const matches = block.matches || [];
    const ranges = [...block.entities, ...matches, ...(this.place ? [this.place] : [])];
    const cuts = new Set([block.start, block.end]);
    for (const one of ranges) {
      if (one.start > block.start && one.start < block.end) cuts.add(one.start);
      if (one.end > block.start && one.end < block.end) cuts.add(one.end);
    }
    const places = [...cuts].sort((one, other) => one - other);
    const parts = [];
    for (let at = 0; at + 1 < places.length; at += 1) {
      const [start, end] = [places[at], places[at + 1]];
      const covering = block.entities.filter((one) => one.start <= start && end <= one.end);
      let part = text.slice(start, end);
      if (covering.length) part = this.#mark(part, covering, start, end);
      const isIn = (one) => one.start <= start && end <= one.end;
      if (matches.some(isIn)) part = el("span", { class: "doc-match" }, part);
      if (this.place && isIn(this.place)) part = el("span", { class: "doc-here" }, part);
      parts.push(part);
    }
    block.made.replaceChildren(...parts);
  }

  // The innermost mark is what people press; those around it show that there are more. Passages lie
  // below all others, and show where they begin and end.
  #mark(words, covering, start, end) {
    const ordered = [...covering].sort((one, other) => one.isPassage - other.isPassage || one.length - other.length || one.n - other.n);
    const names = ordered.map((one) => one.category).join(" and ");
    return ordered.reduce((inner, one, depth) => {
      const own = depth === 0
        ? { role: "button", tabindex: "-1", "aria-label": `${names}: ${words}`, "data-all": ordered.map((each) => each.n).join(" ") }
        : {};
      const classes = ["entity", this.page.look(one.category)];
      if (one.isPassage) classes.push("passage", ...(one.start === start ? ["first"] : []), ...(one.end === end ? ["last"] : []));
      else classes.push(`deep${Math.min(depth, 3)}`);
      if (one.source === "human") classes.push("human");
      return el("mark", { class: classes.join(" "), "data-n": one.n, ...own }, inner);
    }, words);
  }

  #marks(n) {
    const outer = [...this.root.querySelectorAll(`mark[data-n="${n}"]`)];
    return outer.map((one) => (one.matches("[role]") ? one : one.querySelector("mark[role]")));
  }

  #stopAt(entity) {
    for (const one of this.root.querySelectorAll('mark[tabindex="0"]')) one.tabIndex = -1;
    if (!entity) return;
    this.current = entity.n;
    this.from = entity.start;
    const made = this.#marks(entity.n)[0];
    if (made) made.tabIndex = 0;
  }

  #clicked(event) {
    const made = event.target.closest("mark[role]");
    if (!made || this.selection()) return;
    const all = this.#entitiesAt(made);
    const [inner] = all;
    const current = this.#currentAt(made);
    // The mouse means the innermost, or the one of several on the same words that is the current one.
    const isMeant = !(event instanceof MouseEvent) || (current.start === inner.start && current.end === inner.end);
    const entity = isMeant ? current : inner;
    this.page.goTo(entity);
    this.page.popover.openEntity(entity, made, all);
  }

  #entitiesAt(made) {
    return made.dataset.all.split(" ").map((n) => this.page.entity(n));
  }

  // Of the entities on some words the one that was gone to, else the innermost.
  #currentAt(made) {
    const all = this.#entitiesAt(made);
    return all.find((one) => one.n === this.current) || all[0];
  }

  #pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key, shiftKey } = event;
    const mark = event.target.closest("mark[role]");
    const isTagger = this.page.boot.isTagger;
    if (key === "n" || key === "p") this.#step(key === "n" ? 1 : -1, mark);
    else if (mark && (key === "Enter" || key === " ")) this.#clicked(event);
    else if (mark && key === "Delete" && isTagger) this.#reject(this.#currentAt(mark));
    else if ((key === "ArrowRight" || key === "ArrowLeft") && isTagger) this.#moveCursor(key === "ArrowRight" ? 1 : -1, shiftKey, mark);
    else if (key === "Enter" && isTagger && this.selection()) this.page.popover.openSelection(this.selection());
    else return;
    event.preventDefault();
  }

  async #reject(entity) {
    if (!(await this.page.corrections.reject(entity))) return;
    const next = this.page.entity(this.current);
    if (next) this.page.goTo(next);
    else this.root.focus({ preventScroll: true });
  }

  #step(by, mark) {
    const { entities } = this.page;
    if (!entities.length) return;
    let at = entities.indexOf(this.page.entity(this.current));
    if (!mark && this.cursor) {
      const found = entities.findIndex((one) => one.start >= this.cursor.end);
      at = by > 0 ? (found < 0 ? 0 : found) : (found < 0 ? entities.length : found) - 1;
    } else if (mark) {
      at += by;
    }
    this.page.goTo(entities[(at + entities.length) % entities.length]);
  }

  #moveCursor(by, extend, mark) {
    const from = this.selection() || (mark ? this.page.entity(this.current) : this.cursor);
    let next;
    if (!from) next = this.word(this.#topUnit(), 1);
    else if (!extend) next = by > 0 ? this.word(from.end, 1) : this.word(from.start, -1);
    else {
      const other = by > 0 ? this.word(from.end, 1) : this.word(from.end, -1);
      const inner = by < 0 && other ? this.word(other.start, -1) : null;
      if (by > 0) next = other && { start: from.start, end: other.end };
      else next = inner && inner.end > from.start ? { start: from.start, end: inner.end } : from;
    }
    if (!next) return;
    if (mark) this.root.focus({ preventScroll: true });
    this.cursor = { start: next.start, end: next.end };
    this.select(next.start, next.end);
    const box = document.getSelection().getRangeAt(0).getBoundingClientRect();
    const frame = this.root.getBoundingClientRect();
    const low = Math.min(frame.bottom, window.innerHeight);
    if (box.bottom > low - 40 || box.top < Math.max(frame.top, 0) + 40) scrollTo(document.getSelection().focusNode.parentElement);
  }

  #topUnit() {
    const top = Math.max(this.root.getBoundingClientRect().top, 0);
    const block = this.blocks.find((one) => one.made.getBoundingClientRect().bottom > top + 4);
    return block ? block.start : 0;
  }

  #selected() {
    if (!this.page.boot.isTagger) return;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.page.popover.offer(this.selection()), 150);
  }

  #unitAt(node, offset) {
    const made = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.(".doc-block");
    const block = made && this.root.contains(made) && this.blocks.find((one) => one.made === made);
    if (!block) return null;
    const before = document.createRange();
    before.setStart(made, 0);
    before.setEnd(node, offset);
    return block.start + before.toString().length;
  }

  #pointAt(unit, isEnd = false) {
    const block = this.blocks.find((one) => (isEnd ? unit <= one.end : unit < one.end)) || this.blocks.at(-1);
    let left = unit - block.start;
    const walker = document.createTreeWalker(block.made, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (left < node.length || (isEnd && left === node.length)) return [node, left];
      left -= node.length;
    }
    return [block.made, block.made.childNodes.length];
  }
}

function scrollTo(made) {
  made.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
}

function flash(marks) {
  for (const old of document.querySelectorAll(".doc-words .current")) old.classList.remove("current");
  for (const made of marks) made.classList.add("current");
}
