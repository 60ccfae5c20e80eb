// Audit: what is decided shows in the counts and in the list at once, what is found meanwhile when asked for.
import { hearChoices } from "./choices.js";
import { hearComments } from "./comments.js";
import { el, fail } from "./dom.js";
import { decide, follow } from "./findings.js";
import { isFilledIn, isSame, read, refresh, replace } from "./live.js";
import { hearAssignments } from "./people.js";

const part = document.getElementById("audit");
const offer = document.getElementById("audit-offer");
const get = (id, within = document) => within.querySelector(`#${id}`);

// Whoever decides goes on where they were: at the finding that took the place of the one that left.
async function show() {
  const at = placeOf(document.activeElement);
  await refresh(part);
  offer.replaceChildren();
  if (document.activeElement === document.body) reach(at);
}

const findings = () => [...part.querySelectorAll("[data-finding]")];
const placeOf = (element) => findings().findIndex((one) => one.contains(element));

function reach(at) {
  const next = at < 0 ? null : findings().slice(0, at + 1).at(-1);
  const target = next ?? get("found-title") ?? get("audit-title");
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "nearest" });
}

// While policies are checked the counts are renewed. A list that somebody reads, chooses from or writes
// in stays as it is, until they ask for what is new.
async function look() {
  const fresh = (await read(part.dataset.address)).body;
  const [counts, list] = ["audit-counts", "audit-found"].map((id) => [get(id, part), get(id, fresh)]);
  const isNew = !isSame(...list);
  const more = Number(list[1].dataset.total) - Number(list[0].dataset.total);
  if (!isSame(...counts)) replace(...counts);
  if (!isNew) return;
  if (findings().length || isFilledIn(list[0])) propose(more);
  else replace(...list);
}

function propose(more) {
  const words = more > 0 ? `${more.toLocaleString("en")} new ${more === 1 ? "finding" : "findings"}` : "The findings have changed";
  if (offer.dataset.words === words && offer.firstChild) return;
  offer.dataset.words = words;
  const open = async () => {
    await show();
    reach(-1);
  };
  offer.replaceChildren(`${words}: `, el("button", { class: "small-button", onclick: () => open().catch(fail) }, "Show"));
}

hearChoices(part);
decide(part, show);
hearAssignments(part, show);
hearComments(part, show);
follow(part, look).catch(fail);
