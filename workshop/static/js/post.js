// Our own scripts' way to write: a form's fields by POST, the answer as JSON, never a redirect.

const PATIENCE = 10_000;

/** Resolves to the response; rejects where no answer came in time. `fields` is a list of pairs. */
export async function post(url, fields) {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), PATIENCE);
  try {
    return await fetch(url, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { Accept: "application/json" },
      redirect: "error",
      cache: "no-store",
      signal: limit.signal,
    });
  } finally {
    clearTimeout(timer);
  }
}

/** What our server refused, as {code, message}; null where somebody else answered. */
export async function refusalOf(response) {
  const said = await response.json().catch(() => null);
  return said?.code && said?.message ? said : null;
}

/** Whether this answer is the receipt for a note; a captive portal says 200 too, but never this. */
export function isReceipt(response, id) {
  const receipt = response.headers.get("Note") ?? "";
  return (response.status === 200 || response.status === 201) && receipt.startsWith(id);
}
