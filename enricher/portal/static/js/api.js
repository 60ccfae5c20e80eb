// Calls the HTTP API. Everything that changes something goes through here.

export class Problem extends Error {
  // What the server refused: its status, its words, and all else that it said (RFC 9457).
  constructor(status, body) {
    super(body.detail || body.title || `the server answered ${status}`);
    this.status = status;
    this.body = body;
  }
}

// Ask for something. `json` or `form` is sent; `etag` is sent as If-Match. With `keepalive` what is
// short is sent to its end even if the page is left.
// Gives {status, data, etag}; throws a Problem, also when there is no answer at all.
export async function ask(method, url, { json, form, etag, signal, keepalive } = {}) {
  const headers = { accept: "application/json" };
  if (json !== undefined) headers["content-type"] = "application/json";
  if (etag) headers["if-match"] = etag;
  const body = json !== undefined ? JSON.stringify(json) : form;
  let answer;
  try {
    answer = await fetch(url, { method, headers, body, signal, keepalive });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(0, { detail: "The server does not answer. Is it still running?" });
  }
  const text = await answer.text();
  let data = null;
  try {
    data = text ? JSON.parse(text) : null;
  } catch {
    data = { detail: text };
  }
  if (!answer.ok) throw new Problem(answer.status, data || {});
  return { status: answer.status, data, etag: answer.headers.get("etag") };
}

export const path = (...parts) =>
  parts.map((part) => encodeURIComponent(part).replaceAll("%2F", "/")).join("/");
