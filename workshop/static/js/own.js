// One's own notes after they were sent: new words, taking back, erasing. The answer comes as a live
// patch; a refusal is said, and the words stay where they are.

import * as copies from "./copies.js";
import { isReceipt, post, refusalOf } from "./post.js";

const FORMS = "form[data-own-text], form[data-own-withdrawal], form[data-own-erasure]";
let busy = false;

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches(FORMS)) return;
  event.preventDefault();
  if (busy) return;
  busy = true;
  try {
    await change(form);
  } finally {
    busy = false;
  }
});

async function change(form) {
  const { id, act } = form.getAttribute("action").match(/notes\/(?<id>[^/]+)\/(?<act>\w+)$/).groups;
  const state = document.getElementById("state");
  state.textContent = "";
  try {
    const response = await post(form.action, new FormData(form));
    if (!isReceipt(response, id)) throw await refusalOf(response);
  } catch (refusal) {
    state.textContent = refusal?.code ? refusal.message : state.dataset.away;
    return;
  }
  if (act === "text") copies.reword(id, form.elements.text.value);
  else copies.forget(id, act);
  form.closest(".own-acts").open = false;
}
