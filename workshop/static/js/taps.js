// Taps that were not meant: the second of two quick ones on a button that sends, and any within half a
// second after somebody else changed the step, or put something, under the finger. Keys are not taps.

const TWICE = 400;
const REST = 500;
const NEAR = 24;
const OWN_MOVE = 3000;
let last = { at: -TWICE };
let restUntil = 0;
let moved = -OWN_MOVE;

document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  if (ctx.request.action.endsWith("/step")) moved = performance.now();
});
document.addEventListener("appeared", () => (restUntil = performance.now() + REST));
document.addEventListener("step", () => {
  const now = performance.now();
  if (now - moved > OWN_MOVE) restUntil = now + REST;
});

/** Who has typed since means the next tap. */
document.addEventListener("input", () => {
  last = { at: -TWICE };
});

document.addEventListener("click", (event) => {
  if (!event.isTrusted || event.detail === 0) return;
  const target = event.target.closest("button, summary, a, label");
  if (target && (event.timeStamp < restUntil || isSecond(event, target))) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, { capture: true });

function isSecond(event, target) {
  if (target.type !== "submit") return false;
  const quick = event.timeStamp - last.at < TWICE;
  const same = target === last.target || Math.hypot(event.clientX - last.x, event.clientY - last.y) < NEAR;
  if (quick && same) return true;
  last = { at: event.timeStamp, target, x: event.clientX, y: event.clientY };
  return false;
}
