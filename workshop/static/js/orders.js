// The desk turns the screen's pages. Each order has a number and is carried out once; a screen that is ahead of the
// others waits for them. Where this screen is, it tells the server, and it never moves because of what another says.

import { back, first, forward, indexOf, open, overview, placeName, sheet, stand } from "./paging.js";
import { post } from "./post.js";

const PAUSE = 150;
const MOVES = { forward, back, first, overview, sheet };
const KEPT = `screen-page/${document.body.dataset.workshop}`;
const order = () => document.getElementById("page")?.dataset;
let carried = order()?.turn;
let told = "";
let own = false;
let waiting = 0;

function carryOut() {
  const { turn, order: move, run, start } = order() ?? {};
  if (turn === carried) return;
  const times = Math.max(1, Math.min(Number(run), Number(turn) - Number(carried ?? 0)));
  carried = turn;
  if (!move || isAhead(move, start)) return tellLater();
  if (!(move in MOVES)) open(move);
  else if (move === "forward" || move === "back") for (let time = 0; time < times; time += 1) MOVES[move]();
  else MOVES[move]();
  own = false;
  told = "";
  tellLater();
}

/** Whether this screen is further on than the one that the turn starts from. */
function isAhead(move, start) {
  const [from, here] = [indexOf(start ?? ""), indexOf(stand().at)];
  if (from < 0 || here < 0) return false;
  return move === "forward" ? here > from : move === "back" && here < from;
}

function tellLater() {
  waiting ||= setTimeout(tell, PAUSE);
}

async function tell() {
  waiting = 0;
  const { group, turn = "0" } = order() ?? {};
  if (!group || document.getElementById("curtain")) return;
  const here = stand();
  keep(here);
  const said = JSON.stringify([placeName(), here, turn]);
  if (!here.at || said === told) return;
  told = said;
  const fields = { group, turn, own: own ? "1" : "0", ...here };
  own = false;
  try {
    await post(`/w/${document.body.dataset.workshop}/screen-page`, Object.entries(fields));
  } catch {
    told = ""; // no link: it is told with the next turn
  }
}

/** A page that is loaded again comes back to where it was. */
function keep({ at, part }) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ place: placeName(), at, part }));
  } catch {
    // then it begins at the first page
  }
}

function restore() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
    if (kept.place === placeName()) return open(kept.at, kept.part - 1);
  } catch {
    // nothing was kept
  }
  const { order: move = "" } = order() ?? {};
  if (move === "overview") overview();
  else if (move.startsWith("c-")) open(move);
}

document.addEventListener("turned", () => {
  own = true;
  tellLater();
});
document.addEventListener("paged", tellLater);
document.addEventListener("htmx:after:swap", carryOut);
restore();
tellLater();
