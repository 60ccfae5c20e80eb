// The labels of a document as they are edited: what may stand where, and undo.

let made = 0;

export const label = (start, end, category, source = "human") => ({
  id: `m${++made}`,
  start,
  end,
  category,
  source,
});

export const keyOf = (one) => `${one.start}:${one.end}:${one.category}`;

const overlap = (a, b) => a.start < b.end && b.start < a.end;

// Which labels may share text: none of one category; of two all but those that the schema keeps
// apart. Passages may lie over all others.
export class Sharing {
  constructor(categories) {
    const named = (some) => new Set(some.map((one) => one.name));
    this.apart = named(categories.filter((one) => !one.overlaps));
    this.passages = named(categories.filter((one) => one.isPassage));
  }

  forbids({ category: one }, { category: other }) {
    if (one === other) return true;
    if (this.passages.has(one) || this.passages.has(other)) return false;
    return this.apart.has(one) || this.apart.has(other);
  }
}

export class Labels {
  constructor(labels, sharing) {
    this.sharing = sharing;
    this.list = [...labels].sort(inOrder);
    this.undone = [];
    this.done = [];
  }

  in(start, end) {
    return this.list.filter((one) => one.start < end && start < one.end);
  }

  // Why a label cannot stand there, "" when it can.
  refusal(wanted, instead = null) {
    const others = this.in(wanted.start, wanted.end).filter((one) => one !== instead);
    const same = others.find((one) => one.category === wanted.category);
    if (same && keyOf(same) === keyOf(wanted)) return `That is a ${wanted.category} already.`;
    if (same) {
      return `It overlaps another ${wanted.category}. Labels of one category cannot overlap: extend the existing one, or delete it first.`;
    }
    const barred = others.find((one) => this.sharing.forbids(wanted, one));
    if (!barred) return "";
    const alone = this.sharing.apart.has(wanted.category) ? wanted.category : barred.category;
    return `It shares words with ${barred.category}. In the schema, labels of ${alone} must not overlap others: change the existing one, or delete it first.`;
  }

  // Of some places with categories those that can stand beside each other, the first before later ones.
  compatible(wanted) {
    const taken = [];
    for (const one of wanted) {
      if (!taken.some((other) => overlap(one, other) && this.sharing.forbids(one, other))) taken.push(one);
    }
    return taken;
  }

  // A label of another category with which one shares text: a model learns the longer alone.
  // Passages are learned beside all others.
  competing(wanted) {
    const { passages } = this.sharing;
    if (passages.has(wanted.category)) return undefined;
    return this.in(wanted.start, wanted.end).find((one) => one.category !== wanted.category && !passages.has(one.category));
  }

  // One step that can be undone: what goes, what comes, and what was refused of suggestions.
  apply(step) {
    this.#exchange(step.remove, step.add);
    this.done.push(step);
    this.undone = [];
  }

  undo() {
    const step = this.done.pop();
    if (!step) return null;
    this.#exchange(step.add, step.remove);
    this.undone.push(step);
    return step;
  }

  redo() {
    const step = this.undone.pop();
    if (!step) return null;
    this.#exchange(step.remove, step.add);
    this.done.push(step);
    return step;
  }

  // By what they say rather than as objects: another person may have changed them between steps.
  #exchange(remove, add) {
    const gone = new Set(remove.map(keyOf));
    const kept = this.list.filter((one) => !gone.has(keyOf(one)));
    const known = new Set(kept.map(keyOf));
    this.list = [...kept, ...add.filter((one) => !known.has(keyOf(one)))].sort(inOrder);
  }
}

const inOrder = (a, b) => a.start - b.start || a.end - b.end || (a.category < b.category ? -1 : 1);

// What two people made of one document.
//
// `base` is what both began with. In what both changed alike or only one changed nobody is
// contradicted. Where they give one place two categories, one category two extents, or words to two
// labels that cannot share them, mine stays.
export function compare(base, mine, theirs, sharing) {
  const of = (labels) => new Map(labels.map((one) => [keyOf(one), one]));
  const [was, my, their] = [of(base), of(mine), of(theirs)];
  const without = (from, other) => [...from].filter(([key]) => !other.has(key)).map(([, one]) => one);
  const [myNew, theirNew] = [without(my, was), without(their, was)];
  const [myGone, theirGone] = [without(was, my), without(was, their)];
  const contradicts = (a, b) =>
    overlap(a, b) && (sharing.forbids(a, b) || (a.start === b.start && a.end === b.end));
  const lost = theirNew.filter((one) => !my.has(keyOf(one)) && myNew.some((other) => contradicts(one, other)));
  const gone = of([...myGone, ...theirGone]);
  const taken = theirNew.filter((one) => !lost.includes(one));
  const merged = new Map([...was].filter(([key]) => !gone.has(key)));
  for (const one of [...myNew, ...taken]) merged.set(keyOf(one), one);
  return { merged: [...merged.values()].sort(inOrder), myNew, theirNew, myGone, theirGone, lost };
}

// Where else a string stands, its blanks as they come; each place {start, end}.
export function placesOf(text, string, anyCase, words) {
  const escaped = string.trim().split(/\s+/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const found = [];
  for (const match of text.matchAll(new RegExp(escaped.join("\\s+"), anyCase ? "giu" : "gu"))) {
    const place = { start: match.index, end: match.index + match[0].length };
    const [first, last] = words.touched(place.start, place.end);
    const isWhole = words.starts[first] === place.start && words.ends[last - 1] === place.end;
    if (isWhole) found.push(place);
  }
  return found;
}
