// Keys of the desk: [data-hotkey] is pressed by its key. Digits go by the place of the key (AZERTY has
// them under Shift), letters by what they mean. Asleep in fields, with modifiers, and when switched off.

import { drop, keep, kept } from "./store.js";

const OFF = "hotkeys-off";
const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const PRESSABLE = "button, a, summary, input";
const SWITCHES = "[data-hotkeys-switch]";
let byKeyboard = false;

const off = () => kept(OFF) === true;

document.addEventListener("pointerdown", () => (byKeyboard = false), { capture: true });
document.addEventListener("keydown", (event) => {
  if (event.key === "Tab" || event.key.startsWith("Arrow")) byKeyboard = true;
  if (event.defaultPrevented || event.repeat || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (off() || event.target.closest(FIELDS)) return;
  const name = nameOf(event);
  if (name === "space" && byKeyboard && event.target.closest(PRESSABLE)) return;
  const button = name && find(name);
  if (!button) return;
  event.preventDefault();
  button.click();
});

function nameOf({ key, code }) {
  if (key === " ") return "space";
  const digit = code.match(/^(?:Digit|Numpad)([1-9])$/)?.[1];
  if (digit && (code.startsWith("Digit") || key === digit)) return digit;
  return key.length === 1 ? key.toLowerCase() : null;
}

/** The button for a key: in the sheet where somebody is at work, else one in sight, else one in a drawer. */
function find(name) {
  const all = [...document.querySelectorAll(`[data-hotkey="${CSS.escape(name)}"]:enabled`)];
  const sheets = document.querySelectorAll("[data-sheet]:has(.note input:checked), [data-sheet]:focus-within");
  const at = (button) => [...sheets].includes(button.closest("[data-sheet]"));
  return all.find(at) ?? all.find((button) => button.checkVisibility()) ?? all.find((button) => button.closest(".drawer"));
}

document.addEventListener("change", ({ target }) => {
  if (!target.matches(SWITCHES)) return;
  if (target.checked) drop(OFF);
  else keep(OFF, true);
});

function show() {
  for (const box of document.querySelectorAll(SWITCHES)) {
    box.checked = !off();
    box.closest("label").hidden = false;
  }
}

document.addEventListener("htmx:after:swap", show);
show();
