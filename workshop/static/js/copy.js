// [data-copy]: a button that copies its words. There is no clipboard on plain http, but the old command is.

const SAID_FOR = 2000;

async function copy(words) {
  if (navigator.clipboard) return navigator.clipboard.writeText(words);
  const field = Object.assign(document.createElement("textarea"), { value: words, readOnly: true, className: "hidden-words" });
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

const reveal = () => document.querySelectorAll("[data-copy][hidden]").forEach((button) => (button.hidden = false));

document.addEventListener("click", async ({ target }) => {
  const button = target.closest?.("[data-copy]");
  if (!button) return;
  await copy(button.dataset.copy);
  const usual = button.textContent;
  button.textContent = button.dataset.done;
  setTimeout(() => (button.textContent = usual), SAID_FOR);
});
document.addEventListener("htmx:after:swap", reveal);
reveal();
