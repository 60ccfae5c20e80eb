// What stands beside the text: counts, what is selected, suggestions, progress.
const byId = (id) => document.getElementById(id);
const number = (value) => value.toLocaleString("en");
const short = (text, most = 160) => (text.length > most ? `${text.slice(0, most)}…` : text);

const SAVED = { saved: "Saved", changed: "Not saved yet", saving: "Saving…" };

export class Sidebar {
  constructor(given, tagged) {
    this.given = given;
    this.tagged = tagged;
  }

  say(text, isWarning = false) {
    const said = byId("said");
    said.textContent = text;
    said.classList.toggle("warn", isWarning);
  }

  showSaved(state, problem) {
    const shown = byId("saved");
    shown.textContent = SAVED[state] ?? `Not saved: ${problem.message}`;
    shown.className = state in SAVED ? "" : "error";
  }

  show({ labels, looked, isFinished, suggestions }) {
    const here = new Map();
    for (const one of labels.list) here.set(one.category, (here.get(one.category) ?? 0) + 1);
    const all = (name) => (this.given.labelsElsewhere[name] ?? 0) + (here.get(name) ?? 0);
    const most = Math.max(1, ...this.given.categories.map((one) => all(one.name)));
    for (const { name } of this.given.categories) {
      const find = (kind) => document.querySelector(`[data-${kind}="${CSS.escape(name)}"]`);
      find("here").textContent = here.get(name) ? number(here.get(name)) : "";
      find("all").textContent = number(all(name));
      Object.assign(find("share"), { max: most, value: all(name) });
    }
    for (const box of document.querySelectorAll("[data-looked]")) box.checked = looked.includes(box.dataset.looked);
    this.#showLacking(looked);
    const finished = this.given.finishedElsewhere + (isFinished ? 1 : 0);
    byId("progress-text").textContent = `${number(finished)} of ${number(this.given.documents)} documents done`;
    Object.assign(byId("progress"), { max: this.given.documents, value: finished });
    byId("done-text").textContent = isFinished ? "Next" : labels.list.length ? "Done" : "Nothing in it";
    byId("undo").disabled = !labels.done.length;
    byId("redo").disabled = !labels.undone.length;
    this.#showSuggestions(suggestions, labels);
  }

  // A register says nothing of categories that it has no column for.
  #showLacking(looked) {
    const lacking = this.tagged.filter((one) => !looked.includes(one));
    byId("lacking").hidden = !looked.length || !lacking.length;
    byId("lacking").textContent = `No one has looked for ${lacking.join(", ")} here yet.`;
  }

  #showSuggestions(suggestions) {
    const { state, model, shown, all, isOn } = suggestions;
    const text = {
      loading: "The model is reading this document…",
      none: "No model yet. Train one, and it suggests labels here.",
      failed: `None: ${suggestions.error}`,
    }[state];
    const count = shown.length === 1 ? "1 suggestion" : `${number(shown.length)} suggestions`;
    const hidden = `${number(all.length)} found by ${model?.name}, not shown`;
    byId("suggested").textContent = text ?? (isOn ? `${count} of ${model.name} left` : hidden);
    byId("suggestion-acts").hidden = state !== "ready" || !all.length;
    byId("show-suggestions").checked = isOn;
  }

  showSelection(picked, text, labels, mayTag) {
    if (!picked) return;
    const { mark } = picked;
    const isSuggestion = mark?.confidence !== undefined;
    const words = short(text.slice(picked.start, picked.end).replace(/\s+/g, " "));
    let what = "";
    if (isSuggestion) what = `Suggested ${mark.category}, ${Math.round(mark.confidence * 100)} %: `;
    else if (mark) {
      const from = mark.source === "register" ? ", from a register, not confirmed" : "";
      what = `${mark.category}${from}, label ${labels.list.findIndex((one) => one.id === mark.id) + 1} of ${labels.list.length}: `;
    } else {
      const around = labels.in(picked.start, picked.end).map((one) => one.category);
      if (around.length) what = `In ${around.join(" and ")}: `;
    }
    this.say(what + words);
    if (!mayTag) return;
    byId("accept").hidden = !isSuggestion && mark?.source !== "register";
    byId("refuse").hidden = !isSuggestion;
    byId("delete").hidden = !mark || isSuggestion;
  }
}
