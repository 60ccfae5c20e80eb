// Tells of a document that was settled on the page before, and undoes that.
import { ask, path } from "./api.js";
import { fail, notify } from "./dom.js";

const SETTLED = "settled document"; // in the session, since the page that settled it is left

export const remember = (project, name) => sessionStorage.setItem(SETTLED, JSON.stringify({ project, name }));

export function tellSettled() {
  const kept = sessionStorage.getItem(SETTLED);
  if (!kept) return;
  sessionStorage.removeItem(SETTLED);
  const { project, name } = JSON.parse(kept);
  const run = () =>
    ask("DELETE", `/api/projects/${path(project)}/adjudication/${path(name)}`).then(
      () => location.assign(`/projects/${path(project)}/adjudicate/${path(name)}`),
      fail,
    );
  notify(`${name} is settled.`, { action: { text: "Undo", run } });
}
