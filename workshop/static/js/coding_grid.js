// The grid in two taps: a dimension opens its components, one at a time; words in the search show every component
// that has them, whatever its dimension. Accents and case don't matter.

const PANELS = "[data-components]";
let open = null;
let opened = 0;

const field = () => document.getElementById("find");
const plain = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

/** Opens one dimension, or none; the search is over. */
export function openDimension(code) {
  open = code;
  opened += 1;
  if (field()) field().value = "";
  show();
}

/** How often a dimension was opened or closed so far. */
export const openedSoFar = () => opened;

/** Another thing is in hand: what the server has opened is open, unless somebody has chosen since. */
export function begin(since = opened) {
  if (since === opened) open = document.querySelector(`${PANELS}[data-open]`)?.dataset.components ?? null;
  show();
}

function show() {
  const words = plain(field()?.value ?? "");
  let hits = 0;
  for (const panel of document.querySelectorAll(PANELS)) {
    const buttons = [...panel.querySelectorAll("[data-find]")];
    for (const button of buttons) button.hidden = Boolean(words) && !button.dataset.find.includes(words);
    const found = words ? buttons.filter((button) => !button.hidden).length : 0;
    panel.toggleAttribute("data-open", words ? found > 0 : panel.dataset.components === open);
    hits += found;
  }
  for (const button of document.querySelectorAll("[data-dimension]")) {
    button.setAttribute("aria-expanded", String(!words && button.dataset.dimension === open));
  }
  say(words ? hits : null);
}

function say(hits) {
  const line = document.getElementById("found");
  if (!line) return;
  const words = { 0: line.dataset.none, 1: line.dataset.one }[hits] ?? line.dataset.many.replace("{number}", hits);
  line.textContent = hits === null ? "" : words;
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-dimension]");
  if (!button) return;
  openDimension(button.dataset.dimension === open && !field().value ? null : button.dataset.dimension);
  document.querySelector(`${PANELS}[data-open]`)?.scrollIntoView({ block: "nearest" });
});
document.addEventListener("input", ({ target }) => target === field() && show());
document.addEventListener("submit", (event) => event.target.id === "coding-find" && event.preventDefault());
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target !== field()) return;
  const hits = [...document.querySelectorAll(`${PANELS}[data-open] [data-find]:not([hidden])`)];
  if (plain(field().value) && hits.length) hits[0].focus();
});
begin();
