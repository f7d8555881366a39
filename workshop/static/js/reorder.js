// Dragging a criterion by its name onto another one. It could mean two things, so a small question asks at the place:
// move before it, merge into it, or leave it. The same as the buttons in its panel.

import { seen } from "./live.js";
import { act } from "./drag.js";
import { draggable } from "./dragging.js";

const chooser = () => document.getElementById("chooser");
let asked = null;

draggable(".desk .criteria", {
  draggable: "[data-criterion]",
  handle: ".criterion-line",
  group: { name: "criteria", put: false },
  places: "[data-criterion], .tile[name=criterion]",
  drop(criterion, place, point) {
    // after this event: a release beside an open question puts it away
    const [moved, onto] = [criterion.dataset.criterion, place.dataset.criterion ?? place.value];
    if (moved !== onto) setTimeout(ask, 0, moved, onto, point);
  },
});

function ask(moved, onto, point) {
  const box = chooser();
  asked = { moved, onto };
  box.querySelector("p").textContent = box.dataset.said.replace("{first}", () => nameOf(moved)).replace("{second}", () => nameOf(onto));
  box.showPopover();
  const { offsetWidth, offsetHeight } = box;
  box.style.margin = "0";
  box.style.left = `${Math.max(8, Math.min(point.clientX - offsetWidth / 2, innerWidth - offsetWidth - 8))}px`;
  box.style.top = `${Math.max(8, Math.min(point.clientY - 24, innerHeight - offsetHeight - 8))}px`;
  box.querySelector("button").focus();
}

document.addEventListener("toggle", ({ target, newState }) => {
  if (target.id === "chooser" && newState === "closed") target.querySelector("p").textContent = "";
}, { capture: true });

const nameOf = (id) => document.getElementById(`c-${id}-name`)?.textContent.trim() ?? "";

document.addEventListener("click", ({ target }) => {
  const choice = target.closest("#chooser button")?.dataset.choice;
  if (!choice) return;
  chooser().hidePopover();
  const at = document.querySelector(`#c-${CSS.escape(asked.moved)} form[action$='/order']`)?.action.replace(/order$/, "");
  if (!at || choice === "leave") return;
  if (choice === "merge") act(`${at}merger`, [["into", asked.onto], ["seen", seen()]]);
  else act(`${at}order`, [["before", asked.onto]]);
});
