// Words in the text of a document: those of the search that led here, or others that are typed.
//
//   words --API--> places --> marked in the text, gone through one by one
import { ask } from "./api.js";
import { isTyping } from "./dom.js";

const WAIT_MS = 250; // for the next letter

export class Find {
  constructor(page) {
    this.page = page;
    this.form = document.getElementById("find");
    this.input = this.form.elements.words;
    this.count = document.getElementById("find-count");
    this.buttons = [...this.form.querySelectorAll("[data-step]")];
    this.places = [];
    this.at = -1; // of the place that is shown
    for (const button of this.buttons) button.addEventListener("click", () => this.#step(Number(button.dataset.step)));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.input.addEventListener("input", () => this.#typed());
    this.input.addEventListener("keydown", (event) => this.#pressed(event));
    document.addEventListener("keydown", (event) => this.#called(event));
  }

  // Mark the words of the search; go to the first unless the address names a place.
  async begin() {
    const { words, mode } = this.page.boot;
    if (!words) return;
    this.input.value = words;
    await this.#find(words, mode, { go: !location.hash });
  }

  async #find(words, mode, { go }) {
    clearTimeout(this.waiting);
    this.asked = words;
    if (!words.trim()) {
      this.#show([], 0, "");
      return;
    }
    let found;
    try {
      found = (await ask("GET", `${this.page.url}/matches?${new URLSearchParams({ q: words, mode })}`)).data;
    } catch (error) {
      if (this.asked === words) this.#show([], 0, error.status === 422 ? "not understood" : error.message);
      return;
    }
    if (this.asked !== words) return; // others were typed meanwhile
    this.#show(found.matches, found.total, found.total ? "" : "not found");
    if (go) this.#step(1);
  }

  #show(matches, total, message) {
    const units = (character) => this.page.offsets.toUnits(character);
    this.places = matches.map((one) => ({ start: units(one.offset), end: units(one.offset + one.length), offset: one.offset, length: one.length }));
    this.total = total;
    this.at = -1;
    this.page.words.markMatches(this.places);
    this.page.pages?.markMatches(this.places);
    this.#tell(message);
  }

  #tell(message = "") {
    const at = this.at >= 0 ? `${this.at + 1} of ` : "";
    this.count.textContent = message || (this.total ? `${at}${this.total.toLocaleString("en")}` : "");
    for (const button of this.buttons) button.hidden = !this.places.length;
  }

  // From one place to another, from the last to the first.
  #step(by) {
    if (!this.places.length) return;
    const from = this.at < 0 && by < 0 ? 0 : this.at;
    this.at = (from + by + this.places.length) % this.places.length;
    this.page.goToMatch(this.places[this.at]);
    this.#tell();
  }

  #typed() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.#find(this.input.value, "words", { go: true }), WAIT_MS);
  }

  #pressed(event) {
    if (event.key === "Enter") {
      event.preventDefault();
      if (this.input.value === this.asked) this.#step(event.shiftKey ? -1 : 1);
      else this.#find(this.input.value, "words", { go: true });
    } else if (event.key === "Escape") {
      if (this.input.value) this.#find((this.input.value = ""), "words", { go: false });
      else document.getElementById("text").focus({ preventScroll: true });
    }
  }

  #called(event) {
    if (event.key !== "/" || isTyping(event)) return;
    event.preventDefault();
    this.page.showText();
    this.input.focus();
    this.input.select();
  }
}
