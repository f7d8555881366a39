// What else can be done with the chosen notes: [data-chosen-acts] sends its button for each of them, one after the other.

import { act } from "./drag.js";
import { own } from "./hand.js";
import { chosen, letGo } from "./select.js";

document.addEventListener("submit", async (event) => {
  const at = event.target.dataset.chosenActs;
  if (!at) return;
  event.preventDefault();
  const { name, value } = event.submitter;
  const sheet = event.target.closest("[data-sheet]");
  const ids = value === "hand" ? chosen(sheet).slice(0, 1) : chosen(sheet); // one hand holds one idea
  event.target.closest(".drawer").open = false;
  const over = own();
  for (const id of ids) await act(`${at}/${id}/${name === "as" ? "showing" : "erasure"}`, [[name, value]], () => letGo(sheet));
  over();
});
