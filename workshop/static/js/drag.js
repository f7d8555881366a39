// Dragging notes, as a short way to what a tap can do too: onto a criterion, onto a tile, or back to the
// loose ones. If the note is one of several that are chosen, all of them go.

import { draggable } from "./dragging.js";
import { post, refusalOf } from "./post.js";
import { say, sayAway } from "./refusal.js";
import { chosen, letGo } from "./select.js";

draggable("[data-draggable]", {
  draggable: "[data-note]",
  filter: "summary, button, .note-acts",
  group: { name: "notes", put: false },
  places: "[data-drop], [data-criterion], .pane-loose",
  drop(note, place) {
    const here = note.closest("[data-drop]").dataset.drop;
    const where = place.dataset.drop ?? place.dataset.criterion ?? "";
    if (where !== here) put(note.closest("[data-sheet]"), note.dataset.note, where);
  },
});

/** The same as choosing the notes and pressing the place. */
function put(sheet, note, where) {
  const form = sheet.querySelector("form[data-sort]");
  const together = chosen(sheet);
  const notes = together.includes(note) ? together : [note];
  const fields = [...new FormData(form)].filter(([name]) => name !== "note");
  fields.push(...notes.map((id) => ["note", id]));
  if (where === "new") return act(sheet.querySelector('[data-drop="new"]').formAction, fields);
  return act(form.action, [...fields, ["criterion", where]], () => notes === together && letGo(sheet));
}

/** A drag's act, with its refusal said where the forms' are. */
export async function act(url, fields, done = () => {}) {
  try {
    const response = await post(url, fields);
    say(response.ok ? "" : (await refusalOf(response))?.message ?? "");
    if (response.ok) done();
  } catch {
    sayAway();
  }
}
