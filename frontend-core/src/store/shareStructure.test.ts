import { expect, it } from "vitest";
import { shareStructure } from "./shareStructure";

const old = [
  { id: "a", props: { n: 1, list: [1, 2] } },
  { id: "b", props: {} },
];

it("gives the old value when nothing changed", () => {
  expect(shareStructure(old, structuredClone(old))).toBe(old);
});

it("keeps every part that is equal", () => {
  const next = structuredClone(old);
  next[1] = { id: "b", props: { n: 2, list: [] } };
  const shared = shareStructure(old, next);

  expect(shared).toEqual(next);
  expect(shared[0]).toBe(old[0]);
});

it.each([
  [{ a: 1 }, { a: 1, b: undefined }],
  [{ a: 1, b: 1 }, { a: 1 }],
  [[1], [1, 2]],
  [[1, 2], [1]],
  [{ a: null }, { a: {} }],
  [{ a: [] }, { a: {} }],
])("takes %j over as %j", (before, after) => {
  expect(shareStructure<unknown>(before, after)).toEqual(after);
});
