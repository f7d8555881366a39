// Whose acts stand in the thread: other devices' are marked as such, one's own have a way back to them, and undo and
// redo can be pressed where this device has something to take back. The same thread goes to every desk.

const own = () => document.body.dataset.by;

function mark() {
  for (const item of document.querySelectorAll("#thread [data-by]")) {
    const mine = item.dataset.by === own();
    item.querySelector(".thread-who").hidden = mine || item.dataset.by === "0";
    const back = item.querySelector(".thread-back");
    if (back) back.hidden = !mine;
  }
  for (const button of document.querySelectorAll("#thread [data-can]")) {
    button.disabled = !button.dataset.can.split(" ").includes(own());
  }
}

document.addEventListener("htmx:after:swap", mark);
mark();
