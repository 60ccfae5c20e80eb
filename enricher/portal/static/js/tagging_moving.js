// From word to word, line to line and label to label.

const TOP = 130; // pixels that the bars above the text cover
const BOTTOM = 60;

export function moveWord(editor, by) {
  if (!editor.picked) return editor.pickWord(0);
  const [first, last] = editor.words.touched(editor.picked.start, editor.picked.end);
  return editor.pickWord(by > 0 ? last : first - 1);
}

export function moveLine(editor, by) {
  const { view } = editor;
  if (!view.selected()) return editor.pickWord(0);
  view.reveal(false);
  const pixels = by * parseFloat(getComputedStyle(view.root).lineHeight);
  const target = middleOf(view.edgeOfSelection(by > 0)) + pixels;
  if (target < TOP || target > innerHeight - BOTTOM) scrollBy({ top: pixels * 4, behavior: "instant" });
  const box = view.edgeOfSelection(by > 0);
  return pickAt(editor, box.left + 1, middleOf(box) + pixels, by);
}

export function moveScreen(editor, by) {
  const { view } = editor;
  if (!view.selected()) return editor.pickWord(0);
  view.reveal(false);
  const box = view.edgeOfSelection(by > 0);
  scrollBy({ top: by * innerHeight * 0.7, behavior: "instant" });
  const y = Math.min(innerHeight - BOTTOM, Math.max(TOP, middleOf(box)));
  return pickAt(editor, box.left + 1, y, by);
}

export function moveMark(editor, by) {
  const { labels, suggestions, picked } = editor;
  const all = [...labels.list, ...suggestions.shown].sort((a, b) => a.start - b.start || a.end - b.end);
  if (!all.length) return editor.say("There is no label and no suggestion.");
  const at = picked?.mark ? all.findIndex((one) => one.id === picked.mark.id) : -1;
  if (at >= 0) return editor.pickMark(all[(at + by + all.length) % all.length]);
  const place = picked?.start ?? 0;
  const next = by > 0 ? all.find((one) => one.start >= place) : all.findLast((one) => one.start < place);
  return editor.pickMark(next ?? all.at(by > 0 ? 0 : -1));
}

const middleOf = (box) => box.top + box.height / 2;

// The word at a point, if it lies in that direction; else the next one in it.
function pickAt(editor, x, y, by) {
  const { words, picked, view } = editor;
  const place = view.placeAt(x, y);
  const [first, last] = words.touched(picked.start, picked.end);
  const found = place === null ? -1 : words.at(place);
  const isFurther = by > 0 ? found >= last : found >= 0 && found < first;
  return editor.pickWord(isFurther ? found : by > 0 ? last : first - 1);
}
