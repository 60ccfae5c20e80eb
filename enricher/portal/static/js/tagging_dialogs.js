// Questions that are asked while tagging: each gives what was answered, null for nothing.
import { el } from "./dom.js";
import { placesOf } from "./tagging_labels.js";

const AROUND = 40; // characters shown on each side of a place
const MOST_SHOWN = 300;
const byId = (id) => document.getElementById(id);
const flat = (text) => text.replace(/\s+/g, " ");

for (const button of document.querySelectorAll("dialog [data-close]")) {
  button.addEventListener("click", () => button.closest("dialog").close(""));
}
for (const dialog of document.querySelectorAll("dialog")) {
  dialog.addEventListener("close", () => byId("text").focus({ preventScroll: true }));
}

function opened(dialog) {
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((done) => dialog.addEventListener("close", () => done(dialog.returnValue), { once: true }));
}

export const showHelp = () => opened(byId("help-dialog"));

const around = (text, place) => [
  place.start > AROUND ? "…" : "",
  flat(text.slice(Math.max(0, place.start - AROUND), place.start)),
  el("mark", {}, flat(text.slice(place.start, place.end))),
  flat(text.slice(place.end, place.end + AROUND)),
  place.end + AROUND < text.length ? "…" : "",
];

// Which places of a string to tag, and as what: {category, places}.
export async function askForSame({ text, string, category, labels, words }) {
  const dialog = byId("same-dialog");
  const select = byId("same-category");
  const anyCase = byId("same-case");
  const list = byId("same-places");
  let free = [];
  byId("same-string").textContent = flat(string);
  if ([...select.options].some((one) => one.value === category)) select.value = category;
  anyCase.checked = false;

  const chosen = () => {
    const unticked = new Set([...list.querySelectorAll("input:not(:checked)")].map((box) => Number(box.value)));
    return free.filter((_, number) => !unticked.has(number));
  };
  const count = () => {
    const places = chosen().length;
    byId("same-go").textContent = places === 1 ? "Tag 1 place" : `Tag ${places} places`;
    byId("same-go").disabled = places === 0;
  };
  const show = () => {
    const found = placesOf(text, string, anyCase.checked, words);
    const has = (one) => labels.in(one.start, one.end).some((other) => other.category === select.value);
    free = found.filter((one) => !labels.refusal({ ...one, category: select.value }));
    const rows = free.slice(0, MOST_SHOWN).map((place, number) => {
      const box = el("input", { type: "checkbox", value: String(number), checked: true, onchange: count });
      return el("li", {}, el("label", {}, box, el("span", {}, ...around(text, place))));
    });
    list.replaceChildren(...rows);
    const notes = [];
    const taken = found.filter(has).length;
    const barred = found.length - free.length - taken;
    const have = (count) => (count === 1 ? "1 place has" : `${count} places have`);
    if (taken) notes.push(`${have(taken)} a label of ${select.value} already.`);
    if (barred) notes.push(`${have(barred)} a label that must not overlap one of ${select.value}.`);
    if (!free.length) notes.push("There is no other place.");
    if (free.length > MOST_SHOWN) notes.push(`The first ${MOST_SHOWN} of ${free.length} are shown; all are tagged.`);
    byId("same-note").textContent = notes.join(" ");
    count();
  };
  select.onchange = anyCase.onchange = show;
  show();
  const answer = await opened(dialog);
  return answer === "go" ? { category: select.value, places: chosen() } : null;
}

// What to keep of two people's labels: "merge", "mine" or "theirs".
export async function askForConflict(found, text, isOtherText) {
  const dialog = byId("conflict-dialog");
  const list = (title, labels) =>
    labels.length === 0
      ? null
      : el(
          "section",
          {},
          el("h3", {}, `${title} (${labels.length})`),
          el(
            "ul",
            {},
            labels.slice(0, MOST_SHOWN).map((one) =>
              el("li", {}, el("strong", {}, one.category), " ", ...around(text, one)),
            ),
          ),
        );
  byId("conflict-text").textContent = isOtherText
    ? "The text of the document has changed, so your labels do not fit it. They are listed here; taking theirs shows the new text."
    : "Nothing is lost yet. Merging keeps both people's additions and deletions. Whichever you choose, undo brings back the other.";
  const lists = isOtherText
    ? [list("You tagged", found.myNew)]
    : [
        list("They added", found.theirNew),
        list("They deleted", found.theirGone),
        list("You added", found.myNew),
        list("You deleted", found.myGone),
        list("Contradicts yours, which stays if you merge", found.lost),
      ];
  const shown = lists.filter(Boolean);
  byId("conflict-lists").replaceChildren(
    ...(shown.length ? shown : [el("p", {}, "The labels are the same: only what was looked for differs.")]),
  );
  byId("conflict-merge").hidden = byId("conflict-mine").hidden = isOtherText;
  for (const choice of ["merge", "mine", "theirs"]) {
    byId(`conflict-${choice}`).onclick = () => dialog.close(choice);
  }
  return (await opened(dialog)) || null;
}
