// Boxes that choose: one at the top chooses all that are shown, arrows lead from box to box, and a click
// with Shift chooses all between. They may be drawn anew at any time.

// `onChange` hears of every change. Gives what is chosen: the boxes themselves.
export function hearChoices(part, onChange = () => {}) {
  const boxes = () => [...part.querySelectorAll("[data-choose]")];
  let last = null;
  const top = () => part.querySelector("[data-choose-all]");
  // Where rows went, or were drawn anew, the box at the top says what holds.
  function sync() {
    const [all, count] = [boxes(), boxes().filter((one) => one.checked).length];
    if (top()) Object.assign(top(), { checked: count > 0 && count === all.length, indeterminate: count > 0 && count < all.length });
    known = state();
    onChange();
  }
  const state = () => boxes().map((one) => `${one.dataset.choose} ${one.checked}`).join();
  let known = state();
  new MutationObserver(() => known !== state() && sync()).observe(part, { childList: true, subtree: true });
  part.addEventListener("click", ({ target, shiftKey }) => {
    if (target.matches("[data-choose-all]")) for (const one of boxes()) one.checked = target.checked;
    else if (!target.matches("[data-choose]")) return;
    const [from, to] = [boxes().findIndex((one) => one.dataset.choose === last), boxes().indexOf(target)];
    last = target.dataset.choose;
    if (shiftKey && from >= 0 && to >= 0) {
      for (const one of boxes().slice(Math.min(from, to), Math.max(from, to))) one.checked = target.checked;
    }
    sync();
  });
  part.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.matches("[data-choose], [data-choose-all]")) return;
    event.preventDefault();
    const all = [...part.querySelectorAll("[data-choose-all], [data-choose]")];
    all[all.indexOf(event.target) + step]?.focus();
  });
  return () => boxes().filter((one) => one.checked);
}
