// Tells readers of the screen quietly what has changed: the step in the words of its headline, and at the
// desk what was done last, in the words of the thread.

const words = (selector) => document.querySelector(selector)?.textContent.trim() ?? "";
const region = Object.assign(document.createElement("p"), { className: "hidden-words" });
region.setAttribute("role", "status");
document.body.append(region);
let done = words("#thread .thread-last");

document.addEventListener("step", () => {
  region.textContent = words("#ask :is(.ask-now, h1)") || words("#steps [aria-current]");
});
document.addEventListener("htmx:after:swap", () => {
  const now = words("#thread .thread-last");
  if (now === done) return;
  done = now;
  region.textContent = now;
});
