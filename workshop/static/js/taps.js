// Taps that were not meant: the second of two quick ones on a button that sends, and any within half a
// second after the step changed under the finger. Keys are not taps.

const TWICE = 400;
const REST = 500;
const NEAR = 24;
let last = { at: -TWICE };
let restUntil = 0;

document.addEventListener("step", () => {
  restUntil = performance.now() + REST;
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
