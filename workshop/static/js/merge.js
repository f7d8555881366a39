// A criterion's panel offers the other criteria to put all its ideas into: filled from the tiles when it is opened.

document.addEventListener("toggle", ({ target }) => {
  const select = target.matches?.(".criterion-acts") && target.querySelector("select[name=into]");
  if (select && !target.open) select.replaceChildren(select.options[0]);
  else if (select) fill(select, target.closest("[data-criterion]").dataset.criterion);
}, { capture: true });

document.addEventListener("htmx:after:swap", () => {
  for (const select of document.querySelectorAll(".criterion-acts[open] select[name=into]")) {
    fill(select, select.closest("[data-criterion]").dataset.criterion);
  }
});

function fill(select, own) {
  const before = select.value;
  const tiles = select.closest("[data-sheet]").querySelectorAll(".tile[name=criterion]");
  const others = [...tiles].filter((tile) => tile.value !== own);
  const options = others.map((tile) => new Option(tile.querySelector(".criterion-name").textContent.trim(), tile.value));
  select.replaceChildren(select.options[0], ...options);
  select.value = before;
  select.form.hidden = !others.length;
}
