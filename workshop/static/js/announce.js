// Tells readers of the screen quietly what was done last, in the words of the thread.

const words = () => document.querySelector("#thread .thread-last")?.textContent.trim() ?? "";
const region = Object.assign(document.createElement("p"), { className: "hidden-words", role: "status" });
document.body.append(region);
let before = words();

document.addEventListener("htmx:after:swap", () => {
  const now = words();
  if (now === before) return;
  before = now;
  region.textContent = now;
});
