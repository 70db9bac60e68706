import { expect, it } from "vitest";
import { backoff, closeDecision } from "./closeDecision";

it.each([1000, 1001, 1006, 1009, 1011, 1012, 4408, 4000])("tries again after close code %i", (code) => {
  expect(closeDecision(code, 0, 1)).toEqual({ kind: "retry", delay_ms: 250 });
});

it("waits at least five seconds when it was too fast", () => {
  expect(closeDecision(4429, 0, 0)).toEqual({ kind: "retry", delay_ms: 5000 });
});

it("asks for a login when the session is gone", () => {
  expect(closeDecision(4401, 3, 0).kind).toBe("login");
});

it.each([4400, 4403])("stops after close code %i and says what to do", (code) => {
  expect(closeDecision(code, 0, 0)).toMatchObject({
    kind: "stop",
    problem: expect.any(String),
    hint: expect.any(String),
  });
});

it("doubles from a quarter of a second to ten seconds, spread by chance", () => {
  expect([0, 1, 2, 3, 4, 5, 6, 50].map((attempt) => backoff(attempt, 1))).toEqual([
    250, 500, 1000, 2000, 4000, 8000, 10000, 10000,
  ]);
  expect(backoff(3, 0)).toBe(1000);
});
