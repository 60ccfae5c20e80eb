// Reminders: a test says of every place whether it took it.
import { ask } from "./api.js";
import { fail, notify } from "./dom.js";

const button = document.getElementById("test");
button?.addEventListener("click", async () => {
  button.disabled = true;
  try {
    const { data } = await ask("POST", "/api/reminders/test");
    for (const [place, reason] of Object.entries(data.places)) {
      notify(reason ? `${place}: ${reason}` : `${place} accepted the test.`, { kind: reason ? "error" : "done" });
    }
  } catch (error) {
    fail(error);
  } finally {
    button.disabled = false;
  }
});
