// Copies of one's own sent notes: the latest wording, no text once it is gone, until the workshop closes.
// After a restore (the epoch changes) they are offered again, and with them what was taken back or erased.

import { drop, keep, kept, keys } from "./store.js";
import * as waiting from "./waiting.js";

const { dataset } = document.body;
const PREFIX = `sent/${dataset.workshop}/`;
const EPOCH = `epoch/${dataset.workshop}`;
const PRACTICE = "0";
const LONGEST = 60 * 24 * 3600 * 1000;
const keyOf = (id) => keys(PREFIX).find((key) => key.endsWith(`/${id}`));
const page = () => `${dataset.epoch} ${dataset.rooms}`;

/** The server has this note. */
export function add({ id, question, text, seat }) {
  if (question === PRACTICE || keyOf(id)) return;
  const key = `${PREFIX}${String(Date.now()).padStart(14, "0")}/${id}`;
  keep(key, { key, id, question, text, seat });
}

export function reword(id, text) {
  const copy = kept(keyOf(id));
  if (copy) keep(copy.key, { ...copy, text });
}

/** A note is gone at its author's wish; `act` is how: "withdrawal" or "erasure". */
export function forget(id, act) {
  const copy = kept(keyOf(id));
  if (copy) keep(copy.key, { key: copy.key, id, act });
  for (const note of waiting.all()) if (note.id === id) waiting.remove(note);
}

/** Offers everything again if the database is another one than before. */
export function offerAgain() {
  const before = kept(EPOCH);
  if (before === dataset.epoch) return;
  keep(EPOCH, dataset.epoch);
  if (before === null) return;
  for (const { id, act = "notes", question, text, seat } of keys(PREFIX).map(kept)) {
    if (act !== "notes" || text) waiting.add({ id, act, question, text, seat, again: true });
  }
}

/** Keeps no text that the page no longer shows as one's own, and nothing once the workshop is closed. */
export function tidy() {
  const closed = document.querySelector("#ask.ask-close");
  if (kept(EPOCH) !== dataset.epoch) return;
  for (const copy of keys(PREFIX).map(kept)) {
    const listed = document.getElementById(`own-${copy.id}`);
    if (closed) drop(copy.key);
    else if (listed && copy.seen !== page()) keep(copy.key, { ...copy, seen: page() });
    else if (!listed && copy.text && copy.seen === page()) keep(copy.key, { ...copy, text: "" });
  }
}

/** Copies of meetings that were never seen closed do not stay for ever. */
export function sweep() {
  const oldest = Date.now() - LONGEST;
  for (const key of keys("sent/")) if (Number(key.split("/")[2]) < oldest) drop(key);
}
