import { expect, test } from "vitest";
import { cities } from "./fixtures";
import { byPosition, isStill, MAX_PICKED, toPicked } from "./picked";

const { columns } = cities();

test("picked rows carry their place and their values by name, in the data's order", () => {
  const rows = [
    { cells: ["Lima", 10.1], position: 2 },
    { cells: ["Rome", 2.8], position: 0 },
  ];

  expect(toPicked(rows, columns)).toEqual([
    { row: 0, values: { city: "Rome", people: 2.8 } },
    { row: 2, values: { city: "Lima", people: 10.1 } },
  ]);
});

test("no more rows are sent than a message holds", () => {
  const rows = Array.from({ length: MAX_PICKED + 9 }, (_, position) => ({ cells: [], position }));

  expect(toPicked(rows, [])).toHaveLength(MAX_PICKED);
});

test("a row whose data has changed is not the picked one any more", () => {
  const picked = byPosition([{ row: 0, values: { city: "Rome", people: 2.8 } }]);

  expect(isStill(picked.get(0), { cells: ["Rome", 2.8], position: 0 }, columns)).toBe(true);
  expect(isStill(picked.get(0), { cells: ["Oslo", 2.8], position: 0 }, columns)).toBe(false);
  expect(isStill(picked.get(1), { cells: ["Rome", 2.8], position: 1 }, columns)).toBe(false);
});

test("a value of another shape picks nothing", () => {
  expect(byPosition("x").size).toBe(0);
  expect(byPosition([1, { row: "a" }]).size).toBe(0);
});
