// What takes a criterion off the sheet says up to where this page has been told: what another device has done
// to it since is not undone unseen.

import { seen } from "./live.js";

const TAKES_OFF = /\/criteria\/[^/]+\/(?:merger|removal)$/;

document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  if (TAKES_OFF.test(ctx.request.action)) ctx.request.body.set("seen", seen());
});
