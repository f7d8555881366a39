// The short part of dragging that both kinds need: SortableJS carries the picture of a thing about, beside the
// pointer so that nothing is hidden under it, and the place under the pointer is marked and named when it is let go.
// Panes move along at their edges. Nothing moves on the page until the live patch does it, and no patch is applied
// while somebody drags.

const BESIDE = 16;
const FEEL = {
  sort: false,
  forceFallback: true,
  fallbackOnBody: true,
  delayOnTouchOnly: true,
  delay: 150,
  touchStartThreshold: 6,
  fallbackTolerance: 4,
  preventOnFilter: false,
  forceAutoScrollFallback: true,
  bubbleScroll: true,
  scrollSensitivity: 72,
  scrollSpeed: 16,
};
const lists = new Set();
let place = null;
let pressed = null;

document.addEventListener("pointerdown", (event) => (pressed = event), { capture: true });

/**
 * Makes the things of every `selector` list draggable, also of those that come later. `places` are where a
 * thing can be let go; `drop(thing, place, point)` is called with the one that took it. `load(thing)` says how
 * many go with it.
 */
export function draggable(selector, { places, drop, load = () => 1, ...options }) {
  const follow = (event) => mark(document.elementFromPoint(event.clientX, event.clientY)?.closest(places));
  const settings = {
    ...FEEL,
    ...options,
    onChoose({ item }) {
      const together = load(item);
      if (together > 1) item.dataset.together = together;
    },
    onUnchoose({ item }) {
      delete item.dataset.together;
    },
    onStart() {
      document.body.dataset.dragging = selector;
      putBeside(Sortable.ghost);
      document.addEventListener("pointermove", follow);
    },
    onEnd({ item, originalEvent }) {
      document.removeEventListener("pointermove", follow);
      if (originalEvent && "clientX" in originalEvent) follow(originalEvent);
      const taken = place;
      const point = originalEvent?.changedTouches?.[0] ?? originalEvent;
      mark(null);
      delete document.body.dataset.dragging;
      document.dispatchEvent(new CustomEvent("dropped"));
      spendClick();
      if (taken && taken.closest("[data-sheet]") === item.closest("[data-sheet]")) drop(item, taken, point);
    },
  };
  const attached = new WeakSet();
  const attach = () => {
    for (const list of document.querySelectorAll(selector)) {
      if (attached.has(list)) continue;
      attached.add(list);
      lists.add(Sortable.create(list, settings));
    }
  };
  document.addEventListener("htmx:after:swap", attach);
  attach();
}

/** The picture: to the side of a mouse, above a finger. */
function putBeside(picture) {
  if (!picture || !pressed) return;
  const up = pressed.pointerType === "touch" ? picture.offsetHeight + 2 * BESIDE : -BESIDE;
  picture.style.left = `${pressed.clientX + BESIDE}px`;
  picture.style.top = `${pressed.clientY - up}px`;
}

function mark(found) {
  if (found === place) return;
  place?.classList.remove("drop-here");
  place = found ?? null;
  place?.classList.add("drop-here");
}

/**
 * SortableJS swallows the click that a browser makes of the end of a drag. Where none is made, as by
 * touch, it would swallow the next real one: it gets one of ours instead, which nobody else hears.
 */
function spendClick() {
  setTimeout(() => document.documentElement.dispatchEvent(new MouseEvent("click")));
}

document.addEventListener("htmx:after:swap", () => {
  for (const sortable of lists) {
    if (sortable.el.isConnected) continue;
    sortable.destroy();
    lists.delete(sortable);
  }
});
