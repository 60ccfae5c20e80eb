// Audit: what is decided shows in the counts and in the list at once.
import { fail } from "./dom.js";
import { decide, follow } from "./findings.js";
import { refresh } from "./live.js";

const part = document.getElementById("audit");
decide(part, async () => {
  await refresh(part);
  if (document.activeElement === document.body) document.getElementById("audit-title").focus();
});
follow(part).catch(fail);
