// How many letters are left, while typing: [data-count-for] names the field; near the limit it counts.

function count(line) {
  const field = document.getElementById(line.dataset.countFor);
  if (!field) return;
  line.dataset.usual ??= line.textContent;
  const left = field.maxLength - field.value.length;
  const words = left > Number(line.dataset.from) ? line.dataset.usual : line.dataset.words.replace("{number}", left);
  if (line.textContent !== words) line.textContent = words;
}

const countAll = () => document.querySelectorAll("[data-count-for]").forEach(count);

document.addEventListener("input", countAll);
document.addEventListener("htmx:after:swap", countAll);
countAll();
