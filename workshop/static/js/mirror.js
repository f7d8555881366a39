// Warns the desk when its display seems to be mirrored: a screen page of this workshop is open in the same
// browser, and the browser says that there is one display only. Where it says nothing, neither do we.

const { dataset } = document.body;
const channel = new BroadcastChannel(`screen/${dataset.workshop}`);
const onScreen = dataset.face === "screen";
let screens = false;

function warn() {
  const line = document.querySelector("[data-mirrored]");
  if (line) line.hidden = !(screens && window.screen.isExtended === false);
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
  document.addEventListener("htmx:after:swap", warn);
  window.screen.addEventListener?.("change", warn);
}
