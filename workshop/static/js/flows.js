// Flows: what is longer than its place on the screen goes on in further columns, and these are shown one picture after
// the other. A flow's part is a custom property of the root, so that no patch can lose it.

const FLOWS = ".flow, .criterion > .notes, .pile > .notes, .shown > .notes, .hand, .look-thing";
const root = document.documentElement;
const now = { hand: 0, list: 0, look: 0 };

const nameOf = (flow) => (flow.matches(".hand, .screen-ask") ? "hand" : flow.matches(".look-thing") ? "look" : "list");
const gapOf = (flow) => parseFloat(getComputedStyle(flow).columnGap) || 0;

/** The flows of a page, in the order in which they are turned. */
export function flowsOf(page) {
  const inside = [...page.querySelectorAll(FLOWS)];
  return (page.matches(FLOWS) ? [page] : inside).filter((flow) => flow.checkVisibility());
}

/** How many pictures a flow needs. */
export function partsOf(flow) {
  const gap = gapOf(flow);
  return Math.max(1, Math.ceil((flow.scrollWidth + gap) / (flow.clientWidth + gap) - 0.02));
}

export const partOf = (flow) => now[nameOf(flow)];

/** Shows a part of a flow, the last one where it has fewer. */
export function showPart(flow, part) {
  set(nameOf(flow), Math.min(part, partsOf(flow) - 1));
}

/** All flows begin anew. */
export function begin() {
  for (const name of Object.keys(now)) set(name, 0);
}

/** The part of a flow in which something stands. */
export function partWith(flow, thing) {
  const box = flow.getBoundingClientRect();
  const { left, right } = thing.getBoundingClientRect();
  const away = root.dir === "rtl" ? box.right - right : left - box.left;
  return Math.max(0, Math.floor((away + 2) / (box.width + gapOf(flow))));
}

function set(name, part) {
  if (now[name] === part) return;
  now[name] = part;
  root.style.setProperty(`--part-${name}`, part);
}
