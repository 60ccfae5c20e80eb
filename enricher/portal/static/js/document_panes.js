// Which panes a wide window shows, and how wide: people's choices outlive the page.
const KEY = "enricher.panes";
const STEP = 5; // percent by a key

export class Panes {
  constructor(root) {
    this.root = root;
    this.split = root.querySelector(".doc-split");
    this.buttons = [...document.querySelectorAll("button[data-panes]")];
    const { panes = "both", share = 52 } = remembered();
    this.share = share;
    this.show(panes);
    this.#widen(share);
    for (const button of this.buttons) button.addEventListener("click", () => this.#choose(button.dataset.panes));
    this.split.addEventListener("pointerdown", (event) => this.#grab(event));
    this.split.addEventListener("keydown", (event) => this.#pressed(event));
  }

  // Words of the text are to be seen.
  needText() {
    if (this.root.dataset.panes === "pages") this.show("both");
  }

  show(panes) {
    this.root.dataset.panes = panes;
    for (const button of this.buttons) button.setAttribute("aria-pressed", String(button.dataset.panes === panes));
  }

  #choose(panes) {
    this.show(panes);
    this.#remember();
  }

  #widen(share) {
    this.share = Math.round(Math.max(25, Math.min(75, share)));
    this.root.style.setProperty("--pages", `${this.share}fr`);
    this.root.style.setProperty("--words", `${100 - this.share}fr`);
    this.split.setAttribute("aria-valuenow", String(this.share));
  }

  #grab(event) {
    event.preventDefault();
    this.split.setPointerCapture(event.pointerId);
    const left = this.split.parentElement.getBoundingClientRect().left;
    const { right } = this.root.querySelector(".doc-words").getBoundingClientRect();
    const move = ({ clientX }) => this.#widen((100 * (clientX - left)) / (right - left));
    this.split.addEventListener("pointermove", move);
    this.split.addEventListener("lostpointercapture", () => {
      this.split.removeEventListener("pointermove", move);
      this.#remember();
    }, { once: true });
  }

  #pressed(event) {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (!by) return;
    event.preventDefault();
    this.#widen(this.share + by);
    this.#remember();
  }

  #remember() {
    try {
      localStorage.setItem(KEY, JSON.stringify({ panes: this.root.dataset.panes, share: this.share }));
    } catch {
      // a browser that keeps nothing shows both, as wide as ever
    }
  }
}

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) || {};
  } catch {
    return {};
  }
}
