// All places as one list of choices: a radio group that asks where the note in hand belongs. It is filled from the
// tiles and presses them, so both do the same. After each note it asks for the next one.

const SHORT = 90;
const MANY = 12;
const PANEL = "[data-places]";

const words = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? "";
const short = (text) => (text.length > SHORT ? `${text.slice(0, SHORT - 1)}…` : text);

document.addEventListener("toggle", ({ target }) => {
  if (!target.matches?.(`${PANEL}[open]`)) return;
  fill(target);
  again(target);
}, { capture: true });

document.addEventListener("submit", (event) => {
  const panel = event.target.closest(PANEL);
  if (!panel) return;
  event.preventDefault();
  const chosen = panel.querySelector("[type=radio]:checked");
  const place = chosen && document.getElementById(chosen.value);
  if (!place) return again(panel);
  panel.dataset.placed = "";
  place.click();
});

document.addEventListener("input", ({ target }) => {
  const panel = target.closest(PANEL);
  if (panel && target.type === "search") sieve(panel, target.value);
});

document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-selectable] input[name=note]")) refresh();
});
document.addEventListener("htmx:after:swap", refresh);

function refresh() {
  for (const panel of document.querySelectorAll(PANEL)) {
    panel.hidden = false;
    if (panel.open) fill(panel);
  }
}

/** The choices as the tiles are now. Once a note was placed nothing is chosen, and the focus is back at the first. */
function fill(panel) {
  const sheet = panel.closest("[data-sheet]");
  const before = panel.dataset.asks ?? "";
  const asks = question(panel, sheet);
  const list = panel.querySelector(".places-list");
  const kept = panel.querySelector("[type=radio]:checked")?.value;
  const at = list.contains(document.activeElement) && document.activeElement.value;
  list.replaceChildren(...choices(sheet, list));
  const filter = panel.querySelector("[type=search]");
  filter.closest("p").hidden = list.children.length - 2 <= MANY;
  sieve(panel, filter.value);
  panel.dataset.asks = asks;
  if (asks !== before && before && "placed" in panel.dataset) return again(panel);
  const same = (value) => list.querySelector(`[value="${CSS.escape(value || "none")}"]`);
  if (asks === before && same(kept)) same(kept).checked = true;
  if (at !== false) same(at)?.focus();
}

function again(panel) {
  delete panel.dataset.placed;
  for (const radio of panel.querySelectorAll("[type=radio]")) radio.checked = false;
  panel.querySelector("label:not([hidden]) [type=radio]")?.focus();
}

function question(panel, sheet) {
  const legend = panel.querySelector("legend");
  const count = sheet.querySelectorAll("[data-selectable] input[name=note]:checked").length;
  const hand = sheet.querySelector("[data-hand] .note-text");
  const one = count === 1 ? sheet.querySelector("[data-selectable]:has(:checked) .note-text") : hand;
  const { dataset } = legend;
  if (count > 1) legend.textContent = dataset.many.replace("{number}", count);
  else legend.textContent = one ? dataset.one.replace("{words}", () => short(words(one))) : dataset.none;
  return `${sheet.querySelector("[data-hand]")?.dataset.hand ?? ""} ${count}`;
}

function choices(sheet, list) {
  const tiles = [...sheet.querySelectorAll(".tile:not(.tile-new)")];
  const found = tiles.map((tile) => choice(tile.id, words(tile.querySelector(".criterion-name")), counted(tile, list)));
  found.push(choice(sheet.querySelector(".tile-new").id, list.dataset.new));
  const later = sheet.querySelector("#hand [data-later]");
  if (later) found.push(choice((later.id ||= "hand-later"), list.dataset.later));
  return found;
}

function counted(tile, { dataset }) {
  const count = words(tile.querySelector(".count"));
  return count === "1" ? dataset.countOne : dataset.countMany.replace("{number}", count);
}

function choice(value, name, count = "") {
  const label = Object.assign(document.createElement("label"), { className: "choice" });
  const radio = Object.assign(document.createElement("input"), { type: "radio", name: "place", value });
  const said = Object.assign(document.createElement("bdi"), { textContent: name });
  const number = Object.assign(document.createElement("span"), { className: "quiet", textContent: count });
  label.append(radio, " ", said, ...(count ? [" ", number] : []));
  return label;
}

function sieve(panel, asked) {
  const wanted = asked.trim().toLocaleLowerCase();
  for (const label of panel.querySelectorAll(".places-list label")) {
    label.hidden = !label.querySelector("bdi").textContent.toLocaleLowerCase().includes(wanted);
  }
}

refresh();
