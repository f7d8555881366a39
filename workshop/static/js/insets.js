// What lies over a notepad for a while: an idea to be read aloud, what the group looks at, a question to the room.
// All of the page where nobody is writing, else one line at its edge that a tap opens; nothing that is being
// written is covered, and taps rest for a moment when something has come.

const ORDER = ["deal", "look", "help"]; // the first of them lies on top
const region = Object.assign(document.createElement("p"), { className: "hidden-words" });
region.setAttribute("role", "status");
document.body.append(region);
const known = new Map(); // what each of them held when it was looked at last
const away = new Set(); // those that somebody has put away; they stay away until they end
let large = "";

const frame = () => document.getElementById("insets");
const held = (id) => document.querySelector(`#${id} > [data-inset]`);
const box = () => document.getElementById("text");
const isWriting = () => document.activeElement?.matches("#face :is(textarea, input)") || Boolean(box()?.value.trim());

/** Follows what the server put there. */
function follow() {
  for (const id of ORDER) {
    const now = held(id)?.dataset.inset ?? "";
    if (now === (known.get(id) ?? "")) continue;
    known.set(id, now);
    if (now) come(id);
    else leave(id);
  }
  place();
}

function come(id) {
  region.textContent = `${document.querySelector(`#${id} .inset-title`).textContent} ${document.querySelector(`#${id} .inset-said`).textContent}`;
  document.dispatchEvent(new CustomEvent("appeared"));
  if (away.has(id) || isWriting()) return;
  if (!large || ORDER.indexOf(id) <= ORDER.indexOf(large)) large = id;
}

function leave(id) {
  away.delete(id);
  if (large === id) large = ORDER.find((other) => held(other) && !away.has(other) && !isWriting()) ?? "";
}

/** What was lying on top lies there again after the page was fetched anew; the line never covers the field. */
function place() {
  if (!frame()) return;
  if (large && !held(large)) large = "";
  frame().dataset.large = large;
  const field = document.activeElement?.closest("#face :is(textarea, input)");
  const height = frame().offsetHeight;
  frame().dataset.edge = !large && field && field.getBoundingClientRect().top < height ? "end" : "start";
}

function open(id) {
  large = id;
  away.delete(id);
  place();
  held(id).focus();
}

function putAway() {
  const id = large;
  large = "";
  away.add(id);
  place();
  document.querySelector(`#${id} [data-inset-open]`)?.focus();
}

document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-inset-open]")) open(target.closest(".inset").id);
  else if (target.closest("[data-inset-away]")) putAway();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.querySelector(`#${large || "insets"} [data-inset-away]`) && large) putAway();
});
document.addEventListener("htmx:after:swap", follow);

/** Starts once half-written words are back in the box. */
export const start = follow;
