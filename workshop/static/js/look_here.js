// Look here, at the desk: of the chosen notes the first one becomes large on all devices; it stays chosen.

import { act } from "./drag.js";
import { chosen } from "./select.js";

document.addEventListener("submit", (event) => {
  const at = event.target.dataset.lookHere;
  if (!at) return;
  event.preventDefault();
  const [note] = chosen(event.target.closest("[data-sheet]"));
  event.target.closest(".drawer").open = false;
  if (note) act(at, [["note", note]]);
});
