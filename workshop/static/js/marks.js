// The same mark at each criterion that somebody proposed: [data-marks] names them. Names and places are patched by
// themselves, so the mark is put there anew after each patch.

/** A tile of the desk, a name in a list of the screen, a criterion's heading. */
const PLACES = (id) => [`tile-${id}`, `name-${id}`, `c-${id}-name`].map((key) => `[id="${CSS.escape(key)}"]`).join();

function show() {
  const named = document.querySelector("[data-marks]");
  const places = new Set();
  for (const id of named?.dataset.marks.split(" ").filter(Boolean) ?? []) {
    for (const place of document.querySelectorAll(PLACES(id))) places.add(place);
  }
  for (const marked of document.querySelectorAll("[data-proposed]")) if (!places.has(marked)) delete marked.dataset.proposed;
  for (const place of places) place.dataset.proposed = named.dataset.markWords;
}

document.addEventListener("htmx:after:swap", show);
show();
