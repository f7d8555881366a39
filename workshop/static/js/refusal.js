// #said: what the server refused stands there (it retargets its answer). A lost link is said there too,
// and the next act that succeeds clears it.

const line = () => document.getElementById("said");

export function say(words) {
  if (line()) line().textContent = words;
}

/** For acts that were not done because no answer came. */
export const sayAway = () => say(line()?.dataset.away ?? "");

document.addEventListener("htmx:error", ({ detail }) => detail.ctx && sayAway());
document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.response.status < 400) say("");
});
