// The screen's pages: one thing at a time, in the order in which the sheet has them; what doesn't fit a page goes over
// several parts. Which page is shown is one rule of a style sheet of our own, so that patches can't lose it. Keys turn
// the pages, as a presenter's clicker sends them; another step begins at its first page.

import { begin, flowsOf, partOf, partWith, partsOf, showPart } from "./flows.js";
import { fit } from "./overview.js";

const FORWARD = new Set(["PageDown", "ArrowDown", "ArrowRight", " ", "Enter"]);
const BACK = new Set(["PageUp", "ArrowUp", "ArrowLeft"]);
const PAGES = "[data-page], .sheet > .sheet-pages > .criteria > .criterion";
const LEAST_BESIDE = 3; // lines of names that are worth the place below a question
const TRIES = [["", true], ["1", true], ["", false], ["1", false], ["2", false]];
const root = document.documentElement;
const face = () => document.getElementById("face");
const rule = new CSSStyleSheet();
const state = { at: "", index: 0, place: "", placed: "", hand: "", tried: "" };
let due = 0;

/** Where this screen is: the element's id, the page's number and its part. */
export function stand() {
  const all = pages();
  const flow = turning().at(-1);
  return {
    at: state.at,
    page: Math.max(0, all.findIndex(({ id }) => id === shownId())) + 1,
    pages: all.length,
    part: flow ? partOf(flow) + 1 : 1,
    parts: flow ? partsOf(flow) : 1,
  };
}

export const placeName = () => document.getElementById("back-row")?.dataset.place ?? "";

/** How far on a page is, by its id; -1 where there is none such. */
export const indexOf = (at) => pages().findIndex(({ id }) => id === at);

/** The next part, or else the next page. */
export function forward() {
  const flow = turning().find((one) => partOf(one) < partsOf(one) - 1);
  if (flow) showPart(flow, partOf(flow) + 1);
  else if (!looking()) step(1);
  settle();
}

/** The part before, or else the end of the page before. */
export function back() {
  const flow = turning().reverse().find((one) => partOf(one) > 0);
  if (flow) showPart(flow, partOf(flow) - 1);
  else if (!looking() && step(-1)) for (const one of turning()) showPart(one, Infinity);
  settle();
}

/** The first page of this step. */
export function first() {
  open(pages(false)[0]?.id ?? "");
}

/** The page that shows the sheet's names, or its first criterion. */
export function sheet() {
  const here = document.getElementById(shownId())?.closest(".sheet") ?? face().querySelector(".sheet");
  const names = here?.querySelector(".cover") ?? face().querySelector("#now.cover, #earlier");
  open((names ?? here?.querySelector(".criterion"))?.id ?? state.at);
}

/** The whole of the sheet that this page belongs to, else of the first. */
export function overview() {
  const here = document.getElementById(shownId())?.closest(".sheet") ?? face().querySelector(".sheet");
  if (here) open(`overview-${here.id.replace("sheet-", "")}`);
}

/** A page by its id, from its beginning; nothing where it is not there. */
export function open(at, parts = 0) {
  const id = at.replace("overview-", "sheet-");
  if (!document.getElementById(id)) return;
  state.at = at;
  show();
  begin();
  if (parts) for (const flow of turning()) showPart(flow, parts);
  settle();
}

const overviewing = () => state.at.startsWith("overview-");
const shownId = () => state.at.replace("overview-", "sheet-");
const looking = () => document.querySelector("#look > .look-thing");

function pages(whole = overviewing()) {
  const all = [...face().querySelectorAll(whole ? ".sheet" : PAGES)];
  return all.filter((page) => (page.dataset.page !== "ideas" || page.querySelector("li")) && !(page.dataset.page === "beside" && "beside" in root.dataset));
}

function step(by) {
  const all = pages();
  const next = all[all.findIndex(({ id }) => id === shownId()) + by];
  if (!next) return false;
  open(overviewing() ? next.id.replace("sheet-", "overview-") : next.id);
  return true;
}

/** The flows that a turn turns now: what the room looks at, and names that stand beside the page. */
function turning() {
  const page = looking() ?? document.getElementById(shownId());
  if (!page || overviewing()) return [];
  const beside = "beside" in root.dataset && page.id === "now" && document.getElementById("earlier");
  return [page, ...(beside ? [beside] : [])].flatMap(flowsOf);
}

