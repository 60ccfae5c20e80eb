// What a policy would do, in words, with links to some of the documents.
import { el } from "./dom.js";

const SHOWN = 10;
const count = (number, one) => `${number.toLocaleString("en")} ${one}${number === 1 ? "" : "s"}`;
const nameOf = (file) => file.split("/").at(-1) || "a document";

export function tellTrial(trial) {
  const undecided = Object.entries(trial.undecided);
  return el("div", { class: "stack" },
    el("p", {}, el("strong", {}, `Would open ${count(trial.would_open, "finding")}, close ${trial.would_close.toLocaleString("en")}`),
      `; ${trial.would_stay.toLocaleString("en")} would stay. It looks at ${trial.in_scope.toLocaleString("en")} of ${count(trial.documents, "document")}.`),
    list("Would open", trial.would_open, trial.opens, (one) => one.message),
    list("Would close", trial.would_close, trial.closes, (one) => `${one.message} (${one.reason})`),
    undecided.length ? el("p", { class: "small" }, `Undecided: ${undecided.map(([reason, number]) => `${reason} (${number.toLocaleString("en")})`).join("; ")}`) : null,
    trial.stopped ? el("p", { class: "error" }, `Stopped for ${count(trial.stopped, "document")}, because it took too long.`) : null,
    trial.not_asked ? el("p", { class: "small soft" }, `${count(trial.not_asked, "document")} not in the index yet.`) : null,
  );
}

function list(title, total, some, said) {
  if (!total) return null;
  const shown = some.slice(0, SHOWN);
  return el("section", { class: "stack", "aria-label": title }, el("h3", {}, title),
    el("ul", { class: "pol-trial" }, ...shown.map((one) => el("li", {},
      el("a", { href: `/documents/${encodeURIComponent(one.document)}`, title: one.path }, nameOf(one.path)), " ", said(one)))),
    total > shown.length ? el("p", { class: "small soft" }, `and ${(total - shown.length).toLocaleString("en")} more`) : null);
}
