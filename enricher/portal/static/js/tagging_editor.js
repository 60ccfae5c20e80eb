// What is selected in a document, and what is done to its labels: every act of keys and of the mouse.
import { keyOf, label } from "./tagging_labels.js";

export const isLabel = (mark) => Boolean(mark) && mark.confidence === undefined;

export class Editor {
  // `tagged` are the categories with a key. Whoever makes it gives it `view`, which shows the text,
  // and `changed`, which hears that there is something to save.
  constructor({ text, words, labels, suggestions, side, tagged, passages, looked, regions, mayTag }) {
    Object.assign(this, { text, words, labels, suggestions, side, tagged, passages, mayTag });
    this.looked = looked; // the categories that were looked for, null for all
    this.regions = regions; // the parts that were tagged, none for all of it
    this.picked = null; // {start, end, mark}: mark is the label or suggestion that is selected
    this.lastCategory = tagged[0];
    this.view = null;
    this.sheets = null; // the pages on which words stand, if that is known
    this.changed = () => {};
  }

  get isFinished() {
    if (this.regions.length) return false;
    if (this.looked === null) return this.labels.list.length > 0;
    return this.looked.length > 0 && this.tagged.every((one) => this.looked.includes(one));
  }

  wasLookedFor(category) {
    return this.looked === null ? this.labels.list.length > 0 : this.looked.includes(category);
  }

  // ---- selecting

  pick(start, end, mark = null, { reveal = true } = {}) {
    const before = this.picked;
    this.picked = { start, end, mark };
    this.view.redraw([...(before ? [before] : []), this.picked]);
    this.showSelection();
    this.sheets?.follow(this.picked);
    if (reveal) this.view.reveal();
  }

  // Words that stand together on a page, and apart in the text: each stretch gets its own label.
  pickPlaces(places) {
    this.pick(places[0].start, places[0].end, null, { reveal: false });
    if (places.length === 1) return;
    this.picked.others = places.slice(1);
    this.say(`The text has other words between these: each of the ${places.length} parts gets a label of its own.`);
  }

  pickMark(mark, options) {
    this.pick(mark.start, mark.end, mark, options);
  }

  pickWord(number, options) {
    const { words } = this;
    const at = Math.max(0, Math.min(words.count - 1, number));
    if (words.count) this.pick(words.starts[at], words.ends[at], null, options);
  }

  pickAgain() {
    if (this.picked) this.pick(this.picked.start, this.picked.end, this.picked.mark, { reveal: false });
  }

  // What an act is about: the mark that is selected, else the smallest below the selection.
  get current() {
    if (!this.picked) return null;
    const { start, end, mark } = this.picked;
    const below = [...this.labels.in(start, end), ...this.suggestions.in(start, end)];
    return mark ?? below.sort((a, b) => a.end - a.start - (b.end - b.start))[0] ?? null;
  }

  // ---- changing labels

  change(remove, add, refused = []) {
    if (!this.mayTag) {
      this.say("You can read here, but tagging needs the key of a tagger.");
      return false;
    }
    if (this.looked === null && !this.labels.list.length) this.looked = []; // begun, and not done
    const step = { remove, add, refused };
    this.labels.apply(step);
    this.#after(step, false);
    return true;
  }

  undo() {
    this.#back(this.labels.undo(), true);
  }

  redo() {
    this.#back(this.labels.redo(), false);
  }

