// Keys of the desk: what bears [data-hotkey] is pressed by its key. With Shift a digit places and keeps. Asleep in
// fields, with other modifiers, while keys are being changed, and when switched off.

import { actOf, areOff, nameOf } from "./keymap.js";

const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const PRESSABLE = "button, a, summary, input";
let byPointer = false; // where the focus is from

document.addEventListener("pointerdown", () => (byPointer = true), { capture: true });
document.addEventListener("keydown", (event) => {
  if (event.key === "Tab" || event.key.startsWith("Arrow")) byPointer = false;
  if (event.defaultPrevented || event.repeat || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (areOff() || event.target.closest(FIELDS) || document.querySelector(":popover-open")) return;
  const name = nameOf(event);
  if (name === "space" && !byPointer && event.target.closest(PRESSABLE)) return;
  const pressed = name && find(name);
  if (!pressed) return;
  event.preventDefault();
  pressed.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey: event.shiftKey && /^[1-9]$/.test(name) }));
});

/** What a key presses: in the sheet where somebody is at work, else what is in sight, else what is in a drawer. */
function find(key) {
  const known = [...document.querySelectorAll("[data-hotkey]:enabled, summary[data-hotkey]")];
  const act = actOf(key, [...new Set(known.map((each) => each.dataset.hotkey))]);
  const all = known.filter((each) => each.dataset.hotkey === act);
  const sheets = [...document.querySelectorAll("[data-sheet][data-chosen], [data-sheet]:focus-within")];
  const atWork = (each) => sheets.includes(each.closest("[data-sheet]")) && each.checkVisibility();
  return all.find(atWork) ?? all.find((each) => each.checkVisibility()) ?? all.find((each) => each.closest(".drawer > .panel"));
}
