// The overview: a whole sheet in one picture, in the largest size in which it fits.

const root = document.documentElement;
const SMALLEST = 5;
let fitted = "";

/** Finds the size; `key` says what it was found for. */
export function fit(pages, key) {
  if (key === fitted && fits(pages)) return;
  fitted = key;
  let [small, large] = [SMALLEST, parseFloat(getComputedStyle(root).fontSize)];
  while (large - small > 0.4) {
    const middle = (small + large) / 2;
    set(middle);
    if (fits(pages)) small = middle;
    else large = middle;
  }
  set(small);
}

const fits = (pages) => pages.scrollWidth <= pages.clientWidth + 1;
const set = (size) => root.style.setProperty("--overview", `${size}px`);
