// The whole page of the document in hand, as its picture and as text: words are pointed at on both.
import { ask } from "./api.js";
import { el, notify, Offsets } from "./dom.js";
import { PageSelection } from "./page_selection.js";

const PART = 6000; // characters that are shown at a time of a text without pages
const WIDTH = 1200; // of pictures, in pixels

const addressOf = (look) => `/api/documents/${encodeURIComponent(look.document)}`;
const isDrawn = (look) => look.media_type === "application/pdf" && look.pages > 0;

export class WholePages {
  // `choose({text, start, end})`, in characters of the document, hears which words were pointed at; null
  // where they cannot be.
  constructor(root, choose) {
    const part = (name) => root.querySelector(`[data-part=${name}]`);
    this.root = root;
    this.choose = choose;
    Object.assign(this, { sheet: part("sheet"), words: part("text"), now: part("now") });
    this.views = [...root.querySelectorAll("[data-view]")];
    this.steps = [...root.querySelectorAll("[data-step]")];
    this.number = 1;
    this.content = null; // of the document in hand: {document, sha256, text, offsets, starts, sizes, file}
    this.view = "picture";
    if (choose) {
      this.selection = new PageSelection(this.sheet, {
        text: "",
        load: (number) => this.#words(number),
        choose: (chosen) => chosen && this.#choose(chosen.places),
        say: notify,
      });
    }
    root.addEventListener("toggle", () => root.open && this.#show().catch((error) => this.#tell(error.message)));
    for (const button of this.views) button.addEventListener("click", () => this.#look(button.dataset.view));
    for (const button of this.steps) button.addEventListener("click", () => this.#turn(Number(button.dataset.step)));
    this.sheet.addEventListener("keydown", (event) => this.#pressed(event));
  }

  // Another field is in hand. Opened, it is shown when this is done; else when somebody opens it.
  async set(look, number, isOpen) {
    this.asked = look;
    this.number = number ?? 1;
    this.root.hidden = false;
    this.selection?.clear();
    if (!isOpen) {
      this.root.open = false;
      return;
    }
    const shown = this.#show();
    this.root.open = true;
    await shown;
  }

  clear() {
    this.selection?.clear();
  }

  hide() {
    this.root.hidden = true;
    this.root.open = false;
  }

  async #show() {
    const look = this.asked;
    if (this.shown?.look === look && this.shown.number === this.number) return this.shown.done;
    const done = this.#load(look).then(() => (look === this.asked ? this.#draw() : undefined));
    this.shown = { look, number: this.number, done };
    done.catch(() => (this.shown = null));
    return done;
  }

  async #load(look) {
    if (this.content?.document === look.document && this.content.sha256 === look.sha256) return;
    const [{ data }, drawn] = await Promise.all([
      ask("GET", `${addressOf(look)}?text=true`),
      isDrawn(look) ? ask("GET", `${addressOf(look)}/pages`).catch(() => null) : null,
    ]);
    if (look !== this.asked) return;
    const text = data.text ?? "";
    const offsets = new Offsets(text);
    const starts = look.page_starts.length ? look.page_starts.map((one) => offsets.toUnits(one)) : partsOf(text);
    const sizes = drawn?.data.pages.length === look.pages ? drawn.data.pages : null;
    this.content = { document: look.document, sha256: look.sha256, text, offsets, starts, sizes, file: drawn?.data.sha256 };
    this.sheet.replaceChildren();
    this.selection?.forget(text);
  }

  async #draw() {
    const { content } = this;
    this.number = Math.max(1, Math.min(content.starts.length, this.number));
    const unit = content.starts[this.number - 1];
    const page = content.text.slice(unit, content.starts[this.number]);
    this.words.dataset.start = content.offsets.toCharacters(unit);
    this.words.replaceChildren(page.trim() ? page : el("span", { class: "soft" }, "There are no words here."));
    const kind = content.sizes || this.asked.page_starts.length ? "Page" : "Part";
    this.now.textContent = `${kind} ${this.number} of ${content.starts.length}`;
    for (const button of this.steps) {
      const to = this.number + Number(button.dataset.step);
      button.disabled = to < 1 || to > content.starts.length;
    }
    const hasPicture = Boolean(content.sizes) && (await this.#picture());
    if (content !== this.content) return;
    for (const button of this.views) button.hidden = !hasPicture;
    this.#look(hasPicture ? this.view : "text", false);
  }

  // Draw the picture of the page; gives whether there is one.
  async #picture() {
    const { content, number } = this;
    const size = content.sizes[number - 1];
    const src = `/documents/${encodeURIComponent(content.document)}/pages/${number}.png?width=${WIDTH}&sha256=${content.file}`;
    const image = el("img", { alt: `Page ${number}`, src, draggable: "false" });
    try {
      await image.decode();
    } catch {
      return false;
    }
    if (content !== this.content || number !== this.number) return true;
    const made = el("figure", { class: "doc-sheet", dataset: { page: number } }, image);
    made.style.aspectRatio = `${size.width} / ${size.height}`;
    this.selection?.forget(content.text);
    this.sheet.replaceChildren(made);
    this.selection?.add(number, made);
    return true;
  }

  #look(view, isChosen = true) {
    if (isChosen) this.view = view;
    this.sheet.hidden = view !== "picture";
    this.words.hidden = view !== "text";
    for (const button of this.views) button.setAttribute("aria-pressed", String(button.dataset.view === view));
  }

  #turn(by) {
    this.number += by;
    this.#show().catch((error) => this.#tell(error.message));
  }

  #tell(words) {
    this.now.textContent = `It cannot be shown: ${words}`;
  }

  async #words(number) {
    try {
      const { data } = await ask("GET", `${addressOf(this.asked)}/pages/${number}/words`);
      const { offsets } = this.content;
      const units = (one) => ({ ...one, start: offsets.toUnits(one.offset), end: offsets.toUnits(one.offset + one.length) });
      return { words: data.words.map(units), cells: data.cells.map(units), hint: data.hint, remedy: null };
    } catch (error) {
      return { words: [], cells: [], hint: `Words cannot be selected on this page: ${error.message}.` };
    }
  }

  #choose(places) {
    const [{ start, end }] = places;
    if (places.length > 1) notify("The text has other words between these; only the first part is taken.");
    const { text, offsets } = this.content;
    this.choose({ text: text.slice(start, end), start: offsets.toCharacters(start), end: offsets.toCharacters(end) });
  }

  #pressed(event) {
    if (!this.selection || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      this.selection.move(event.key === "ArrowRight" ? 1 : -1, event.shiftKey, this.number);
    } else if (event.key === "Enter" && this.selection.picked) {
      this.selection.open();
    } else if (event.key === "Escape" && this.selection.picked) {
      this.selection.clear();
    } else return;
    event.preventDefault();
    event.stopPropagation(); // here the arrows go from word to word, and not from field to field
  }
}

// Where each part of a text without pages begins: at a line where there is one.
function partsOf(text) {
  const starts = [0];
  while (text.length - starts.at(-1) > PART) {
    const at = starts.at(-1);
    const line = text.lastIndexOf("\n", at + PART);
    starts.push(line > at ? line + 1 : at + PART);
  }
  return starts;
}
