// The facets beside the hits: folders unfolded, and facets pinned, moved up and hidden, which the server
// reads from a cookie of this browser.
const COOKIE = "facets";
const YEAR_SECONDS = 365 * 24 * 60 * 60;

export function arrangeFacets() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-act]");
    if (button?.dataset.act === "unfold") unfold(button);
    const menu = button?.closest("#choose-filters");
    if (menu) choose(menu, button);
  });
  const left = sessionStorage.getItem(COOKIE);
  if (left) reopen(JSON.parse(left));
}

function unfold(button) {
  const isOpen = button.getAttribute("aria-expanded") === "true";
  button.setAttribute("aria-expanded", String(!isOpen));
  button.parentElement.querySelector("div").hidden = isOpen;
}

function choose(menu, button) {
  const facets = [...menu.querySelectorAll("[data-facet]")];
  const named = (state) => facets.filter((one) => one.dataset.state === state).map((one) => one.dataset.facet);
  let [pinned, hidden] = [named("pinned"), named("hidden")];
  const { act } = button.dataset;
  const name = button.closest("[data-facet]")?.dataset.facet;
  if (act === "up") {
    const place = pinned.indexOf(name);
    pinned.splice(place - 1, 2, name, pinned[place - 1]);
  } else if (act === "pin") {
    pinned = pinned.includes(name) ? pinned.filter((one) => one !== name) : [...pinned, name];
    hidden = hidden.filter((one) => one !== name);
  } else if (act === "hide") {
    hidden = hidden.includes(name) ? hidden.filter((one) => one !== name) : [...hidden, name];
    pinned = pinned.filter((one) => one !== name);
  } else [pinned, hidden] = [[], []];
  keep(pinned, hidden);
  // The menu stays open, and the keyboard where it was.
  sessionStorage.setItem(COOKIE, JSON.stringify({ name, act }));
  location.reload();
}

function keep(pinned, hidden) {
  const said = new URLSearchParams([...pinned.map((one) => ["pinned", one]), ...hidden.map((one) => ["hidden", one])]);
  const seconds = pinned.length || hidden.length ? YEAR_SECONDS : 0;
  document.cookie = `${COOKIE}=${encodeURIComponent(said)}; path=/; max-age=${seconds}; samesite=strict`;
}

function reopen({ name, act }) {
  sessionStorage.removeItem(COOKIE);
  const menu = document.getElementById("choose-filters");
  if (!menu) return;
  menu.open = true;
  const row = [...menu.querySelectorAll("[data-facet]")].find((one) => one.dataset.facet === name);
  const button = row?.querySelector(`[data-act="${act}"]:not(:disabled)`) ?? row?.querySelector("[data-act=pin]");
  (button ?? menu.querySelector("summary")).focus({ preventScroll: true });
}
