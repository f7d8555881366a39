// What others did: the live protocol. Each room has its own number; a patch is applied when it follows
// on it, a gap is asked for, and what can't be told by number is fetched whole. One thing at a time.

import { apply, fetchWhole } from "./view.js";

const GAP_PATIENCE = 300;
const AGAIN = 2000;
const OPENING = 8000;
const REFUSED_LONGEST = 30_000;
const { dataset } = document.body;
const numbers = new Map(); // room -> what the page knows
const held = new Map(); // room -> patches that can't be applied yet
const ready = new Set(); // rooms whose batch has come
const asking = new Map(); // room -> timer
let socket = null;
let work = Promise.resolve();
let wholeAt = 0;
let refusals = 0;

const jitter = (milliseconds) => milliseconds * (1 + Math.random());
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));
const rooms = () => dataset.rooms.split(" ").filter(Boolean);
const since = () => Math.min(...numbers.values());

/** The number up to which this page has been told; empty where it follows no room. */
export const seen = () => (numbers.size ? since() : "");

/** Follows the rooms that the page names. */
export function start() {
  begin();
  if (!rooms().length) return;
  socket = io({
    transports: ["websocket"],
    auth: (answer) => answer({ rooms: dataset.rooms, since: since(), epoch: dataset.epoch }),
    reconnectionDelay: 300,
    reconnectionDelayMax: 3000,
    randomizationFactor: 0.8,
    timeout: OPENING,
  });
  socket.on("connect", () => {
    ready.clear();
    refusals = 0;
    tell("link", { up: true });
  });
  socket.on("disconnect", (reason) => {
    tell("link", { up: false });
    if (reason === "io server disconnect") refused();
  });
  socket.on("connect_error", () => socket.active || refused());
  socket.on("patch", (patch) => {
    const came = performance.now();
    queue(() => receive(patch, came));
  });
  socket.on("now", ({ html }) => queue(() => apply(html)));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && askAll());
  addEventListener("pageshow", ({ persisted }) => persisted && askAll());
  addEventListener("online", () => socket.disconnect().connect()); // an attempt from before may hang
}

/** Fetches the whole view, after what is under way. */
export function refresh() {
  return queue(whole);
}

/** All rooms stand where the page stands. */
function begin() {
  numbers.clear();
  for (const room of rooms()) {
    numbers.set(room, Number(dataset.seq));
    held.set(room, held.get(room) ?? []);
  }
}

function queue(task) {
  work = work.then(task).catch((error) => {
    console.error(error);
    return whole();
  });
  return work;
}

async function receive(patch, came) {
  if (patch.reload) return came < wholeAt ? null : whole();
  const { room, batch } = patch;
  if (!numbers.has(room)) return;
  held.get(room).push(patch);
  if (batch) ready.add(room);
  if (ready.has(room)) await drain(room);
}

/** Applies everything that follows on what the page knows; a gap that stays is asked for. */
async function drain(room) {
  for (;;) {
    const own = numbers.get(room);
    const left = held.get(room).filter(({ seq }) => seq > own);
    const next = left.find(({ prev }) => prev <= own);
    held.set(room, left.filter((patch) => patch !== next));
    if (!next) break;
    await apply(next.html);
    numbers.set(room, next.seq);
    await follow();
  }
  if (held.get(room).length && !asking.has(room)) askLater(room, jitter(GAP_PATIENCE));
}

/** The page says in #follow which rooms are its own now; where they differ, it is another page. */
async function follow() {
  const named = document.getElementById("follow")?.dataset.rooms;
  if (named !== undefined && named !== dataset.rooms) await whole();
}

function askLater(room, milliseconds) {
  asking.set(room, setTimeout(() => ask(room), milliseconds));
}

function askAll() {
  if (!socket.connected) socket.connect();
  for (const room of rooms()) ask(room);
}

async function ask(room) {
  clearTimeout(asking.get(room));
  asking.delete(room);
  const query = new URLSearchParams({ room, since: numbers.get(room), epoch: dataset.epoch });
  const came = performance.now();
  try {
    const response = await fetch(`/w/${dataset.workshop}/changes?${query}`, {
      headers: { Accept: "application/json" },
      redirect: "error",
      cache: "no-store",
    });
    const answer = await response.json();
    if (response.status === 403) return refresh();
    if (answer.reload || answer.batch) return queue(() => receive({ room, ...answer }, came));
  } catch {
    // no link, or not our server: asked again below if it is still needed
  }
  if (held.get(room)?.length && !asking.has(room)) askLater(room, jitter(AGAIN));
}

/** The server won't have this page in its rooms, or sent it away: the view says what is right now. */
function refused() {
  refusals += 1;
  setTimeout(() => queue(whole).then(() => socket.connect()), jitter(Math.min(REFUSED_LONGEST, 250 * 2 ** refusals)));
}

/** The whole view, until it comes; what was sent meanwhile waits behind it. */
async function whole() {
  const before = { ...dataset };
  for (let pause = 500; ; pause = Math.min(pause * 2, 10_000)) {
    const began = performance.now();
    if (await fetchWhole()) {
      wholeAt = began;
      break;
    }
    await pauseOrLink(jitter(pause));
  }
  begin();
  for (const room of rooms()) ready.add(room);
  if (before.epoch !== dataset.epoch) tell("epoch");
  if (before.rooms !== dataset.rooms && socket) socket.disconnect().connect();
}

const pauseOrLink = (milliseconds) =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
    document.addEventListener("link", ({ detail }) => detail.up && resolve(), { once: true });
  });
