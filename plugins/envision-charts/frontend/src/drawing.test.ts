import { expect, test } from "vitest";
import { type DrawingOptions, drawingOf } from "./drawing";
import { figure, THEME } from "./fixtures";

const OPTIONS: DrawingOptions = {
  theme: THEME,
  height: 400,
  width: 900,
  picked: null,
  isTouch: false,
  config: {},
  outlines: "/maps/",
};

test("a frozen figure is drawn from a copy", () => {
  const frozen = deepFrozen(figure());
  const drawing = drawingOf(frozen, OPTIONS);

  expect(drawing.layout.height).toBe(400);
  expect(frozen).toEqual(figure());
});

test("the figure's own width gives way to the page's", () => {
  const wide = figure();
  wide.layout.width = 1200;

  expect("width" in drawingOf(wide, OPTIONS).layout).toBe(false);
});

test("zoom survives an update, and the author's own uirevision stands", () => {
  const own = figure();
  own.layout.uirevision = "mine";

  expect(drawingOf(figure(), OPTIONS).layout.uirevision).toBe(drawingOf(figure(), OPTIONS).layout.uirevision);
  expect(drawingOf(own, OPTIONS).layout.uirevision).toBe("mine");
});

test("nothing is fetched from or sent to other hosts", () => {
  const { config } = drawingOf(figure(), OPTIONS);

  expect(config).toMatchObject({
    topojsonURL: "/maps/",
    plotlyServerURL: "",
    showSendToCloud: false,
    displaylogo: false,
  });
});

test("the author's options win", () => {
  expect(drawingOf(figure(), { ...OPTIONS, config: { displayModeBar: false } }).config.displayModeBar).toBe(false);
});

test("a chart that picks selects by box; the author's mode stands", () => {
  const pan = figure();
  pan.layout.dragmode = "pan";

  expect(drawingOf(figure(), { ...OPTIONS, picked: [] }).layout).toMatchObject({
    dragmode: "select",
    clickmode: "event+select",
  });
  expect(drawingOf(pan, { ...OPTIONS, picked: [] }).layout.dragmode).toBe("pan");
});

test("a finger scrolls the page", () => {
  expect(drawingOf(figure(), { ...OPTIONS, isTouch: true }).layout.dragmode).toBe(false);
});

function deepFrozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(deepFrozen);
  return Object.freeze(value);
}
