// The notes that wait to be sent, in order: one key a note, so that tabs never overwrite each other's.
// A note is {key, id, act, question, text, seat, hold, said}; `act` is the noun that it is posted to,
// `hold` tells why it is not sent by itself: "change" (refused), "step" (not now), "parked" (set aside).

import { drop, keep, kept, keys } from "./store.js";

const PREFIX = `outbox/${document.body.dataset.workshop}/`;
const told = () => document.dispatchEvent(new CustomEvent("outbox"));

/** Puts a note at the end. On the device before anything is sent. */
export function add(note) {
  const newest = keys(PREFIX).at(-1)?.slice(PREFIX.length).split("/")[0] ?? 0;
  const turn = Math.max(Date.now(), Number(newest) + 1);
  const key = `${PREFIX}${String(turn).padStart(14, "0")}/${note.id}`;
  keep(key, { ...note, key });
  told();
}

export const all = () => keys(PREFIX).map(kept).filter(Boolean);

/** The next note that may go out. */
export const next = () => all().find((note) => !note.hold);

export function change(note, changes) {
  keep(note.key, { ...note, ...changes });
  told();
}

export function remove(note) {
  drop(note.key);
  told();
}

/** Notes that waited for another step are tried again. */
export function release() {
  for (const note of all()) if (note.hold === "step") change(note, { hold: null, said: null });
}

/** Another tab of this browser changed the list. */
addEventListener("storage", (event) => {
  if (event.key === null || event.key.startsWith(PREFIX)) told();
});
