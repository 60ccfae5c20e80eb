// Saves what was changed a moment after it was, one request at a time, and never over what
// somebody else saved meanwhile.
import { ask } from "./api.js";

const WAIT_MS = 700;
const AGAIN_MS = 5000; // after a failure
const KEEPALIVE_CHARACTERS = 30_000; // browsers end sending 64 kB of it after a page is left

const isShort = (json) => JSON.stringify(json).length < KEEPALIVE_CHARACTERS;

export class Saver {
  // `body()` is what to save; `tell(state, problem)` shows how it stands; `onConflict(current)`
  // decides between two people, and calls `settle`; `onSaved(data)` hears what is there now.
  constructor({ url, revision, body, tell, onConflict, onSaved }) {
    Object.assign(this, { url, revision, body, tell, onConflict, onSaved });
    this.changes = 0;
    this.saved = 0;
    this.timer = 0;
    this.running = null;
    this.theirs = null; // what somebody else saved meanwhile: nothing is until a person decides
  }

  get isDirty() {
    return this.saved < this.changes;
  }

  changed() {
    this.changes += 1;
    this.tell("changed");
    this.#later(WAIT_MS);
  }

  get isTorn() {
    return this.theirs !== null;
  }

  // Save now; gives whether all is saved.
  async flush() {
    clearTimeout(this.timer);
    if (this.isTorn) this.onConflict(this.theirs);
    while (this.isDirty && !this.isTorn) {
      this.running ??= this.#save().finally(() => (this.running = null));
      if (!(await this.running)) return false;
    }
    return !this.isDirty;
  }

  async #save() {
    const number = this.changes;
    this.tell("saving");
    try {
      const json = this.body();
      const etag = `"${this.revision}"`;
      const answer = await ask("PUT", this.url, { json, etag, keepalive: isShort(json) });
      this.revision = answer.etag.replaceAll('"', "");
      this.saved = number;
      this.onSaved(answer.data);
      this.tell(this.isDirty ? "changed" : "saved");
      return true;
    } catch (error) {
      if (error.status === 412) {
        this.theirs = error.body.current;
        this.tell("torn", error);
        this.onConflict(this.theirs);
      } else {
        this.tell("failed", error);
        if (error.status === 0 || error.status >= 500) this.#later(AGAIN_MS);
      }
      return false;
    }
  }

  // Go on from what somebody else saved; `isChanged`: there is something to save beyond it.
  settle(revision, isChanged) {
    this.revision = revision;
    this.theirs = null;
    this.saved = this.changes;
    if (isChanged) this.changed();
    else this.tell("saved");
  }

  // The page is being left. Gives whether something might be lost by it.
  leave() {
    if (!this.isDirty) return false;
    const isLate = this.running !== null || this.isTorn || !isShort(this.body());
    this.flush();
    return isLate;
  }

  #later(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), milliseconds);
  }
}
