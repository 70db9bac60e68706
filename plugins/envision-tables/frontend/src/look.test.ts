import { expect, test } from "vitest";
import { HEADER_HEIGHT, heightFor, ROW_HEIGHT } from "./look";

const rows = (count: number) => HEADER_HEIGHT + 2 + count * ROW_HEIGHT;

test.each([
  ["a short table is as tall as its rows", 3, 400, 0, rows(3)],
  ["an empty one keeps room for a row", 0, 400, 0, rows(1)],
  ["a long one shows whole rows only", 1000, rows(9) + 20, 0, rows(9)],
  ["a scroll bar takes room of its own", 3, 400, 15, rows(3) + 15],
  ["one row is seen however little room there is", 1000, 50, 0, rows(1)],
])("%s", (_, total, room, scrollbar, height) => {
  expect(heightFor(total, room, scrollbar)).toBe(height);
});
