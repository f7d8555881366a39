// A sheet that is longer than the picture: a line says that there is more below, and keys turn the page, as a
// presenter's clicker sends them. A page begins with what the one before had cut off. Another step begins at its top.

const FORWARD = new Set(["PageDown", "ArrowDown", "ArrowRight", " ", "Enter"]);
const BACK = new Set(["PageUp", "ArrowUp", "ArrowLeft"]);
const THINGS = "#face :is(.sheet-head h2, .criterion-head, .note)";
const LEAST = 0.3; // of the picture's height; a single note can be taller than the picture
const SLACK = 4;
const GAP = 16;
const line = document.getElementById("below");
const step = () => document.querySelector("#face > .screen-step, #curtain")?.className;
const turned = []; // where the pages before this one began
let before = step();

/** The first things that the lower edge hides or cuts. */
function cut() {
  const edge = innerHeight - (line.hidden ? 0 : line.offsetHeight);
  return [...document.querySelectorAll(THINGS)].filter((thing) => thing.checkVisibility() && thing.getBoundingClientRect().bottom > edge + SLACK);
}

function forward() {
  const top = (thing) => thing.getBoundingClientRect().top;
  const [first] = cut().sort((one, other) => top(one) - top(other));
  if (!first) return;
  const above = first.matches(".note") ? nameHeight() : GAP;
  turned.push(scrollY);
  scrollBy(0, Math.min(innerHeight, Math.max(top(first) - above, innerHeight * LEAST)));
}

const back = () => scrollTo(0, turned.pop() ?? scrollY - innerHeight * (1 - LEAST));

/** A criterion's name stays at the upper edge, above its notes. */
const nameHeight = () => Math.max(0, ...Array.from(document.querySelectorAll("#face .criterion-head"), (head) => head.offsetHeight));

function turnToTop() {
  turned.length = 0;
  scrollTo(0, 0);
}

function tell() {
  const hidden = scrollY + innerHeight >= document.documentElement.scrollHeight - SLACK ? [] : cut();
  line.hidden = hidden.length === 0;
  if (!line.hidden) line.textContent = hidden[0].closest(".screen-earlier") ? line.dataset.earlier : line.dataset.more;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (FORWARD.has(event.key)) forward();
  else if (BACK.has(event.key)) back();
  else return;
  event.preventDefault();
});
document.addEventListener("htmx:after:swap", () => {
  const now = step();
  if (now !== before) turnToTop();
  before = now;
  tell();
});
addEventListener("scroll", tell, { passive: true });
addEventListener("resize", tell);
document.fonts?.ready.then(tell);
tell();
