// The short part of dragging that both kinds need: SortableJS carries the picture of a thing about, and the
// place under the pointer is marked and named when it is let go. Nothing moves on the page until the live
// patch does it, and no patch is applied while somebody drags.

const FEEL = {
  sort: false,
  forceFallback: true,
  delayOnTouchOnly: true,
  delay: 150,
  touchStartThreshold: 6,
  fallbackTolerance: 4,
  preventOnFilter: false,
};
const lists = new Set();
let place = null;

/**
 * Makes the things of every `selector` list draggable, also of those that come later. `places` are where a
 * thing can be let go; `drop(thing, place)` is called with the one that took it.
 */
export function draggable(selector, { places, drop, ...options }) {
  const follow = (event) => mark(document.elementFromPoint(event.clientX, event.clientY)?.closest(places));
  const settings = {
    ...FEEL,
    ...options,
    onStart() {
      document.body.dataset.dragging = selector;
      document.addEventListener("pointermove", follow);
    },
    onEnd({ item, originalEvent }) {
      document.removeEventListener("pointermove", follow);
      if (originalEvent && "clientX" in originalEvent) follow(originalEvent);
      const taken = place;
      mark(null);
      delete document.body.dataset.dragging;
      document.dispatchEvent(new CustomEvent("dropped"));
      spendClick();
      if (taken && taken.closest("[data-sheet]") === item.closest("[data-sheet]")) drop(item, taken);
    },
  };
  const attach = () => {
    for (const list of document.querySelectorAll(selector)) {
      if (!Sortable.get(list)) lists.add(Sortable.create(list, settings));
    }
  };
  document.addEventListener("htmx:after:swap", attach);
  attach();
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
