// Whose findings and documents are. What somebody else assigned meanwhile is left as it is, and said.
import { ask } from "./api.js";
import { fail, notify } from "./dom.js";
import { during, numbersOf } from "./findings.js";

const capital = (text) => `${text[0].toUpperCase()}${text.slice(1)}`;
const count = (number, one) => `${number.toLocaleString("en")} ${one}${number === 1 ? "" : "s"}`;

// "3 findings are assigned to ada, 1 was passed over."
export function wordsOf({ documents, findings, passed_over: passed }, assignee) {
  const others = Object.values(passed);
  const done = [[findings, "finding"], [documents, "document"]]
    .map(([some, name]) => [Object.keys(some).length, name])
    .filter(([number]) => number);
  const assigned = done.reduce((sum, [number]) => sum + number, 0);
  if (!assigned) return `${capital(others.length === 1 ? others[0] : `${count(others.length, "thing")} passed over: ${others[0]}`)}.`;
  const what = done.map(([number, name]) => count(number, name)).join(" and ");
  const more = others.length ? `, ${others.length.toLocaleString("en")} passed over` : "";
  return `${what} assigned to ${assignee || "nobody"}${more}.`;
}

export const assign = async (json) => (await ask("POST", "/api/assignments", { json })).data;

// Each to whom it was before, unless somebody else came in between.
export async function putBack(data, assignee) {
  const before = new Map();
  for (const kind of ["findings", "documents"]) {
    for (const [id, was] of Object.entries(data[kind])) {
      if (!before.has(was)) before.set(was, { findings: [], documents: [], seen: {} });
      const group = before.get(was);
      group[kind].push(kind === "findings" ? Number(id) : id);
      group.seen[id] = assignee || null;
    }
  }
  for (const [was, group] of before) notify(wordsOf(await assign({ assignee: was, ...group }), was));
}

// Hears the forms of a part of a page, which `done` shows anew.
export function hearAssignments(part, done = () => {}) {
  async function take(form, button) {
    const assignee = form.elements.assignee.value;
    const json = { assignee: assignee || null, ...(await subjectsOf(form, button)) };
    const data = await assign(json);
    await done();
    const run = () => putBack(data, assignee).then(done).catch(fail);
    const isAny = [data.findings, data.documents].some((one) => Object.keys(one).length);
    notify(wordsOf(data, assignee), { action: isAny ? { text: "Undo", run } : undefined });
  }

  // One, as its form says; of several those that are chosen with what was shown of them, or all that match.
  async function subjectsOf(form, button) {
    const { assign: kind, id, seen } = form.dataset;
    if (kind === "document") return { documents: [id], seen: { [id]: seen || null } };
    if (kind === "finding") return { findings: [Number(id)], seen: { [id]: seen || null } };
    const findings = await numbersOf(part, form, button);
    const shown = [...part.querySelectorAll("[data-finding]")].filter((one) => findings.includes(Number(one.dataset.finding)));
    return { findings, seen: Object.fromEntries(shown.map((one) => [one.dataset.finding, one.dataset.assignee || null])) };
  }

  part.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-assign]");
    if (!form) return;
    event.preventDefault();
    during(form.querySelectorAll("button"), () => take(form, event.submitter));
  });
}
