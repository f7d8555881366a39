// Whose acts stand in the thread: other devices' are marked as such, one's own have a way back to them, which asks
// first; undo and redo can be pressed where this device has something to take back. The same thread goes to every desk.

const own = () => document.body.dataset.by;

function mark() {
  for (const item of document.querySelectorAll("#thread [data-by]")) {
    const mine = item.dataset.by === own();
    const back = item.querySelector("[data-back]");
    if (back) back.hidden = !mine;
    if (!mine && item.dataset.by !== "0" && !item.querySelector(".thread-who")) item.firstElementChild.append(" ", other(item));
  }
  for (const button of document.querySelectorAll("#thread [data-can]")) {
    button.disabled = !button.dataset.can.split(" ").includes(own());
  }
}

function other(item) {
  return Object.assign(document.createElement("span"), { className: "thread-who", textContent: item.parentElement.dataset.other });
}

document.addEventListener("click", ({ target }) => {
  const seq = target.closest("[data-back]")?.dataset.back;
  if (!seq) return;
  const question = document.getElementById("back");
  question.elements.to.value = seq;
  question.showPopover();
  question.querySelector("button").focus();
});

document.addEventListener("toggle", ({ target, newState }) => {
  if (target.id === "back" && newState === "closed") target.elements.to.value = "";
}, { capture: true });

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.request.form?.id === "back") ctx.request.form.hidePopover();
});
document.addEventListener("htmx:after:swap", mark);
mark();
