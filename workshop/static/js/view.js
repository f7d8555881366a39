// The page's parts as the server sends them: patches swapped in by htmx, and the whole view fetched anew.
// While somebody drags, nothing moves.

const PATIENCE = 15_000;
const KEPT_BY_SCRIPTS = new Set(["dragging"]);

/** Swaps a patch's partials in, each at its element id. */
export async function apply(html) {
  await stillness();
  if (!html.trim()) return;
  await htmx.swap({ text: html, target: document.body, swap: "none", sourceElement: document.body });
}

/** Morphs the face into the page of this text. */
async function morph(text) {
  await stillness();
  await htmx.swap({ text, select: "#face", target: "#face", swap: "outerMorph", sourceElement: document.body });
}

/**
 * Fetches this page again and turns the present one into it; half-written words stay.
 * False where no answer of our server came. A page that is no longer ours to see is opened as it is.
 */
export async function fetchWhole() {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), PATIENCE);
  try {
    const options = { headers: { Accept: "text/html" }, redirect: "error", cache: "no-store", signal: limit.signal };
    const response = await fetch(location.href, options);
    const text = await response.text();
    return await take(response, text);
  } catch (error) {
    if (error.name !== "AbortError" && !(error instanceof TypeError)) console.error(error);
    return false;
  } finally {
    clearTimeout(timer);
  }
}

async function take(response, text) {
  const { body } = new DOMParser().parseFromString(text, "text/html");
  if (!body.dataset.face) return false; // not a page of ours
  if (response.ok && body.dataset.face === document.body.dataset.face) {
    copyData(body.dataset);
    await morph(text);
    return true;
  }
  if ([401, 403, 404].includes(response.status)) location.reload();
  return false;
}

function copyData(fresh) {
  const { dataset } = document.body;
  for (const name of Object.keys(dataset)) if (!(name in fresh) && !KEPT_BY_SCRIPTS.has(name)) delete dataset[name];
  Object.assign(dataset, fresh);
}

/** The end of a drag, if there is one. */
async function stillness() {
  while (document.body.dataset.dragging) {
    await new Promise((resolve) => document.addEventListener("dropped", resolve, { once: true }));
  }
}
