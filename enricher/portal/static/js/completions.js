// Offers ways to go on from what is typed into a box: a combobox with a list, as the ARIA Authoring
// Practices have it. A datalist would not do: browsers leave out what does not hold the words typed.
import { el } from "./dom.js";

const WAIT_MS = 150;

// `list` is an empty listbox beside the box `input`.
export function offerCompletions(input, list) {
  let timer = 0;
  let running = null;
  let chosen = -1;
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

  const close = () => {
    clearTimeout(timer);
    running?.abort();
    choose(-1);
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
  };

  const choose = (number) => {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = number;
    const option = list.children[chosen];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  };

  const take = (text) => {
    close();
    input.value = text;
    input.focus();
    if (text.endsWith(":")) look(); // a field: its values come next
  };

  const show = (offered) => {
    if (!offered.length) return close();
    choose(-1);
    list.replaceChildren(
      ...offered.map(({ text, shown, category, kind }, number) =>
        el(
          "li",
          { id: `${list.id}-${number}`, role: "option", "aria-selected": "false", onclick: () => take(text) },
          el("span", {}, shown),
          el("span", { class: "small soft" }, kind === "value" ? category : kind),
        ),
      ),
    );
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  };

  const look = async () => {
    running?.abort();
    const { signal } = (running = new AbortController());
    const address = `/api/completions?${new URLSearchParams({ q: input.value })}`;
    try {
      const answer = await fetch(address, { signal });
      const offered = answer.ok ? await answer.json() : []; // what is typed is searched without
      if (!signal.aborted) show(offered);
    } catch {
      if (!signal.aborted) close();
    }
  };

  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    running?.abort();
    const isAtEnd = input.selectionEnd === input.value.length;
    if (event.isComposing || !isAtEnd || !input.value.trim()) return close();
    timer = setTimeout(look, WAIT_MS);
  });
  input.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.isComposing || list.hidden) {
      if (event.key === "Enter") close(); // what is still to come would open over the results
      return;
    }
    if (event.key === "ArrowDown") choose(chosen + 1 < count ? chosen + 1 : -1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? count - 1 : chosen - 1);
    else if (event.key === "Enter" && chosen >= 0) list.children[chosen].click();
    else if (event.key === "Escape" || event.key === "Enter" || event.key === "Tab") {
      close();
      if (event.key !== "Escape") return;
    } else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  input.addEventListener("blur", close);
  close();
}
