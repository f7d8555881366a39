// Sends what waits, in order, one note at a time, and lets go only of what the server has on disk.
// `trouble()` tells why nothing goes out: "away", "portal", "expired", or a sentence of the server's.

import * as copies from "./copies.js";
import { isReceipt, post, refusalOf } from "./post.js";
import { drop, keep, kept } from "./store.js";
import { uuid } from "./uuid.js";
import * as waiting from "./waiting.js";

const W = document.body.dataset.workshop;
const TURN = `turn/${W}`;
const TURN_LASTS = 12_000;
const TAB = uuid();
const LONGEST = 20_000;
let busy = false;
let failures = 0;
let timer = 0;
let notBefore = 0;
let why = null;

export const trouble = () => why;

/** Sends everything that may go; does nothing while it is at it. */
export async function send() {
  if (busy) return;
  clearTimeout(timer);
  if (Date.now() < notBefore) return later(notBefore - Date.now());
  busy = true;
  try {
    for (let note = waiting.next(); note; note = waiting.next()) {
      if (!takeTurn()) return later(1500);
      const { after, reason } = await offer(note);
      tell(reason ?? null);
      if (after) return later(after);
      failures = 0;
    }
  } finally {
    busy = false;
    if (kept(TURN)?.tab === TAB) drop(TURN);
  }
}

/** Only one tab sends at a time; one that was frozen loses its turn. */
function takeTurn() {
  const turn = kept(TURN);
  if (turn && turn.tab !== TAB && turn.until > Date.now()) return false;
  keep(TURN, { tab: TAB, until: Date.now() + TURN_LASTS });
  return kept(TURN)?.tab === TAB;
}

async function offer(note) {
  let response;
  try {
    response = await post(addressOf(note), fieldsOf(note));
  } catch {
    return { after: backoff(), reason: "away" };
  }
  if (isReceipt(response, note.id)) {
    settle(note);
    return {};
  }
  const refusal = await refusalOf(response);
  if (!refusal) return { after: backoff(), reason: "portal" };
  return refused(note, response, refusal);
}

function addressOf(note) {
  return note.act === "notes" ? `/w/${W}/notes` : `/w/${W}/notes/${note.id}/${note.act}`;
}

function fieldsOf({ act, id, question, text, seat }) {
  if (act === "text") return [["text", text]];
  if (act !== "notes") return [];
  return [["id", id], ["question", question], ["text", text], ...(seat ? [["seat", seat]] : [])];
}

function settle(note) {
  if (note.act === "notes") copies.add(note);
  waiting.remove(note);
  document.dispatchEvent(new CustomEvent("sent", { detail: note }));
}

/** What a refusal means for the note: to be changed, not now, gone for good, or only later. */
function refused(note, response, { code, message }) {
  if (response.status === 401) return { after: LONGEST, reason: "expired" };
  if (note.again && code === "known") waiting.change(note, { act: "text" });
  else if (note.act !== "notes" && [403, 404, 409].includes(response.status)) waiting.remove(note);
  else if (code === "step") waiting.change(note, { hold: "step", said: message });
  else if ([409, 413, 422].includes(response.status)) waiting.change(note, { hold: "change", said: message });
  else return { after: pause(response) ?? backoff(), reason: message };
  return {};
}

/** What the server asks for, and nothing makes it shorter. */
function pause(response) {
  const seconds = Number(response.headers.get("Retry-After"));
  if (!(seconds > 0)) return null;
  notBefore = Date.now() + seconds * 1000;
  return seconds * 1000 + Math.random() * 300;
}

/** Grows with each failure, and differs from device to device. */
function backoff() {
  failures += 1;
  return Math.min(LONGEST, 500 * 2 ** failures) * (0.6 + Math.random() * 0.8);
}

function later(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(send, milliseconds);
}

function tell(reason) {
  if (reason === why) return;
  why = reason;
  document.dispatchEvent(new CustomEvent("outbox"));
}
