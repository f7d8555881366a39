// #said: what the server refused stands there (it retargets its answer). A lost link is said there too.
// The next act that succeeds clears it, unless its own answer is for this line; one that was begun before does not.

const turns = new WeakMap();
let turn = 0;
let refused = 0;
const line = () => document.getElementById("said");
const isAct = ({ request }) => request?.method?.toUpperCase() === "POST"; // what a page fetches for itself says nothing here

export function say(words) {
  refused = words ? turn : refused;
  if (line()) line().textContent = words;
}

/** For acts that were not done because no answer came. */
export const sayAway = () => say(line()?.dataset.away ?? "");

document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  if (!isAct(ctx)) return;
  turn += 1;
  turns.set(ctx, turn);
});
document.addEventListener("htmx:error", ({ detail }) => detail.ctx && isAct(detail.ctx) && sayAway());
document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (!isAct(ctx)) return;
  if (ctx.response.status >= 400) refused = turn;
  else if (turns.get(ctx) > refused && ctx.response.headers.get("HX-Retarget") !== "#said") say("");
});
