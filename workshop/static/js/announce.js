// Tells readers of the screen quietly what has changed, in one sentence an act: the step in the words of its
// headline; at the desk what was done last, how much is left, and what is in hand now.

const GATHER = 150;
const words = (selector) => document.querySelector(selector)?.textContent.replace(/\s+/g, " ").trim() ?? "";
const region = Object.assign(document.createElement("p"), { className: "hidden-words" });
region.setAttribute("role", "status");
document.body.append(region);
let done = words("#thread .thread-last");
let hand = document.getElementById("hand")?.dataset.handIs ?? "";
let mine = null; // what an own placement will have done
let timer = 0;

document.addEventListener("step", () => {
  region.textContent = words("#ask :is(.ask-now, h1)") || words("#steps [aria-current]");
});

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  const { form, body, submitter } = ctx.request;
  if (form?.matches("[data-sort]")) mine = sentence(form, body, submitter);
});
document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.request.form?.matches("[data-sort]") && ctx.response.status >= 400) mine = null;
});
document.addEventListener("htmx:after:swap", () => {
  const now = words("#thread .thread-last");
  if (now === done) return;
  done = now;
  clearTimeout(timer);
  timer = setTimeout(say, GATHER);
});

document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-selectable] input[name=note]")) region.textContent = words("[data-chosen] .placing-what");
});

/** What was placed where, when it is our own doing and it has a name. */
function sentence(form, body, submitter) {
  const name = submitter?.querySelector(".criterion-name")?.textContent.trim();
  const ids = [...body.getAll("note"), ...body.getAll("with")].flatMap((each) => each.split(" "));
  if (!name || !ids.length) return null;
  const { said, saidMany } = form.dataset;
  const text = wordsOf(ids[0]);
  const template = ids.length > 1 || !text ? saidMany.replace("{number}", ids.length) : said.replace("{words}", () => text);
  return template.replace("{criterion}", () => name);
}

function wordsOf(id) {
  const note = document.querySelector(`[data-hand~="${CSS.escape(id)}"], [data-note="${CSS.escape(id)}"]`);
  return note?.querySelector(".note-text")?.textContent.trim();
}

function say() {
  const section = document.getElementById("hand");
  const sheet = section?.closest("[data-sheet]");
  const now = section?.dataset.handIs ?? "";
  const parts = [mine ?? `${done}.`];
  if (sheet) parts.push(`${words(`#${sheet.id} .counter`)}.`);
  const text = now !== hand && wordsOf(now);
  if (text) parts.push(sheet.querySelector("[data-said-hand]").dataset.saidHand.replace("{words}", () => text));
  [mine, hand] = [null, now];
  region.textContent = parts.join(" ");
}
