// Drawers of the desk: a tap beside an open one closes it, and so does Escape, which gives the focus back.

const OPEN = "details[name=drawer][open]";

document.addEventListener("click", ({ target, isTrusted }) => {
  const drawer = isTrusted && document.querySelector(OPEN); // what a script presses is not a tap beside it
  if (drawer && target.isConnected && !drawer.contains(target)) drawer.open = false;
});

document.addEventListener("keydown", (event) => {
  const drawer = document.querySelector(OPEN);
  if (event.key !== "Escape" || !drawer) return;
  drawer.open = false;
  drawer.querySelector("summary").focus();
  event.stopImmediatePropagation(); // what is chosen stays chosen
});
