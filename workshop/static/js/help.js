// Proposing where the note in hand belongs: a tap is sent once, and stays marked on this device until the next note.

import { post, refusalOf } from "./post.js";

const FORM = "form[data-proposals]";
const mine = { note: "", places: new Set() };
const form = () => document.querySelector(FORM);

document.addEventListener("submit", async (event) => {
  const asked = event.target;
  if (!asked.matches(FORM) || !event.submitter) return;
  event.preventDefault();
  const note = asked.elements.note.value;
  const place = event.submitter.value;
  show();
  if (mine.places.has(place)) return;
  mine.places.add(place);
  const said = await propose(asked, note, place);
  if (said && note === mine.note) mine.places.delete(place);
  document.querySelector(".help-line")?.replaceChildren(said);
  show();
});

/** Empty where it was taken, else why it was not. */
async function propose(asked, note, place) {
  try {
    const response = await post(asked.action, [["note", note], ["criterion", place]]);
    if (response.ok) return "";
    return (await refusalOf(response))?.message ?? asked.dataset.away;
  } catch {
    return asked.dataset.away;
  }
}

function show() {
  if (!form()) return;
  const note = form().elements.note.value;
  if (note !== mine.note) Object.assign(mine, { note, places: new Set() });
  for (const button of form().querySelectorAll("button[name=criterion]")) {
    const proposed = mine.places.has(button.value);
    if (proposed) button.dataset.mine = form().dataset.said;
    else delete button.dataset.mine;
    button.setAttribute("aria-pressed", proposed);
  }
}

document.addEventListener("htmx:after:swap", show);
show();
