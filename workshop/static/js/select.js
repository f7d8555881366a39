// Choosing notes at the desk: by a tap anywhere on the slip, or by keyboard (arrows go from note to note,
// Space chooses, Escape lets go). How many are chosen is said; what was placed is no longer chosen.

const BOXES = "[data-selectable] input[name=note]";
const FIELDS = "input, textarea, select, [contenteditable]";
const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
const boxes = (root = document) => [...root.querySelectorAll(BOXES)];
let stood = null;

/** The ids of the chosen notes of a sheet. */
export const chosen = (sheet = document) =>
  [...sheet.querySelectorAll(`${BOXES}:checked`)].flatMap((box) => box.value.split(" "));

export function choose(box, checked = true) {
  box.checked = checked;
  count();
}

export function letGo(root = document) {
  for (const box of root.querySelectorAll(`${BOXES}:checked`)) box.checked = false;
  count();
}

function count() {
  for (const sheet of document.querySelectorAll("[data-sheet]")) {
    const number = new Set(chosen(sheet)).size;
    if (number) sheet.dataset.chosen = number;
    else if (sheet.dataset.chosen) delete sheet.dataset.chosen;
    for (const line of sheet.querySelectorAll("[data-chosen-many]")) tell(line, number);
  }
}

function tell(line, number) {
  if (!number && !line.dataset.usual) return;
  line.dataset.usual ??= line.textContent;
  const words = number === 1 ? line.dataset.chosenOne : line.dataset.chosenMany.replace("{number}", number);
  const now = number ? words : line.dataset.usual;
  if (line.textContent !== now) line.textContent = now;
}

document.addEventListener("change", ({ target }) => {
  if (!target.matches(BOXES)) return;
  count();
  if (target.checked) target.closest("[data-selectable]").scrollIntoView({ block: "nearest" });
});
document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-let-go]")) return letGo(target.closest("[data-sheet]"));
  const note = target.closest("[data-selectable]");
  if (!note || target.closest("label, button, summary, details, a, input")) return;
  const [box] = boxes(note);
  if (box) choose(box, !box.checked);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.target.closest("details[open] :is(input[type=text], textarea)")) letGo();
  const step = STEPS[event.key];
  const here = event.target.matches(BOXES);
  if (!step || event.ctrlKey || event.metaKey || event.altKey || (!here && event.target.closest(FIELDS))) return;
  const all = inOrder(event.target.closest("[data-sheet]") ?? document).filter((box) => box.checkVisibility());
  const next = here ? all[all.indexOf(event.target) + step] : all.at(step > 0 ? 0 : -1);
  if (!next) return;
  event.preventDefault();
  next.focus();
});

/** The loose ones first: they stand first for the eye too. */
function inOrder(root) {
  const all = boxes(root);
  const loose = all.filter((box) => box.closest(".loose"));
  return [...loose, ...all.filter((box) => !loose.includes(box))];
}

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  const form = ctx.request.form;
  if (form?.matches("[data-sort]") && ctx.response.status < 400) letGo(form.closest("[data-sheet]"));
});

/** Where the keyboard stood, so that it can go on from there when the note is taken away. */
document.addEventListener("htmx:before:swap", () => {
  const box = document.activeElement;
  if (!box?.matches(BOXES)) return;
  const list = box.closest("[data-drop]");
  stood = { list: list.id, index: boxes(list).indexOf(box) };
});
document.addEventListener("htmx:after:swap", () => {
  count();
  if (stood && document.activeElement === document.body) {
    const left = boxes(document.getElementById(stood.list) ?? document);
    left[Math.min(stood.index, left.length - 1)]?.focus();
  }
  stood = null;
});
count();
