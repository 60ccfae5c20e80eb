// What people say about documents and findings. `done` shows the part of the page anew.
import { ask } from "./api.js";
import { notify } from "./dom.js";
import { during } from "./findings.js";
import { offerMentions } from "./mentions.js";

export function hearComments(part, done = () => {}) {
  async function say(form) {
    const { about, id } = form.dataset;
    const json = { text: form.elements.text.value, [about]: about === "finding" ? Number(id) : id };
    const { data } = await ask("POST", "/api/comments", { json });
    form.reset();
    await done();
    notify(data.mentions.length ? `Commented; ${data.mentions.join(", ")} will see it under Start.` : "Commented.");
  }

  async function remove(number) {
    if (!window.confirm("Delete this comment for good?")) return;
    await ask("DELETE", `/api/comments/${number}`);
    await done();
    notify("The comment is deleted.");
  }

  offerMentions(part);
  part.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-about]");
    if (!form) return;
    event.preventDefault();
    during(form.querySelectorAll("button"), () => say(form));
  });
  part.addEventListener("click", (event) => {
    const button = event.target.closest("[data-delete-comment]");
    if (button) during([button], () => remove(button.dataset.deleteComment));
  });
}
