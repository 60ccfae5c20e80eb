// Two people changed one schema: what each did, and both together.
import { el } from "./dom.js";

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const named = (categories) => new Map(categories.map((one) => [one.name, one]));

// My changes since `base` on top of theirs: nothing of either is lost, but where both changed one
// category, where mine stays.
export function merge(base, mine, theirs) {
  const [was, have, is] = [base, theirs, mine].map(named);
  const merged = mine
    .map((one) => (same(one, was.get(one.name)) ? have.get(one.name) : one))
    .filter(Boolean);
  const added = theirs.filter((one) => !is.has(one.name) && !was.has(one.name));
  // What they changed and I removed: a removal is not silently stronger than somebody's work.
  const kept = theirs.filter((one) => !is.has(one.name) && was.has(one.name) && !same(one, was.get(one.name)));
  return [...merged, ...kept, ...added];
}

function differences(base, now) {
  const [was, is] = [named(base), named(now)];
  return {
    added: now.filter((one) => !was.has(one.name)).map((one) => one.name),
    removed: base.filter((one) => !is.has(one.name)).map((one) => one.name),
    changed: now.filter((one) => was.has(one.name) && !same(one, was.get(one.name))).map((one) => one.name),
  };
}

function sentence({ added, removed, changed }) {
  const parts = [["added", added], ["removed", removed], ["changed", changed]]
    .filter(([, names]) => names.length)
    .map(([what, names]) => `${what} ${names.join(", ")}`);
  return parts.join("; ") || "changed the order or the comments";
}

// What stands in the box of the conflict; `acts.both` and `acts.theirs` are its buttons.
export function tellChanges(base, mine, theirs, acts) {
  const [ours, other] = [differences(base, mine), differences(base, theirs)];
  const [is, have] = [named(mine), named(theirs)];
  const touched = new Set([...other.changed, ...other.added]);
  const twice = [...ours.changed, ...ours.added].filter(
    (name) => touched.has(name) && !same(is.get(name), have.get(name)),
  );
  return [
    el("h2", {}, "Someone else changed the schema in the meantime"),
    el("p", {}, `They ${sentence(other)}. You ${sentence(ours)}. Nothing of yours is saved yet, and nothing of either is lost.`),
    twice.length ? el("p", { class: "warn" }, `Both of you changed ${twice.join(", ")}: together, yours stays.`) : null,
    el("div", { class: "row" },
      el("button", { type: "button", class: "primary", onclick: acts.both }, "Apply my changes to theirs"),
      el("button", { type: "button", onclick: acts.theirs }, "Keep theirs, discard mine")),
  ].filter(Boolean);
}
