import { expect, test } from "vitest";
import {
  asFigure,
  type Dict,
  type Figure,
  sameView,
  summary,
  traceTypes,
  withoutUnsafeImages,
  writable,
} from "./figure";
import { figure } from "./fixtures";

test("only something with a list of traces is a figure", () => {
  expect(asFigure(undefined)).toBeNull();
  expect(asFigure({ layout: {} })).toBeNull();
  expect(asFigure({ data: [] })).toEqual({ data: [], layout: {} });
});

test("the trace types of an animation's frames count", () => {
  const animated: Figure = { ...figure(), frames: [{ data: [{ type: "pie" }, { y: [1] }] }] };

  expect([...traceTypes(animated)].sort()).toEqual(["bar", "pie"]);
});

test("a copy can be written into while the figure stays, and shares its lists of numbers", () => {
  const numbers = Object.freeze([1, 2, 3]);
  const original = Object.freeze({ data: Object.freeze([Object.freeze({ y: numbers })]) });
  const copy = writable(original) as unknown as { data: Dict[] };
  copy.data[0]!.y = 1;

  expect(original.data[0]).toEqual({ y: numbers });
  expect((writable(original) as typeof original).data[0]!.y).toBe(numbers);
});

test.each([
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  " java\nscript:alert(1)",
  "\u0001javascript:alert(1)",
  "vbscript:x",
  "data:text/html,<script>",
])("an image's address %j is taken out", (source) => {
  const layout: Dict = { images: [{ source }], template: { layout: { images: [{ source }] } } };
  withoutUnsafeImages(layout);

  expect(layout).toEqual({ images: [], template: { layout: { images: [] } } });
});

test.each(["https://example.org/a.png", "data:image/png;base64,AA", "/logo.svg", "logo.svg?a:b", "blob:x"])(
  "an image's address %j stays",
  (source) => {
    const layout: Dict = { images: [{ source }] };
    withoutUnsafeImages(layout);

    expect(layout.images).toHaveLength(1);
  },
);

test("other data is the same view, other axes are another", () => {
  const other = figure();
  other.data[0]!.y = [9, 9];
  const axes = figure();
  axes.layout.xaxis = { title: { text: "Year" } };

  expect(sameView(other)).toBe(sameView(figure()));
  expect(sameView(axes)).not.toBe(sameView(figure()));
});

test("a screen reader hears title, kind, axes and traces", () => {
  expect(summary(figure(), "Sales")).toBe("Sales. bar chart. x: Month, y: Sales. shows a, b");
  expect(summary({ data: [], layout: { title: { text: "<b>None</b>" } } }, "")).toBe("None. empty chart");
});
