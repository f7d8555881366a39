// Look here, on the screen: another thing to look at begins at its beginning.

import { showPart } from "./flows.js";

const thing = () => document.querySelector("[data-look]");
let before = thing()?.dataset.look;

document.addEventListener("htmx:after:swap", () => {
  const now = thing()?.dataset.look;
  if (now && now !== before) showPart(thing(), 0);
  before = now;
});
