// Cuts a long text into blocks, [start, end) each, which the browser lays out one by one.

const BLOCK = 1500; // units; a screen holds about two
const LONGEST = 4000;

// A text is cut behind lines, at pages, and where a line has no end in sight.
export function cut(text, pages) {
  const blocks = [];
  const starts = [...pages.filter((one) => one > 0 && one < text.length), text.length];
  let start = 0;
  for (const limit of starts) {
    while (start < limit) {
      let end = Math.min(start + BLOCK, limit);
      if (end < limit) {
        const line = text.indexOf("\n", end);
        const blank = text.lastIndexOf(" ", start + LONGEST);
        if (line >= 0 && line < Math.min(start + LONGEST, limit)) end = line + 1;
        else if (limit - start <= LONGEST) end = limit;
        else end = blank > start ? blank + 1 : start + LONGEST;
        if (/[\udc00-\udfff]/.test(text[end] || "")) end += 1;
      }
      blocks.push({ start, end, entities: [], made: null });
      start = end;
    }
  }
  return blocks;
}
