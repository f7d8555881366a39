// What a place takes when it is pressed: the ticked notes, else the note in hand with what is ticked under "like this
// one". It says where each was seen, so that nobody's work is overwritten. When somebody else's act changes what is
// in hand, digits and taps on places rest: it changed under the finger.

const REST = 500;
const OWN = 1500;
const PLACES = "[data-place], [data-out], #hand button";
const going = new Map(); // notes on their way, with their request: a second key must not send them elsewhere
const acts = new Set(); // own acts that may change what is in hand
let keepToo = false;
let hand = inHand();
let restUntil = 0;

function inHand() {
  return document.getElementById("hand")?.dataset.handIs ?? "";
}

/** The next change of the hand is the person's own doing; the returned function says that the act is over. */
export function own() {
  const act = {};
  acts.add(act);
  return () => setTimeout(() => acts.delete(act), OWN);
}

/** Where a note's box stands: the criterion's id, empty among the loose ones. */
export const seenIn = (element) => element.closest("[data-drop]")?.dataset.drop ?? "";

document.addEventListener("click", (event) => {
  const place = event.target.closest(PLACES);
  if (!place) return;
  keepToo = event.shiftKey;
  const ticked = place.matches("[data-place], [data-out]") && "chosen" in (place.closest("[data-sheet]")?.dataset ?? {});
  if (performance.now() >= restUntil || ticked || event.target.closest("summary")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, { capture: true });

document.addEventListener("htmx:config:request", (event) => {
  const { ctx } = event.detail;
  const { form, body, submitter } = ctx.request;
  if (ctx.request.method?.toUpperCase() !== "POST") return;
  if (!form?.matches("[data-sort]")) return void (ctx.over = own());
  const fields = toTake(form.closest("[data-sheet]"), submitter);
  const ids = fields.flatMap(([, stack]) => stack.split(" "));
  if (ids.some((id) => going.has(id))) return event.preventDefault();
  ctx.taken = { ids, answered: false, patched: false };
  for (const id of ids) going.set(id, ctx.taken);
  if (ids.includes(hand)) ctx.over = own();
  write(body, fields);
});

/** What the place takes, as [field, ids, where they were seen]. */
function toTake(sheet, submitter) {
  const ticked = [...sheet.querySelectorAll("[data-selectable] input[name=note]:checked")];
  if (ticked.length) return ticked.map((box) => ["note", box.value, seenIn(box)]);
  const card = sheet.querySelector("[data-hand]");
  if (!card || submitter?.matches("[data-out]")) return [];
  const alike = [...sheet.querySelectorAll(".alike input[name=with]:checked")];
  return [["note", card.dataset.hand, ""], ...alike.map((box) => ["with", box.value, ""])];
}

function write(body, fields) {
  for (const name of ["note", "with", "was"]) body.delete(name);
  for (const [name, ids, was] of fields) {
    body.append(name, ids);
    body.append("was", was);
  }
  if (keepToo) body.set("also", "1");
  keepToo = false;
}

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (!ctx.request.form?.matches("[data-sort]") || ctx.response.status >= 400) return;
  for (const box of ctx.request.form.elements) if (box.name === "also") box.checked = false;
});
document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  ctx.over?.();
  const { taken } = ctx;
  if (!taken) return;
  taken.answered = true;
  if (taken.patched || !(ctx.response?.status < 400)) arrived(taken);
  else setTimeout(arrived, REST, taken);
});

/** Answered and seen on the page: the notes can be taken again. */
function arrived({ ids }) {
  for (const id of ids) going.delete(id);
}

document.addEventListener("htmx:after:swap", () => {
  for (const taken of new Set(going.values())) {
    taken.patched = true;
    if (taken.answered) arrived(taken);
  }
  mark();
  const now = inHand();
  if (now === hand) return;
  hand = now;
  const [act] = acts;
  if (act) return void acts.delete(act);
  restUntil = performance.now() + REST;
  document.body.dataset.resting = "";
  setTimeout(() => delete document.body.dataset.resting, REST);
});

/** The note in hand is one of the loose ones: its slip says so. */
function mark() {
  const slip = document.getElementById(`loose-${inHand()}`);
  const before = document.querySelector(".loose [data-in-hand]");
  if (before === slip) return;
  before?.removeAttribute("data-in-hand");
  slip?.setAttribute("data-in-hand", "");
}

mark();
