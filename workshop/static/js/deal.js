// An idea that was dealt to this device: reading it now, or passing. What becomes of it comes as a live message.

import { post, refusalOf } from "./post.js";

let busy = false;

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-reading]") || !event.submitter) return;
  event.preventDefault();
  if (busy) return;
  busy = true;
  const said = await answer(form, event.submitter.value);
  document.querySelector(".deal-line")?.replaceChildren(said);
  busy = false;
});

/** Empty where it was taken, else why it was not. */
async function answer(form, as) {
  try {
    const response = await post(form.action, [["note", form.elements.note.value], ["as", as]]);
    if (response.ok) return "";
    return (await refusalOf(response))?.message ?? form.dataset.away;
  } catch {
    return form.dataset.away;
  }
}
