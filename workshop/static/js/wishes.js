// “I would like to talk about this one”: this device's own wishes, and no other's. The server says which they
// are (#own-wishes); their buttons are marked here, since the sheets are the same on every notepad.

import { refusalOf, post } from "./post.js";
import { apply } from "./view.js";

const FORMS = "form[data-wish], form[data-wish-back]";
let talked = told();
let busy = false;

function told() {
  return document.getElementById("talked")?.dataset.talked ?? "";
}

const own = () => new Set(Array.from(document.querySelectorAll("[data-own-wish]"), (line) => line.dataset.ownWish));

/** A button that was pressed says so; pressed again, it takes the wish back. */
function mark() {
  const said = own();
  for (const form of document.querySelectorAll("form[data-wish]")) {
    const button = form.querySelector("button");
    const pressed = said.has(form.dataset.wish);
    button.dataset.asked ??= button.textContent;
    if (pressed) button.setAttribute("aria-pressed", "true");
    else button.removeAttribute("aria-pressed");
    const words = pressed ? button.dataset.said : button.dataset.asked;
    if (button.textContent !== words) button.textContent = words;
  }
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches(FORMS)) return;
  event.preventDefault();
  if (busy) return;
  busy = true;
  try {
    await say(form);
  } finally {
    busy = false;
  }
});

async function say(form) {
  const fields = new FormData(form);
  if (form.querySelector("[aria-pressed=true]")) fields.set("on", "0");
  const state = document.getElementById("state");
  state.textContent = "";
  try {
    const response = await post(form.action, fields);
    if (!response.ok) throw await refusalOf(response);
    await renew();
  } catch (refusal) {
    state.textContent = refusal?.code ? refusal.message : state.dataset.notDone;
  }
}

async function renew() {
  const options = { headers: { Accept: "text/html" }, redirect: "error", cache: "no-store" };
  const response = await fetch(`/w/${document.body.dataset.workshop}/wishes`, options);
  if (response.ok) await apply(await response.text());
}

/** The facilitator has said of something that it was talked about: perhaps of what was said here. */
document.addEventListener("htmx:after:swap", () => {
  mark();
  if (told() === talked) return;
  talked = told();
  if (own().size) renew().catch(() => {}); // the next change asks again
});
mark();
