// The box and the list of what is not sent yet. Every Send is kept on the device first, then sent;
// the person reads an honest state, whose words stand in the page.

import * as copies from "./copies.js";
import * as drafts from "./drafts.js";
import { send, trouble } from "./sending.js";
import { isFull } from "./store.js";
import { uuid } from "./uuid.js";
import * as waiting from "./waiting.js";

const state = () => document.getElementById("state");
const list = () => document.getElementById("outbox");
const UNSEEN = ["received", "late"];
let received = null; // the note that the server took last, until somebody sees it
let linked = true;
let said = "";

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-outbox]")) return;
  event.preventDefault();
  const { question, text, seat } = event.target.elements;
  if (!text.value.trim()) return text.focus();
  waiting.add({ id: uuid(), act: "notes", question: question.value, text: text.value, seat: seat?.value });
  received = null;
  drafts.clear();
  send();
});

/** A note that was refused goes back into the box; words that stand there are parked meanwhile. */
function takeBack(note) {
  const { question, text } = document.getElementById("write").elements;
  const words = text.value;
  waiting.remove(note);
  if (words.trim()) {
    waiting.add({ id: uuid(), act: "notes", question: question.value, text: words, hold: "parked" });
    drafts.clear();
  }
  drafts.put(note);
  text.focus();
}

function show() {
  const notes = waiting.all();
  const refused = notes.find((note) => note.hold === "change" && !note.again);
  if (refused && !document.getElementById("text").value.trim()) {
    received = null;
    drafts.put(refused);
    waiting.remove(refused); // calls this function again
    return tellChange(refused);
  }
  showList(notes.filter((note) => note.act === "notes" && !document.getElementById(`own-${note.id}`)));
  say(stateOf(notes), trouble() === "expired" && "/");
}

/** Said as others would say it, so that it stays. */
function tellChange({ said: why }) {
  state().textContent = `${state().dataset.change} ${why}`;
}

/** The list may stand in the middle of a morph: it is ours, and left alone. */
function showList(notes) {
  list().replaceChildren(...notes.map(entry));
  list().hidden = notes.length === 0;
}

function entry(note) {
  const item = document.getElementById("outbox-note").content.firstElementChild.cloneNode(true);
  item.dataset.waiting = note.id;
  item.querySelector(".note-text").textContent = note.text;
  const words = item.querySelector(".own-state");
  if (note.hold === "change") words.textContent = `${state().dataset.change} ${note.said}`;
  else if (note.hold === "step") words.textContent = note.said;
  else if (note.hold === "parked") words.textContent = "";
  else if (trouble()) words.textContent = state().dataset.kept;
  const button = item.querySelector("[data-outbox-change]");
  button.hidden = !["change", "parked"].includes(note.hold);
  button.addEventListener("click", () => takeBack(note));
  return item;
}

/** The one sentence for all of it. */
function stateOf(notes) {
  const { dataset } = state();
  const going = notes.some((note) => !note.hold);
  if (going && trouble()) return dataset[trouble()] ?? trouble();
  if (!linked) return dataset.away;
  if (isFull()) return dataset.full;
  if (going) return dataset.kept;
  if (notes.some((note) => note.hold === "step") && document.querySelector("#ask.ask-close")) return dataset.closed;
  return isUnseen() ? dataset.received : "";
}

/** Whether what was taken last is still for nobody to see; not so once it was shown, or taken back. */
function isUnseen() {
  if (!received) return false;
  const own = document.getElementById(`own-${received.id}`);
  if (own) received.listed = true;
  return own ? UNSEEN.includes(own.dataset.state) : !received.listed;
}

/** What others said there stays until there is something to say. */
function say(words, link) {
  const line = state();
  if (words === line.textContent || (!words && line.textContent !== said)) return;
  said = words;
  line.replaceChildren(link ? Object.assign(document.createElement("a"), { href: link, textContent: words }) : words);
}

/** Starts the face's outbox: what was kept before this page was opened goes out now. */
export function start() {
  if (!list()) return;
  for (const part of [state(), list()]) part.setAttribute("hx-morph-skip", "");
  copies.sweep();
  drafts.restore();
  again();
  show();
}

function again() {
  copies.offerAgain();
  copies.tidy();
  waiting.release();
  send();
}

document.addEventListener("outbox", () => list() && show());
document.addEventListener("sent", ({ detail: { id, act } }) => {
  if (act === "notes") received = { id };
});
document.addEventListener("htmx:after:swap", () => {
  copies.tidy();
  if (list()) show();
});
document.addEventListener("step", () => {
  received = null;
  again();
  show();
});
document.addEventListener("epoch", again);
document.addEventListener("link", ({ detail }) => {
  if (detail.up) again();
});
document.addEventListener("link:shown", ({ detail }) => {
  linked = detail.up;
  if (list()) show();
});
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && send());
addEventListener("online", send);
addEventListener("pageshow", send);
addEventListener("beforeunload", (event) => {
  if (isFull() && waiting.next()) event.preventDefault();
});
