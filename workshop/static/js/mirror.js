// Warns the desk when the room may see it: a screen page of this workshop is open in the same browser, and
// the browser says that there is one display only, so that a projector can but mirror it. Where the browser
// says nothing, neither do we. Said once: whoever has read it can put it away for this session.

const { dataset } = document.body;
const READ = `mirror-read/${dataset.workshop}`;
const PATIENCE = 500;
const AGAIN = 4000;
const channel = new BroadcastChannel(`screen/${dataset.workshop}`);
const onScreen = dataset.face === "screen";
let screens = false;
let answered = false;
let read = wasRead();

function wasRead() {
  try {
    return sessionStorage.getItem(READ) !== null;
  } catch {
    return false;
  }
}

function warn() {
  const line = document.querySelector("[data-mirrored]");
  if (line) line.hidden = read || !screens || window.screen.isExtended !== false;
}

function putAway() {
  read = true;
  warn();
  try {
    sessionStorage.setItem(READ, "1");
  } catch {
    // it stays away until this page is opened again
  }
}

/** Whether a screen is still there: one that crashed could not say that it goes. */
function ask() {
  answered = false;
  channel.postMessage("who");
  setTimeout(() => {
    screens = answered;
    warn();
  }, PATIENCE);
}

function hear({ data }) {
  if (data === "gone") ask();
  if (data !== "here") return;
  answered = screens = true;
  warn();
}

if (onScreen) {
  channel.onmessage = ({ data }) => data === "who" && channel.postMessage("here");
  channel.postMessage("here");
  addEventListener("pagehide", () => channel.postMessage("gone"));
} else {
  channel.onmessage = hear;
  ask();
  setInterval(() => screens && ask(), AGAIN);
  document.addEventListener("click", ({ target }) => target.closest("[data-mirrored-read]") && putAway());
  document.addEventListener("htmx:after:swap", warn);
  window.screen.addEventListener?.("change", warn);
}
