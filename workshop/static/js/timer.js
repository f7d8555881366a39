// The timer: counts from what the server says is left, by a clock that nobody can set wrong. Told again, it goes on
// as it was unless it is another one; after a sleep it asks. Read aloud at the start, at one minute, at the end.

import { refresh } from "./live.js";

const MINUTE = 60_000;
const SLACK = 1500; // what rounding and the way of a message make of the same end
const ASLEEP = 3000;
const READ = "read";
const region = Object.assign(document.createElement("p"), { className: "hidden-words" });
region.setAttribute("role", "status");
document.body.append(region);
let run = null; // { key, end, minute, over }
let first = true;
let tick = 0;
let awake = { wall: Date.now(), own: performance.now() };

const clocks = () => document.querySelectorAll("[data-timer]");
const left = () => Math.max(0, run.end - performance.now());

/** Takes what the server said last, once. */
function read() {
  const clock = clocks()[0];
  if (!clock) run = null;
  else if (clock.dataset.timerLeft !== READ) take(clock.dataset, performance.now() + Number(clock.dataset.timerLeft) * 1000);
  first = false;
  count();
}

function take({ timer: key, saidStart }, end) {
  const begins = run?.key !== key;
  if (begins || Math.abs(end - run.end) > SLACK) run = { key, end };
  run.minute ??= left() <= MINUTE;
  run.over ??= left() === 0;
  for (const clock of clocks()) clock.dataset.timerLeft = READ;
  if (begins && !first && !run.over) region.textContent = saidStart;
}

/** Shows what is left, and again when the next second has gone. */
function count() {
  clearTimeout(tick);
  if (!run) return;
  for (const clock of clocks()) {
    const words = wordsOf(clock.dataset);
    if (clock.textContent !== words) clock.textContent = words;
  }
  say(clocks()[0].dataset);
  if (!run.over) tick = setTimeout(next, (left() % 1000) + 5);
}

function next() {
  if (hasSlept()) refresh();
  else count();
}

function wordsOf({ timerForm, words, last, over }) {
  const seconds = Math.ceil(left() / 1000);
  if (seconds === 0) return over;
  if (timerForm === "clock") return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return seconds > 60 ? words.replace("{number}", Math.ceil(seconds / 60)) : last;
}

function say({ saidMinute, over }) {
  if (!run.over && left() === 0) {
    run.over = run.minute = true;
    region.textContent = over;
  } else if (!run.minute && left() <= MINUTE) {
    run.minute = true;
    region.textContent = saidMinute;
  }
}

/** Whether the device stood still meanwhile: its own count then lags behind the clock on the wall. */
function hasSlept() {
  const before = awake;
  awake = { wall: Date.now(), own: performance.now() };
  return awake.wall - before.wall - (awake.own - before.own) > ASLEEP;
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && run) next();
});
document.addEventListener("htmx:after:swap", read);
read();
