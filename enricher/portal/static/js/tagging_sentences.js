// The sentence and the paragraph that a place of a text stands in, as [start, end) without blanks at the ends.

const LONGEST = 3000; // units of a paragraph: where no empty line parts them, a line is one

// A stop before a blank and the beginning of another sentence; not one behind a number that counts
// clauses ("9. Term"), an initial or a short form that stands before a name or a number.
const END = /[.!?]["'”’)\]]*(?=\s+["'“‘([]?[\p{Lu}\p{N}])/gu;
const NO_END = /^\s*(?:[\d.]+|[ivxIVX]+)\.$|(?:^|[\s(])(?:(?:\p{Lu}\.)*\p{Lu}|No|Nos|Sec|Art|Mr|Mrs|Ms|Dr|St|vs?|e\.g|i\.e|cf|Inc|Ltd|Co|Corp)\.$/u;
const EMPTY_LINE = /\n[^\S\n]*\n/g;

export function paragraphAt(text, place) {
  const before = text.slice(0, place);
  const breaks = [...before.matchAll(EMPTY_LINE)];
  let start = breaks.length ? breaks.at(-1).index + breaks.at(-1)[0].length : 0;
  EMPTY_LINE.lastIndex = place;
  let end = EMPTY_LINE.exec(text)?.index ?? text.length;
  EMPTY_LINE.lastIndex = 0;
  if (end - start > LONGEST) {
    start = text.lastIndexOf("\n", place - 1) + 1;
    end = text.indexOf("\n", place) < 0 ? text.length : text.indexOf("\n", place);
  }
  return trimmed(text, start, end);
}

export function sentenceAt(text, place) {
  const [first, last] = paragraphAt(text, place);
  let start = first;
  for (const match of text.slice(first, last).matchAll(END)) {
    const end = first + match.index + match[0].length;
    if (NO_END.test(text.slice(start, first + match.index + 1))) continue;
    if (end > place) return trimmed(text, start, end);
    start = end;
  }
  return trimmed(text, start, last);
}

function trimmed(text, start, end) {
  const lead = text.slice(start, end).search(/\S/);
  return lead < 0 ? [start, end] : [start + lead, start + text.slice(start, end).trimEnd().length];
}
