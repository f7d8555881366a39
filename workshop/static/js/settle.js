// A note that comes to a new place is seen coming: a short animation of its own, none where motion is unwelcome.

const LONGEST = 400;
const still = matchMedia("(prefers-reduced-motion: reduce)");
let before = new Set();

/** Only what the swap brings is looked up: a sheet can have hundreds of notes. */
document.addEventListener("htmx:before:swap", ({ detail }) => {
  const brought = (detail.tasks ?? []).flatMap(({ fragment }) => [...(fragment?.querySelectorAll?.(".note[id]") ?? [])]);
  before = new Set(brought.map(({ id }) => id).filter((id) => document.getElementById(id)));
});

document.addEventListener("htmx:after:settle", ({ detail }) => {
  if (still.matches || !["afterbegin", "afterend"].includes(detail.task.swapSpec.style)) return;
  for (const note of detail.newContent) {
    if (note.matches?.(".note") && !before.has(note.id)) come(note);
  }
});

function come(note) {
  note.classList.add("note-new");
  setTimeout(() => note.classList.remove("note-new"), LONGEST);
}
