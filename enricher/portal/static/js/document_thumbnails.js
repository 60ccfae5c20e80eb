// Small pictures of all pages, each a way to its page; drawn when they come into view.
import { el } from "./dom.js";

const WIDTH = 200; // pixels

export function offerThumbnails(pages, id) {
  const button = document.getElementById("thumbnails");
  if (pages.sheets.length < 2) return;
  button.hidden = false;
  let strip = null;
  button.addEventListener("click", () => {
    strip ||= makeStrip(pages, id);
    const isOn = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(isOn));
    strip.hidden = !isOn;
    pages.root.parentElement.classList.toggle("with-thumbnails", isOn);
  });
}

function makeStrip(pages, id) {
  const thumbnails = pages.sheets.map(({ number, made }) => {
    const address = `/documents/${id}/pages/${number}.png?width=${WIDTH}&sha256=${pages.sha256}`;
    const image = el("img", { src: address, alt: "", loading: "lazy" });
    image.style.aspectRatio = made.style.aspectRatio;
    return el("button", { class: "quiet", "aria-label": `Page ${number}`, onclick: () => pages.showPage(number) }, image, el("span", { class: "small number" }, String(number)));
  });
  const strip = el("nav", { class: "doc-thumbnails", "aria-label": "Thumbnails" }, ...thumbnails);
  pages.root.before(strip);
  return strip;
}
