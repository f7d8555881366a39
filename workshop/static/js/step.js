// Tells the other behaviours when the group has moved to another step: the event "step" on the document.

const place = () => {
  const ask = document.querySelector("#face > #ask");
  const here = document.querySelector("#steps [aria-current]");
  return ask ? ask.className + ask.textContent : here && `${here.textContent} ${here.form?.elements.question?.value}`;
};
let before = place();

document.addEventListener("htmx:after:swap", () => {
  const now = place();
  if (now === before) return;
  before = now;
  document.dispatchEvent(new CustomEvent("step"));
});