  #back(step, isUndone) {
    if (!step) return this.say(isUndone ? "Nothing to undo." : "Nothing to redo.");
    this.#after(step, isUndone);
    const keys = new Set((isUndone ? step.remove : step.add).map(keyOf));
    const mark = this.labels.list.find((one) => keys.has(keyOf(one)));
    if (mark) this.pickMark(mark);
    else this.pickAgain();
  }

  #after(step, isUndone) {
    // All labels of a document that was done are gone: it is one that has none, not one to tag.
    if (this.looked === null && !this.labels.list.length) this.looked = [...this.tagged];
    const others = this.suggestions.refresh(step, isUndone);
    this.dropMark();
    this.view.redraw([...step.remove, ...step.add, ...others]);
    this.changed();
    this.show();
    this.showSelection();
  }

  // The mark that is selected may be gone.
  dropMark() {
    const mark = this.picked?.mark;
    if (mark && !this.labels.list.includes(mark) && !this.suggestions.shown.includes(mark)) {
      this.picked.mark = null;
    }
  }

  // Put a label in the place of another, or of none; says why not where it cannot stand.
  put(wanted, instead = null) {
    const refusal = this.labels.refusal(wanted, instead);
    if (refusal) return this.say(refusal, true);
    if (!this.change(instead ? [instead] : [], [wanted])) return undefined;
    this.lastCategory = wanted.category;
    this.pickMark(wanted);
    const other = this.labels.competing(wanted);
    if (!other) return undefined;
    return this.say(
      `${wanted.category} shares words with ${other.category}. Both are kept; a model learns the longer one.`,
      true,
    );
  }

  tag(category) {
    if (!this.tagged.includes(category)) return undefined;
    if (!this.picked) return this.say("Select words first.", true);
    const { start, end } = this.picked;
    if (this.picked.others) return this.#tagAll([this.picked, ...this.picked.others], category);
    const same = this.labels.in(start, end).find((one) =>
      one.start === start && one.end === end && this.passages.has(one.category) === this.passages.has(category));
    // Words may be passages of several categories: only a label that is selected gets another one.
    const mark = this.picked.mark ?? (this.passages.has(category) ? null : same);
    return this.put(label(start, end, category), isLabel(mark) ? mark : null);
  }

  // All of them or none.
  #tagAll(places, category) {
    const wanted = places.map((one) => label(one.start, one.end, category));
    const refusal = wanted.map((one) => this.labels.refusal(one)).find(Boolean);
    if (refusal) return this.say(refusal, true);
    if (!this.change([], wanted)) return undefined;
    this.lastCategory = category;
    this.pickMark(wanted[0]);
    return this.say(`${wanted.length} places are ${category} now.`);
  }

  remove() {
    const mark = this.current;
    if (!mark) return this.say("No label is selected.");
    if (!isLabel(mark)) return this.refuse();
    return this.change([mark], []) && this.pick(mark.start, mark.end);
  }

  // Longer or shorter by a word, at its end or its beginning; a label that is selected as well.
  stretch(by, atEnd) {
    if (!this.picked) return undefined;
    const { words, picked } = this;
    let [first, last] = words.touched(picked.start, picked.end);
    if (atEnd) last = Math.min(words.count, Math.max(first + 1, last + by));
    else first = Math.max(0, Math.min(last - 1, first - by));
    const [start, end] = [words.starts[first], words.ends[last - 1]];
    if (start === picked.start && end === picked.end) return undefined;
    if (!isLabel(picked.mark)) return this.pick(start, end);
    return this.put(label(start, end, picked.mark.category), picked.mark);
  }

  // All of the sentence or paragraph at the selection; where that is selected, the next one as well.
  // A label that is selected is let go of, so that its words can be tagged once more.
  widen(boundsAt) {
    const { words, text } = this;
    if (!words.count) return undefined;
    const picked = this.picked ?? { start: words.starts[0], end: words.ends[0], mark: null };
    const [from] = boundsAt(text, picked.start);
    let [, to] = boundsAt(text, picked.end - 1);
    const isWhole = from === picked.start && to === picked.end && !picked.mark;
    const next = words.at(to);
    if (isWhole && next < words.count) [, to] = boundsAt(text, words.starts[next]);
    return this.pick(from, to);
  }

  // ---- suggestions

  accept() {
    const mark = this.current;
    if (!mark) return this.say("No suggestion is selected: press n for the next one.");
    if (isLabel(mark) && mark.source !== "register") return this.say(`That is a ${mark.category} already.`);
    return this.put(label(mark.start, mark.end, mark.category), isLabel(mark) ? mark : null);
  }

  refuse() {
    const mark = this.current;
    if (!mark || isLabel(mark)) return this.say("No suggestion is selected: press n for the next one.");
    return this.change([], [], [mark]) && this.pick(mark.start, mark.end);
  }

  acceptAll() {
    const fit = this.labels.compatible(this.suggestions.shown);
    const taken = fit.map((one) => label(one.start, one.end, one.category));
    if (!taken.length) return this.say("There is no suggestion.");
    return this.change([], taken) && this.say(`${taken.length} suggestions are now labels.`);
  }

  refuseAll() {
    const open = this.suggestions.shown;
    if (!open.length) return this.say("There is no suggestion.");
    return this.change([], [], open) && this.say(`${open.length} suggestions refused.`);
  }

  showSuggestions(isOn) {
    this.suggestions.isOn = isOn;
    this.suggestions.refresh();
    this.dropMark();
    this.showAll();
    this.say(isOn ? `${this.suggestions.shown.length} suggestions are shown.` : "Suggestions are hidden.");
  }

  // ---- showing

  // What is to be marked in a stretch of the text.
  marksIn(from, to, looks) {
    const look = (one) => [looks.get(one.category) ?? "c11", ...(this.passages.has(one.category) ? ["passage"] : [])];
    const shown = this.labels.in(from, to).map((one) => ({
      ...one,
      classes: ["entity", ...look(one), ...(one.source === "register" ? ["unconfirmed"] : [])],
      name: one.category,
    }));
    for (const one of this.suggestions.in(from, to)) {
      shown.push({ ...one, classes: ["suggested", ...look(one)], name: `${one.category}?` });
    }
    let at = 0;
    for (const [start, end] of this.regions.length ? [...this.regions, [this.text.length, 0]] : []) {
      if (at < start) shown.push({ start: at, end: start, classes: ["outside"] });
      at = Math.max(at, end);
    }
    const { picked } = this;
    if (picked) shown.push({ ...picked, classes: ["picked"], id: picked.mark?.id });
    return shown.filter((one) => one.start < to && from < one.end);
  }

  say(text, isWarning) {
    this.side.say(text, isWarning);
  }

  showSelection() {
    this.side.showSelection(this.picked, this.text, this.labels, this.mayTag);
  }

  show() {
    this.side.show({
      labels: this.labels,
      looked: this.tagged.filter((one) => this.wasLookedFor(one)),
      isFinished: this.isFinished,
      suggestions: this.suggestions,
    });
    this.sheets?.update();
  }

  showAll() {
    this.view.redrawAll();
    this.show();
    this.showSelection();
  }
}
