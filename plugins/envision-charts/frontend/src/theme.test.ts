import { expect, test } from "vitest";
import { type Dict, writable } from "./figure";
import { figure, THEME } from "./fixtures";
import { applyTheme, templateFor } from "./theme";

test("plotly's own series colours become the palette's, other colours stay", () => {
  const it = figure();
  it.data.push({ marker: { color: "red", colors: ["#636EFA", "blue"] }, line: { color: "#00cc96" } });
  applyTheme(it, THEME, 900);

  expect(it.data.map((trace) => (trace.marker as Dict).color)).toEqual(["#4263eb", "#f08c00", "red"]);
  expect((it.data[2]!.marker as Dict).colors).toEqual(["#4263eb", "blue"]);
  expect((it.data[2]!.line as Dict).color).toBe("#0ca678");
});

test("colours in an animation's frames follow", () => {
  const it = { ...figure(), frames: [{ data: [{ marker: { color: "#636efa" } }] }] };
  applyTheme(it, THEME, 900);

  expect(it.frames[0]!.data[0]!.marker.color).toBe("#4263eb");
});

test("a figure with a template of its own keeps its look", () => {
  const it = figure();
  it.layout.template = { layout: { colorway: ["red"] } };
  const before = writable(it);
  applyTheme(it, THEME, 300);

  expect(it).toEqual(before);
});

test("text, grid and hover labels have the page's colours", () => {
  const { layout } = templateFor(THEME) as { layout: Record<string, Dict> };

  expect(layout.font).toMatchObject({ family: "Inter", color: "#111111" });
  expect(layout.yaxis!.gridcolor).toBe("#dddddd");
  expect(layout.hoverlabel!.bgcolor).toBe("#ffffff");
});

test("on a phone the legend stands below, unless the figure places it", () => {
  const narrow = figure();
  applyTheme(narrow, THEME, 360);
  const placed = figure();
  placed.layout.legend = { x: 0.5 };
  applyTheme(placed, THEME, 360);

  expect(narrow.layout.legend).toMatchObject({ orientation: "h" });
  expect(placed.layout.legend).toEqual({ x: 0.5 });
});

test("no room is kept for a title that is not there", () => {
  const it = figure();
  applyTheme(it, THEME, 900);

  expect(it.layout.margin).toEqual({});
});
