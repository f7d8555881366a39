// The whole display for the screen: the key F, or a double click.

function toggle() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.();
}

document.addEventListener("dblclick", toggle);
document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() === "f" && !event.repeat && !event.ctrlKey && !event.metaKey && !event.altKey) toggle();
});
