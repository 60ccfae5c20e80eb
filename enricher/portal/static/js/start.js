// Whoever looks at this page has seen who mentions them.
import { ask } from "./api.js";
import { fail } from "./dom.js";

const mentions = document.getElementById("mentions");
if (Number(mentions?.dataset.unseen)) {
  ask("POST", "/api/me/mentions/seen", { json: { upto: Number(mentions.dataset.upto) } })
    .then(() => document.getElementById("unseen")?.remove())
    .catch(fail);
}
