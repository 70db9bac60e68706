/** Fetches values too large for the socket. */

/** The value at `href`, which the session's cookie opens. */
export async function fetchValue(href: string, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(href, { credentials: "same-origin", signal });
  if (!response.ok) throw new Error(`The data could not be fetched (HTTP ${response.status}).`);
  return response.json();
}
