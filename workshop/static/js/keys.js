// The panel of keys: each act with its key, which a press changes; all of them off; back to the usual ones.
// The signs on the page follow.

import { areOff, backToUsual, change, keyOf, nameOf, switchOff } from "./keymap.js";

const SWITCH = "[data-hotkeys-switch]";
const KEYS = "[data-key-of]";
let waiting = null;

const acts = () => [...document.querySelectorAll(KEYS)].map(({ dataset }) => dataset.keyOf);
const sign = (key) => (key === "space" ? document.querySelector("[data-space]")?.dataset.space ?? "␣" : key.toUpperCase());

document.addEventListener("click", ({ target }) => {
  const button = target.closest(KEYS);
  if (button) wait(button === waiting ? null : button);
  else if (waiting) wait(null);
  if (!target.closest("[data-keys-usual]")) return;
  backToUsual();
  show();
});

document.addEventListener("change", ({ target }) => {
  if (!target.matches(SWITCH)) return;
  switchOff(!target.checked);
  show();
});

document.addEventListener("keydown", (event) => {
  if (!waiting || ["Tab", "Shift", "Control", "Alt", "Meta", "AltGraph"].includes(event.key)) return;
  const name = nameOf(event);
  event.preventDefault();
  event.stopImmediatePropagation(); // this press says which key, and does nothing else
  if (name) change(waiting.dataset.keyOf, name, acts());
  if (name || event.key === "Escape") wait(null);
}, { capture: true });

function wait(button) {
  waiting = button;
  show();
}

function show() {
  const off = areOff();
  document.body.toggleAttribute("data-keys-off", off);
  for (const box of document.querySelectorAll(SWITCH)) box.checked = !off;
  for (const panel of document.querySelectorAll("#keys")) panel.hidden = false;
  for (const key of document.querySelectorAll("[data-key]")) write(key, sign(keyOf(key.dataset.key)));
  for (const button of document.querySelectorAll(KEYS)) {
    button.setAttribute("aria-pressed", String(button === waiting));
    const now = keyOf(button.dataset.keyOf);
    write(button.querySelector("kbd"), button === waiting ? button.dataset.press : sign(now));
  }
}

function write(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

document.addEventListener("htmx:after:swap", show);
show();
