// Dragging notes, as a short way to what a tap can do too: onto a criterion, onto a tile, or back to the
// loose ones. If the note is one of several that are chosen, all of them go.

import { draggable } from "./dragging.js";
import { own, seenIn } from "./hand.js";
import { post, refusalOf } from "./post.js";
import { say, sayAway } from "./refusal.js";
import { letGo } from "./select.js";

const BOX = "input[name=note]";

draggable("[data-draggable]", {
  draggable: "[data-note]",
  filter: "summary, button",
  group: { name: "notes", put: false },
  places: "[data-drop], [data-criterion], .pane-loose, .hand-card",
  load: (note) => together(note).flatMap(([ids]) => ids.split(" ")).length,
  drop(note, place) {
    if (place.matches(".hand-card")) return takeInHand(note);
    const where = place.dataset.drop ?? place.dataset.criterion ?? "";
    const here = note.closest("[data-drop]")?.dataset.drop ?? "";
    if (where !== here) put(note, where);
  },
});

/** What goes along with a dragged note, as [ids, where they were seen]. */
function together(note) {
  if (note.dataset.hand) return [[note.dataset.hand, ""]];
  const own = note.querySelector(BOX);
  const ticked = [...note.closest("[data-sheet]").querySelectorAll(`[data-selectable] ${BOX}:checked`)];
  return (ticked.includes(own) ? ticked : [own]).map((box) => [box.value, seenIn(box)]);
}

/** The same as choosing the notes and pressing the place. */
function put(note, where) {
  const sheet = note.closest("[data-sheet]");
  const form = sheet.querySelector("form[data-sort]");
  const chosen = note.querySelector(BOX)?.checked;
  const fields = [...new FormData(form)].filter(([name]) => name !== "note" && name !== "with");
  for (const [ids, was] of together(note)) fields.push(["note", ids], ["was", was]);
  const over = note.dataset.hand || "inHand" in note.dataset ? own() : () => {};
  const done = () => chosen && letGo(sheet);
  if (where === "new") return act(sheet.querySelector('[data-drop="new"]').formAction, fields, done).finally(over);
  return act(form.action, [...fields, ["criterion", where]], done).finally(over);
}

/** Onto the note in hand: this one is to come first. Only a loose one can. */
function takeInHand(note) {
  if (note.dataset.hand || seenIn(note)) return;
  const form = document.querySelector("#hand .hand-card form");
  const over = own();
  act(form.action.replace(/[^/]+\/showing$/, `${note.dataset.note}/showing`), [["as", "hand"]]).finally(over);
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
