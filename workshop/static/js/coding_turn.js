// One thing after the other: what is chosen, and what comes next once a code is given, is fetched into the page in
// place. The face says where a form leads on to: [data-then].

import { begin, openedSoFar } from "./coding_grid.js";
import { fetchWhole } from "./view.js";

const TURNS = "a[data-turn], [data-skip]";
const turns = new WeakMap(); // request -> how often something was chosen before it
let chosen = 0;
let work = Promise.resolve();

/** Shows the page at this address in the place of the present one; the thing in hand has the focus. */
function go(address) {
  renew(() => history.replaceState(null, "", address), () => {
    const hand = document.getElementById("hand");
    if (!hand) return;
    hand.focus({ preventScroll: true });
    hand.scrollIntoView({ block: "nearest" });
    document.querySelector(".thing[aria-current]")?.scrollIntoView({ block: "nearest" });
  });
}

/** Fetches the page anew, after what is under way. A dimension that is opened meanwhile stays open. */
function renew(before = () => {}, after = () => {}) {
  const since = openedSoFar();
  work = work.then(async () => {
    before();
    if (await fetchWhole()) begin(since);
    after();
  });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(TURNS);
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  chosen += 1;
  go(link.dataset.skip ?? link.href);
});

document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => turns.set(ctx, chosen));
document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  const then = ctx.request.form?.dataset.then;
  if (!then) return;
  if (ctx.response.status < 400 && turns.get(ctx) === chosen) go(then);
  else if (ctx.response.status < 400 || ctx.response.status === 409) renew(); // chosen since, or somebody was here before
});

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") renew();
});
