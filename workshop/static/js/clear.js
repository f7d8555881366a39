// form[data-clear]: empty again once what it sent was taken.

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  const form = ctx.sourceElement.closest("form[data-clear]");
  if (form && ctx.response.status < 300) form.reset();
});
