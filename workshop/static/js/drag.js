// Dragging as a short way to what a tap can do too: a note onto a criterion, onto a tile, or back to the
// loose ones; if it is one of several chosen notes, all go. Nothing moves on the page until the live patch
// does it, and no patch is applied while somebody drags.

import { post, refusalOf } from "./post.js";
import { say, sayAway } from "./refusal.js";
import { chosen, letGo } from "./select.js";

const PLACES = "[data-drop], [data-criterion], .pane-loose";
const lists = new Set();
let target = null;

const OPTIONS = {
  draggable: "[data-note]",
  filter: "summary, button, .note-acts",
  preventOnFilter: false,
  sort: false,
  group: { name: "notes", put: false },
  forceFallback: true,
  delayOnTouchOnly: true,
  delay: 150,
  touchStartThreshold: 6,
  fallbackTolerance: 4,
  animation: 0,
  onStart: begin,
  onEnd: end,
};

function attach() {
  for (const sortable of lists) {
    if (sortable.el.isConnected) continue;
    sortable.destroy();
    lists.delete(sortable);
  }
  for (const list of document.querySelectorAll("[data-draggable]")) {
    if (!Sortable.get(list)) lists.add(Sortable.create(list, OPTIONS));
  }
}

function begin() {
  document.body.dataset.dragging = "note";
  document.addEventListener("pointermove", follow);
}

/** Marks the place under the pointer; only places of the note's own sheet take it. */
function follow({ clientX, clientY }) {
  const place = document.elementFromPoint(clientX, clientY)?.closest(PLACES) ?? null;
  if (place === target) return;
  target?.classList.remove("drop-here");
  target = place;
  target?.classList.add("drop-here");
}

async function end({ item, from, originalEvent }) {
  document.removeEventListener("pointermove", follow);
  if (originalEvent && "clientX" in originalEvent) follow(originalEvent);
  const place = target;
  target?.classList.remove("drop-here");
  target = null;
  spendClick();
  const sheet = from.closest("[data-sheet]");
  const here = from.dataset.drop;
  const where = place && sheet.contains(place) ? (place.dataset.drop ?? place.dataset.criterion ?? "") : here;
  delete document.body.dataset.dragging;
  document.dispatchEvent(new CustomEvent("dropped"));
  if (where !== here) await drop(sheet, item.dataset.note, where);
}

async function drop(sheet, note, where) {
  const form = sheet.querySelector("form[data-sort]");
  const together = chosen(sheet);
  const notes = together.includes(note) ? together : [note];
  const fields = [...new FormData(form)].filter(([name]) => name !== "note");
  fields.push(...notes.map((id) => ["note", id]));
  if (where !== "new") fields.push(["criterion", where]);
  const url = where === "new" ? sheet.querySelector('[data-drop="new"]').formAction : form.action;
  try {
    const response = await post(url, fields);
    say(response.ok ? "" : (await refusalOf(response))?.message ?? "");
    if (response.ok && notes === together) letGo(sheet);
  } catch {
    sayAway();
  }
}

/**
 * SortableJS swallows the click that a browser makes of the end of a drag. Where none is made, as by
 * touch, it would swallow the next real one: it gets one of ours instead, which nobody else hears.
 */
function spendClick() {
  setTimeout(() => document.documentElement.dispatchEvent(new MouseEvent("click")));
}

document.addEventListener("htmx:after:swap", attach);
attach();
