// The note in hand. A place that is pressed while nothing is chosen takes the note on which the keyboard
// stands, else the one that is to be read next; a note that was just shown is chosen, so that it can be
// placed at once.

import { choose, chosen } from "./select.js";

const WAY_BACK = 500;
let shown = null; // shown here, not yet come back as a loose note
let offered = null; // chosen by us, not by a person

document.addEventListener("htmx:config:request", (event) => {
  const { form, body } = event.detail.ctx.request;
  if (!form?.matches("[data-sort]") || body.has("note")) return;
  const note = inHand(form.closest("[data-sheet]"));
  if (!note) return;
  if (note.dataset.going) return event.preventDefault(); // a second key, before the first one's patch
  body.append("note", note.dataset.note ?? note.dataset.hand);
  note.dataset.going = "";
});

function inHand(sheet) {
  const focused = document.activeElement.closest("[data-selectable]");
  return sheet.contains(focused) ? focused : sheet.querySelector("[data-hand]");
}

/** Whatever came of it: soon the note can be taken again. */
document.addEventListener("htmx:finally:request", () => {
  setTimeout(() => document.querySelectorAll("[data-going]").forEach((note) => delete note.dataset.going), WAY_BACK);
});

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  const { form, submitter, action } = ctx.request;
  if (!form?.matches("#next form") || ctx.response.status >= 400) return;
  const [alone, ...more] = chosen();
  if (alone === offered && !more.length) release();
  shown = submitter?.value === "shown" ? action.split("/").at(-2) : null;
  offer();
});

document.addEventListener("htmx:after:swap", offer);

function offer() {
  const box = shown && document.querySelector(`#loose-${CSS.escape(shown)} input[name=note]`);
  if (!box) return;
  if (!chosen().length) choose(box);
  offered = shown;
  shown = null;
}

function release() {
  const box = document.querySelector(`[data-note="${CSS.escape(offered)}"] input[name=note]`);
  if (box) choose(box, false);
}
