// Says calmly that the link is gone, once it has been gone for three seconds, and that it is back.

const PATIENCE = 3000;
let timer = 0;
let shown = true;

function show(up) {
  if (shown === up) return;
  shown = up;
  const banner = document.getElementById("link");
  if (banner) banner.hidden = up;
  document.dispatchEvent(new CustomEvent("link:shown", { detail: { up } }));
}

function change(up) {
  clearTimeout(timer);
  if (up) show(true);
  else timer = setTimeout(show, PATIENCE, false);
}

document.addEventListener("link", ({ detail }) => change(detail.up));
change(!document.body.dataset.rooms);
