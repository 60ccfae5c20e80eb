// What people can say about the entities of a document. Each act shows at once and can be undone.
import { ask } from "./api.js";
import { fail, notify } from "./dom.js";

export class Corrections {
  constructor(page) {
    this.page = page;
  }

  // Say of [start, end), in the browser's units, what `more` says (CorrectionToMake of the API).
  async say(start, end, more, done) {
    const { offsets, text, sha256, url } = this.page;
    const json = {
      start: offsets.toCharacters(start),
      end: offsets.toCharacters(end),
      text: text.slice(start, end),
      sha256,
      ...more,
    };
    return this.#send("POST", `${url}/corrections`, json, done);
  }

  reject(entity, every = false) {
    const { category, text } = entity;
    return this.say(entity.start, entity.end, { category, reject: true, every }, `“${short(text)}” is no longer a ${category}.`);
  }

  confirm(entity) {
    const { category, text } = entity;
    return this.say(entity.start, entity.end, { category }, `“${short(text)}” is confirmed as ${category}.`);
  }

  retag(entity, category, every = false) {
    const more = { category, instead_of: entity.category, every };
    return this.say(entity.start, entity.end, more, `“${short(entity.text)}” is ${category} now.`);
  }

  setValue(entity, value) {
    const more = { category: entity.category, value };
    return this.say(entity.start, entity.end, more, `“${short(entity.text)}” means ${value} now.`);
  }

  // Say what the words of some places are, each by itself; stops at the first that is not kept.
  async add(places, category, every = false) {
    let said = null;
    for (const { start, end } of places) {
      const words = short(this.page.text.slice(start, end));
      const kept = await this.say(start, end, { category, every }, `“${words}” is ${category} now.`);
      if (!kept) break;
      said = kept;
    }
    return said;
  }

  async suppress(entity) {
    const { category, text } = entity;
    const question = `“${short(text)}” will not be a ${category} in any document, including future ones. Continue?`;
    if (!window.confirm(question)) return null;
    return this.#send("POST", "/api/corrections", { category, text }, (made) => {
      const count = made.documents === 1 ? "1 document" : `${made.documents.toLocaleString("en")} documents`;
      return `“${short(text)}” is not a ${category} in any document: ${count} changed.`;
    });
  }

  async undo(id) {
    try {
      await ask("DELETE", `/api/corrections/${id}`);
      await this.page.refresh();
      notify("Undone.");
    } catch (error) {
      fail(error);
    }
  }

  // What was kept (CorrectionOutcome of the API), null where it was not.
  async #send(method, url, json, done) {
    try {
      const { data } = await ask(method, url, { json });
      await this.page.refresh();
      const words = typeof done === "function" ? done(data) : done;
      notify(words, { action: { text: "Undo", run: () => this.undo(data.id) } });
      return data;
    } catch (error) {
      if (error.status === 409) {
        const action = { text: "Load it again", run: () => location.reload() };
        notify(`Nothing was changed: ${error.message}`, { kind: "error", action });
      } else fail(error);
      return null;
    }
  }
}

// The beginning of a text on one line, cut behind a word.
export const short = (text, most = 60) => {
  const words = text.replace(/\s+/g, " ").trim();
  if (words.length <= most) return words;
  const beginning = [...words].slice(0, most - 3).join("");
  const blank = beginning.lastIndexOf(" ");
  return `${beginning.slice(0, blank > most / 2 ? blank : undefined)}…`;
};
