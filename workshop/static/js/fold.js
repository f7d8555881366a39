// A fold that follows the step: [data-fold] is open in its plain form and closed as "…-late", unless
// somebody is writing in it. A morph leaves `open` alone, so the step's change is told here.

const isLate = (fold) => fold.classList.contains("writing-late");
const known = new WeakMap();

function follow() {
  for (const fold of document.querySelectorAll("details[data-fold]")) {
    const late = isLate(fold);
    const written = [...fold.querySelectorAll("textarea")].some((field) => field.value.trim());
    if (known.has(fold) && known.get(fold) !== late && !written) fold.open = !late;
    known.set(fold, late);
  }
}

document.addEventListener("htmx:after:swap", follow);
follow();
