import { expect, test } from "vitest";
import { figure } from "./fixtures";
import { asPicked, MAX_POINTS, markPicked, pointsOf } from "./picked";

test("a point carries its values, its trace and its place", () => {
  const event = {
    points: [{ x: "p", y: 1, customdata: new Float64Array([1, Number.NaN]), curveNumber: 1, pointNumber: 0, data: {} }],
  };

  expect(pointsOf(event)).toEqual({ points: [{ x: "p", y: 1, customdata: [1, null], curve: 1, point: 0 }], total: 1 });
});

test("points of maps and pies have their own words for x and y", () => {
  const event = {
    points: [
      { location: "ITA", z: 3, curveNumber: 0, pointNumber: 2 },
      { label: "a", value: 5, curveNumber: 0 },
    ],
  };

  expect(pointsOf(event).points).toMatchObject([
    { x: "ITA", y: 3, point: 2 },
    { x: "a", y: 5, point: null },
  ]);
});

test("a selection too big for a message is cut, and its size told", () => {
  const points = Array.from({ length: MAX_POINTS + 5 }, (_, place) => ({
    x: place,
    y: 0,
    curveNumber: 0,
    pointNumber: place,
  }));
  const found = pointsOf({ points });

  expect([found.points.length, found.total]).toEqual([MAX_POINTS, MAX_POINTS + 5]);
});

test("picked points are marked in every trace, and none when nothing is picked", () => {
  const [marked, plain] = [figure(), figure()];
  markPicked(marked, asPicked([{ curve: 1, point: 0 }]));
  markPicked(plain, []);

  expect(marked.data.map((trace) => trace.selectedpoints)).toEqual([[], [0]]);
  expect(plain).toEqual(figure());
});

test("a value of another shape picks nothing", () => {
  expect(asPicked("x")).toEqual([]);
  expect(asPicked([1, null])).toEqual([]);
});
