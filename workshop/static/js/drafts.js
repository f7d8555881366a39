// Half-written words: kept on the device for each question, and never taken away by a change of step.
// While the box holds words its form stays as it is, for the question it was begun for.

import { drop, keep, kept, keys } from "./store.js";
import { refresh } from "./live.js";

const PREFIX = `draft/${document.body.dataset.workshop}/`;
const PRACTICE = "0";
const form = () => document.getElementById("write");
const box = () => document.getElementById("text");
const asked = () => document.querySelector("#ask .ask-question")?.textContent.trim();
let overtaken = false;

/** What was being written here, else for another question. */
export function restore() {
  if (!form() || box().value) return follow();
  const question = form().question.value;
  if (question !== PRACTICE) drop(PREFIX + PRACTICE);
  const draft = kept(PREFIX + question) ?? kept(keys(PREFIX).at(-1));
  if (draft) put(draft);
}

/** Puts words into the box, with the question that they are for. */
export function put({ question, text, asked: wording }) {
  form().question.value = question;
  form().dataset.asked = wording ?? "";
  box().value = text;
  box().closest("details").open = true;
  box().dispatchEvent(new Event("input", { bubbles: true }));
}

/** The words were taken over: the box is empty again, and shows what the step is now. */
export function clear() {
  drop(PREFIX + form().question.value);
  box().value = "";
  box().dispatchEvent(new Event("input", { bubbles: true }));
  renew();
}

function save() {
  const question = form().question.value;
  if (box().value.trim()) {
    form().dataset.asked ||= asked() ?? "";
    keep(PREFIX + question, { question, text: box().value, asked: form().dataset.asked });
  } else {
    drop(PREFIX + question);
  }
  follow();
}

/** Holds the form while it has words, and says which question they are for once another is asked. */
function follow() {
  const line = document.getElementById("write-for");
  if (!line) return;
  const writing = Boolean(box().value.trim());
  document.getElementById("writing").toggleAttribute("hx-morph-skip", writing);
  if (!writing && !overtaken) delete form().dataset.asked;
  const wording = form().dataset.asked;
  line.hidden = !wording || wording === asked();
  line.textContent = line.hidden ? "" : line.dataset.words.replace("{question}", wording);
}

function renew() {
  if (!overtaken || box().value.trim()) return;
  overtaken = false;
  refresh();
}

document.addEventListener("input", (event) => event.target === box() && save());
document.addEventListener("focusout", (event) => event.target === box() && renew());
document.addEventListener("htmx:before:swap", ({ detail }) => {
  const held = document.querySelector("#writing[hx-morph-skip]");
  overtaken ||= Boolean(held) && detail.tasks.some(({ target }) => target?.contains?.(held));
});
document.addEventListener("htmx:after:swap", () => form() && follow());
