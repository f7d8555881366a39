// Warns the desk when the room may see it: a screen page of this workshop is open in the same browser, and
// the browser says that there is one display only, so that a projector can but mirror it. Where the browser
// says nothing, neither do we. Said once: whoever has read it can put it away for this session.

const { dataset } = document.body;
const READ = `mirror-read/${dataset.workshop}`;
const channel = new BroadcastChannel(`screen/${dataset.workshop}`);
const onScreen = dataset.face === "screen";
let screens = false;
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

channel.onmessage = ({ data }) => {
  if (onScreen && data === "who") channel.postMessage("here");
  if (!onScreen && data !== "who") {
    screens = data === "here";
    warn();
  }
  if (!onScreen && data === "gone") channel.postMessage("who");
};

if (onScreen) {
  channel.postMessage("here");
  addEventListener("pagehide", () => channel.postMessage("gone"));
} else {
  channel.postMessage("who");
  document.addEventListener("click", ({ target }) => target.closest("[data-mirrored-read]") && putAway());
  document.addEventListener("htmx:after:swap", warn);
  window.screen.addEventListener?.("change", warn);
}
