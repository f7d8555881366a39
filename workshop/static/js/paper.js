// Ideas from paper, one after the other: Enter takes one in, and the box is free for the next at once. What is
// not stored yet is kept on this device and sent again, one at a time; its id makes that harmless.

import { post, refusalOf } from "./post.js";
import { drop, keep, kept } from "./store.js";
import { uuid } from "./uuid.js";

const AGAIN = 2000;
const form = document.querySelector("[data-paper-one]");
const list = document.getElementById("entered");
const waiting = []; // {id, text, read_out}
let sending = false;

if (form) begin();

function begin() {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = form.elements.text.value.trim();
    if (!text) return;
    enter({ id: uuid(), text, read_out: form.elements.read_out?.checked ? "1" : "" });
    form.elements.text.value = "";
  });
  list.addEventListener("submit", takeBack);
  for (const idea of kept(form.dataset.kept) ?? []) enter(idea);
  addEventListener("online", send);
}

function enter(idea) {
  const line = document.getElementById("entered-one").content.firstElementChild.cloneNode(true);
  line.dataset.entered = idea.id;
  line.querySelector(".note-text").textContent = idea.text;
  line.querySelector("[name=note]").value = idea.id;
  list.prepend(line);
  say(idea.id, form.dataset.sending);
  waiting.push(idea);
  remember();
  send();
}

async function send() {
  if (sending) return;
  sending = true;
  while (waiting.length && (await sendOne(waiting[0]))) {
    waiting.shift();
    remember();
  }
  sending = false;
  if (waiting.length) setTimeout(send, AGAIN);
}

/** Whether the idea need not be sent again: it is stored, or was refused and stands in the box for mending. */
async function sendOne(idea) {
  const fields = new FormData(form);
  for (const [name, value] of Object.entries(idea)) fields.set(name, value);
  try {
    const response = await post(form.action, fields);
    if (response.ok) {
      say(idea.id, form.dataset.taken);
      back(idea.id).hidden = false;
      return true;
    }
    const refusal = await refusalOf(response);
    if (!refusal || response.status >= 500) throw new Error("not stored");
    refuse(idea, refusal.message);
    return true;
  } catch {
    say(idea.id, form.dataset.waiting);
    return false;
  }
}

function refuse(idea, message) {
  say(idea.id, message);
  if (form.elements.text.value) return;
  form.elements.text.value = idea.text;
  form.elements.text.focus();
}

/** Taken back, the words stand in the box again, if it is free. */
async function takeBack(event) {
  const { target } = event;
  if (!target.matches("[data-paper-back]")) return;
  event.preventDefault();
  const line = target.closest("[data-entered]");
  const id = line.dataset.entered;
  try {
    const response = await post(target.action, new FormData(target));
    if (!response.ok) return say(id, (await refusalOf(response))?.message ?? form.dataset.waiting);
  } catch {
    return say(id, form.dataset.waiting);
  }
  const words = line.querySelector(".note-text").textContent;
  line.remove();
  if (!form.elements.text.value) form.elements.text.value = words;
  form.elements.text.focus();
}

const line = (id) => list.querySelector(`[data-entered="${CSS.escape(id)}"]`);
const back = (id) => line(id).querySelector("form");

function say(id, words) {
  line(id).querySelector(".entered-state").textContent = words;
}

function remember() {
  if (waiting.length) keep(form.dataset.kept, waiting);
  else drop(form.dataset.kept);
}
