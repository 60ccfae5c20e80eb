// Says that two names of parties are one, or that they are not, in every document.
import { ask } from "./api.js";
import { el, fail, notify } from "./dom.js";

const params = (values) => new URLSearchParams(values).toString();

export async function openMerge(page, name) {
  let all;
  let suggested;
  try {
    [{ data: all }, { data: suggested }] = await Promise.all([
      ask("GET", `/api/parties?${params({ text: name, size: 20 })}`),
      ask("GET", `/api/parties/suggestions?${params({ name, size: 8 })}`),
    ]);
  } catch (error) {
    fail(error);
    return;
  }
  const own = all.find((one) => one.name === name || one.names.some((each) => each.name === name)) || { name, names: [], documents: 1 };
  const others = suggested.map((one) => ({ ...one, other: one.parties.find((each) => each.name !== own.name) })).filter((one) => one.other);
  const dialog = el("dialog", { class: "doc-merge", "aria-label": `Merge ${own.name}` });
  const act = async (path, json, words) => {
    try {
      await ask("POST", `/api/parties/${path}`, { json });
      dialog.close();
      await page.refresh();
      notify(words);
    } catch (error) {
      fail(error);
    }
  };
  const other = el("input", { name: "other", list: "doc-party-names", required: true, autocomplete: "off" });
  const names = el("datalist", { id: "doc-party-names" });
  other.addEventListener("input", () => suggest(other.value, names));
  const shown = el("select", {}, el("option", { value: own.name }, own.name), el("option", { value: "" }, "the other name"));
  const merge = (event) => {
    event.preventDefault();
    const into = shown.value || other.value.trim();
    act("merge", { names: [own.name, other.value.trim()], into }, `${own.name} and ${other.value.trim()} count as one party now: ${into}.`);
  };
  const split = (each) => () => act("split", { names: [each] }, each === own.name ? `The merge of ${each} is undone.` : `${each} is now a separate party.`);
  dialog.append(...[
    el("h2", {}, own.name),
    el("p", { class: "soft" }, `In ${own.documents === 1 ? "1 document" : `${own.documents} documents`}. Documents keep the names they have; search counts them as one.`),
    own.merged ? el("section", { class: "stack" }, el("h3", {}, "Counted as one"),
      el("ul", { class: "doc-names" }, own.names.map((one) => el("li", {}, el("span", {}, one.name, el("span", { class: "soft small" }, ` ${one.documents}`)),
        el("button", { class: "small-button", onclick: split(one.name) }, one.name === own.name ? "Take apart" : "Split off"))))) : null,
    others.length ? el("section", { class: "stack" }, el("h3", {}, "May be the same"),
      el("ul", { class: "doc-names" }, others.map((one) => el("li", {},
        el("span", {}, one.other.name, el("span", { class: "soft small" }, ` ${one.other.documents} · ${one.reason}`)),
        el("button", { class: "small-button", onclick: () => { other.value = one.other.name; shown.focus(); } }, "Choose"))))) : null,
    el("form", { class: "stack", onsubmit: merge },
      el("label", { class: "field" }, "Is the same party as", other, names),
      el("label", { class: "field" }, "Show both as", shown),
      el("div", { class: "row" }, el("button", { class: "primary" }, "Merge"), el("button", { type: "button", class: "quiet", onclick: () => dialog.close() }, "Cancel"))),
  ].filter(Boolean));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

let waiting;

function suggest(text, names) {
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    try {
      const { data } = await ask("GET", `/api/parties?${params({ text, size: 10 })}`);
      names.replaceChildren(...data.map((one) => el("option", { value: one.name })));
    } catch {
      // what is typed still counts
    }
  }, 150);
}