/** Makes the rule by which one page is seen and no other. */
function show() {
  const page = document.getElementById(shownId());
  root.toggleAttribute("data-overview", overviewing());
  if (!page) return rule.replaceSync("");
  const holder = overviewing() ? page : page.closest(".screen-step, .sheet");
  const others = overviewing() ? "" : `, #${CSS.escape(holder.id)} :is(${PAGES}):not(#${CSS.escape(page.id)}${"beside" in root.dataset ? ", #earlier" : ""})`;
  const text = `#face > :is(.screen-step, .sheet):not(#${CSS.escape(holder.id)})${others} { display: none; }`;
  if (text !== rule.cssRules[0]?.cssText && text !== show.text) rule.replaceSync(text);
  show.text = text;
}

/** Puts everything right after a patch, a turn or another size: cheap where nothing changed. */
function settle() {
  cancelAnimationFrame(due);
  due = 0;
  if (!document.getElementById("step")) {
    rule.replaceSync("");
    show.text = state.place = "";
    return say([]);
  }
  if (placeName() !== state.place) arrive();
  else if (!document.getElementById(shownId())) state.at = (pages(false)[Math.min(state.index, pages(false).length - 1)] ?? { id: "now" }).id;
  show();
  tighten();
  follow();
  if (overviewing()) fit(document.querySelector(`#${CSS.escape(shownId())} .sheet-pages`), `${state.at} ${innerWidth} ${innerHeight}`);
  const flows = turning();
  for (const flow of flows) showPart(flow, partOf(flow));
  state.index = Math.max(0, indexOf(state.at));
  say(flows);
  document.dispatchEvent(new CustomEvent("paged"));
}

/** Another step: its first page. */
function arrive() {
  state.place = placeName();
  state.placed = state.hand = state.tried = "";
  state.at = pages(false)[0]?.id ?? "";
  begin();
}

/** A page that has a question or a title large: as large as it fits, with the names of earlier sheets below if there is room. */
function tighten() {
  const page = document.querySelector("#now[data-page=fit]");
  const key = `${state.place} ${innerWidth} ${innerHeight} ${getComputedStyle(root).fontSize} ${Boolean(document.querySelector("#hand > .note"))}`;
  if (!page || !["now", "earlier"].includes(state.at) || key === state.tried) return;
  state.tried = key;
  const names = document.getElementById("earlier");
  for (const [tight, beside] of TRIES) {
    if (beside && !names) continue;
    root.dataset.tight = tight;
    root.toggleAttribute("data-beside", beside);
    state.at = "now";
    show();
    const line = parseFloat(getComputedStyle(root).fontSize);
    const room = !beside || names.clientHeight >= LEAST_BESIDE * 1.6 * line;
    if (room && page.scrollHeight <= page.clientHeight + line / 2 && flowsOf(page).every((flow) => partsOf(flow) === 1)) break;
  }
}

/** While the group sorts, the names come up among which the last idea went; another idea in hand begins at its beginning. */
function follow() {
  const hand = document.querySelector("#hand > .note")?.dataset.note ?? "";
  if (hand !== state.hand) showPart(document.getElementById("hand") ?? document.body, 0);
  state.hand = hand;
  const last = document.querySelector("#placed li");
  const placed = last ? `${last.dataset.note} ${last.dataset.criterion}` : "";
  const name = placed !== state.placed && state.at === "now" && document.getElementById(`name-${last?.dataset.criterion}`);
  state.placed = placed;
  if (name) showPart(name.closest(".flow"), partWith(name.closest(".flow"), name));
}

/** Which part this is, where there are several. */
function say(flows) {
  const line = document.getElementById("below");
  const words = flows.filter((flow) => partsOf(flow) > 1).map((flow) => {
    const said = flow.dataset.said ?? line.dataset.said;
    return said.replace("{part}", partOf(flow) + 1).replace("{parts}", partsOf(flow));
  });
  line.hidden = words.length === 0;
  line.textContent = words.join(" · ");
}

const later = () => (due ||= requestAnimationFrame(settle));

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (FORWARD.has(event.key)) forward();
  else if (BACK.has(event.key)) back();
  else if (event.key === "Home") first();
  else return;
  event.preventDefault();
  document.dispatchEvent(new CustomEvent("turned"));
});
document.addEventListener("htmx:after:swap", later);
addEventListener("resize", later);
document.fonts?.ready.then(later);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, rule];
root.dataset.paged = "";
settle();
