// Measures a model anew and waits for what comes of it.
import { ask, path } from "./api.js";
import { fail } from "./dom.js";

const POLL_MS = 500;

for (const button of document.querySelectorAll("[data-measure]")) {
  button.addEventListener("click", async () => {
    const said = document.getElementById("measuring");
    button.disabled = true;
    try {
      const { data } = await ask("POST", `/api/projects/${path(button.dataset.project)}/trainings`, {
        json: { kind: "evaluate", model: button.dataset.measure },
      });
      const at = `/api/projects/${path(button.dataset.project)}/trainings/${data.id}`;
      for (;;) {
        const { state, error } = (await ask("GET", at)).data;
        if (state === "done") return location.assign(location.pathname);
        if (state === "failed" || state === "cancelled") throw new Error(error || "It was cancelled.");
        said.textContent = state === "queued" ? "Queued: it runs after the trainings before it." : "Being measured…";
        await new Promise((done) => setTimeout(done, POLL_MS));
      }
    } catch (error) {
      said.textContent = "";
      button.disabled = false;
      fail(error);
    }
  });
}
