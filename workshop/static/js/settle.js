// A note that comes to a new place is seen coming: a short animation of its own, none where motion is unwelcome.

const LONGEST = 400;
const still = matchMedia("(prefers-reduced-motion: reduce)");
let before = new Set();

document.addEventListener("htmx:before:swap", () => {
  before = new Set(Array.from(document.querySelectorAll("#face .note[id]"), (note) => note.id));
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
