// A code is typed as it is written: its letter opens the dimension, its figures give the component. Space skips, a
// slash goes to the search, Escape begins again. Asleep in fields, with modifiers, and when switched off.

import { openDimension } from "./coding_grid.js";
import { areOff, switchOff } from "./keymap.js";

const FIELDS = "input:not([type=checkbox]), textarea, select";
const PRESSABLE = "button, a, summary, input";
let typed = "";

const buttons = () => [...document.querySelectorAll("[data-grid] [data-code]:enabled")];
const codes = (selector, name) => [...document.querySelectorAll(selector)].map(({ dataset }) => dataset[name]);
const begins = (code, words) => code.toLowerCase().startsWith(words);

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") return escape();
  if (event.defaultPrevented || event.repeat || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (areOff() || event.target.closest(FIELDS)) return;
  if (take(event)) event.preventDefault();
}, { capture: true });

/** Does what a key means here; false where it means nothing. */
function take(event) {
  if (event.key === " " && !event.target.closest(PRESSABLE)) return press(document.querySelector("[data-skip]"));
  if (event.key === "/") return Boolean(document.getElementById("find")?.focus() ?? true);
  if (event.key === "Backspace" && typed) return type(typed.slice(0, -1));
  if (event.key === "Enter" && typed) return press(exact(typed));
  const sign = signOf(event);
  if (!sign) return false;
  const next = [typed + sign, sign].find((words) => known(words));
  return next ? type(next) : false;
}

/** Figures by the place of the key, since some keyboards have them under Shift; letters by what they mean. */
function signOf({ key, code }) {
  const digit = code.match(/^(?:Digit|Numpad)([0-9])$/)?.[1];
  if (digit && (code.startsWith("Digit") || key === digit)) return digit;
  return /^[\p{L}\p{N}.-]$/u.test(key) ? key.toLowerCase() : null;
}

const known = (words) => [...codes("[data-dimension]", "dimension"), ...codes("[data-grid] [data-code]", "code")].some((code) => begins(code, words));
const exact = (words) => buttons().find(({ dataset }) => dataset.code.toLowerCase() === words);

function type(words) {
  typed = words;
  say();
  if (!words) return true;
  const panel = document.querySelector(`[data-components]:has([data-code^="${CSS.escape(words)}" i])`);
  const dimension = codes("[data-dimension]", "dimension").find((code) => code.toLowerCase() === words);
  if (dimension ?? panel) openDimension(dimension ?? panel.dataset.components);
  const longer = buttons().filter(({ dataset }) => begins(dataset.code, words));
  if (longer.length === 1 && exact(words)) press(longer[0]);
  return true;
}

function press(element) {
  if (!element) return false;
  typed = "";
  say();
  element.click();
  return true;
}

function escape() {
  typed = "";
  say();
  openDimension(null);
  if (document.activeElement?.id === "find") document.activeElement.blur();
}

function say() {
  const line = document.querySelector("[data-typed]");
  if (line) line.textContent = typed ? `${typed.toUpperCase()}…` : "";
}

function showSwitch() {
  for (const box of document.querySelectorAll("[data-hotkeys-switch]")) {
    box.checked = !areOff();
    box.closest("label").hidden = false;
  }
}

document.addEventListener("change", ({ target }) => target.matches("[data-hotkeys-switch]") && switchOff(!target.checked));
document.addEventListener("htmx:after:swap", showSwitch);
showSwitch();
