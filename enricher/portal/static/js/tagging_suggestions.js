// What the model would label: shown apart from labels, which they are not until somebody accepts.
import { ask } from "./api.js";
import { keyOf } from "./tagging_labels.js";

export class Suggestions {
  // What is refused is kept under `key`, as long as the tab is open.
  constructor(labels, passages, key) {
    this.labels = labels;
    this.passages = passages;
    this.key = key;
    this.all = [];
    this.refused = new Set(JSON.parse(sessionStorage.getItem(key) ?? "[]"));
    this.shown = [];
    this.isOn = true;
    this.state = "loading"; // or "none" without a model, "ready", "failed"
    this.model = null;
    this.error = "";
  }

  // `read` makes labels of what the API says; `isOn`: show them at once.
  async load(url, read, isOn) {
    this.isOn = isOn;
    try {
      const { data } = await ask("GET", url);
      this.model = data.model;
      this.state = data.model ? "ready" : "none";
      this.all = data.suggestions.map((one) => ({ ...read(one), confidence: one.confidence }));
    } catch (error) {
      this.state = "failed";
      this.error = error.message;
    }
    this.refresh();
  }

  in(start, end) {
    return this.shown.filter((one) => one.start < end && start < one.end);
  }

  // What stands after a step; where a label stands, a person has decided: of passages those of the same
  // category, of all else any but passages. Gives what changed.
  refresh(step = null, isUndone = false) {
    for (const one of step?.refused ?? []) this.refused[isUndone ? "delete" : "add"](keyOf(one));
    if (step?.refused.length) sessionStorage.setItem(this.key, JSON.stringify([...this.refused]));
    const before = this.shown;
    let at = 0;
    let reach = 0; // labels are in order; ends of those before `at` are below it
    const isPassage = (one) => this.passages.has(one.category);
    const taken = this.labels.list.filter((one) => !isPassage(one));
    const isTaken = (one) => (isPassage(one) ? this.labels.in(one.start, one.end).some((other) => other.category === one.category) : reach > one.start);
    this.shown = !this.isOn
      ? []
      : this.all.filter((one) => {
          while (at < taken.length && taken[at].start < one.end) reach = Math.max(reach, taken[at++].end);
          return !isTaken(one) && !this.refused.has(keyOf(one));
        });
    const now = new Set(this.shown);
    const was = new Set(before);
    return [...before.filter((one) => !now.has(one)), ...this.shown.filter((one) => !was.has(one))];
  }
}
