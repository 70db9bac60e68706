/** What a closed socket means. Pure, so that every code has a test. */

export type CloseDecision =
  | { kind: "retry"; delay_ms: number }
  | { kind: "login" }
  | { kind: "stop"; problem: string; hint: string };

const FIRST_MS = 250;
const LONGEST_MS = 10_000;
const TOO_FAST_MS = 5_000;

/**
 * Args:
 *   code: WebSocket close code.
 *   attempt: how many tries have failed since the connection was last open.
 *   random: 0..1, spreads browsers that lost the same server.
 */
export function closeDecision(code: number, attempt: number, random: number): CloseDecision {
  switch (code) {
    case 4401:
      return { kind: "login" };
    case 4403:
      return {
        kind: "stop",
        problem: "This workspace is not open to you.",
        hint: "Open the app's first page to start your own.",
      };
    case 4400:
      return {
        kind: "stop",
        problem: "This page and the server do not understand each other.",
        hint: "Reload the page to get the newest version.",
      };
    case 4429:
      return { kind: "retry", delay_ms: Math.max(TOO_FAST_MS, backoff(attempt, random)) };
    default:
      return { kind: "retry", delay_ms: backoff(attempt, random) };
  }
}

/** 0.25 s, doubling to 10 s, each between half and the whole of that. */
export function backoff(attempt: number, random: number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(whole * (0.5 + random / 2));
}
