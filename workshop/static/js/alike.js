// What resembles the note in hand: the tile of the criterion that it may belong to is marked, all that is
// offered can be ticked at once. What is offered for a note that is no longer in hand, or has found its place
// meanwhile, is offered no more.

const inHand = (note) => document.querySelector(`[data-alike-for="${CSS.escape(note)}"]`);
const tileOf = (criterion) => document.getElementById(`tile-${criterion}`);
const looseOf = (note) => document.getElementById(`loose-${note}`);

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-tick-all]");
  if (!button) return;
  const boxes = [...button.closest("[data-tick]").querySelectorAll("input[type=checkbox]")];
  const tick = boxes.some((box) => !box.checked);
  for (const box of boxes) if (box.checked !== tick) box.click();
});

/** An answer that comes once another note is in hand is dropped. */
document.addEventListener("htmx:before:swap", (event) => {
  const { alikeFor, alikeOf } = event.detail.ctx?.sourceElement?.dataset ?? {};
  const note = alikeFor ?? alikeOf;
  if (note && !inHand(note)) event.preventDefault();
});

document.addEventListener("htmx:after:swap", refresh);

function refresh() {
  for (const part of document.querySelectorAll(".alike > [data-alike-of]")) {
    if (!inHand(part.dataset.alikeOf)) part.parentElement.replaceChildren();
  }
  for (const offered of document.querySelectorAll("[data-offered]")) {
    if (!looseOf(offered.dataset.offered)) takeBack(offered);
  }
  const perhaps = new Set(Array.from(document.querySelectorAll("[data-perhaps]"), (part) => tileOf(part.dataset.perhaps)));
  for (const tile of document.querySelectorAll(".tile-perhaps")) if (!perhaps.has(tile)) tile.classList.remove("tile-perhaps");
  for (const tile of perhaps) tile?.classList.add("tile-perhaps");
}

/** The place that it had stays empty, so that nothing moves under a finger; the last one takes its heading along. */
function takeBack(offered) {
  const group = offered.closest("[data-tick]");
  offered.replaceChildren();
  delete offered.dataset.offered;
  if (!group.querySelector("[data-offered]")) for (const part of group.querySelectorAll("h3, [data-tick-all]")) part.remove();
}
