// The keys + and - at the screen itself: its text in the next size up or down.

import { post } from "./post.js";

const [SMALLEST, LARGEST] = [1, 5];

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const by = { "+": 1, "-": -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  const now = Number(document.getElementById("back-row").dataset.screenText);
  const size = Math.min(LARGEST, Math.max(SMALLEST, now + by));
  if (size !== now) post(`/w/${document.body.dataset.workshop}/screen-text`, [["size", size]]).catch(() => {});
});
