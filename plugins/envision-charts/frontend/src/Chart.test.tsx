import { renderComponent } from "@envision/core/testing";
import { act, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { Chart } from "./Chart";
import type { Drawing } from "./drawing";
import { figure } from "./fixtures";

const drawings: Drawing[] = [];
const listeners = new Map<string, (event: unknown) => void>();
const purge = vi.fn();
let failure: Error | null = null;

// Plotly needs a real browser; here it only tells what it was asked to draw.
vi.mock("./plotly", () => ({
  OUTLINES: "/topojson/",
  unknownTypes: (types: Iterable<string>) => [...types].filter((type) => type === "bra"),
  loadTraces: async () => {
    if (failure) throw failure;
  },
  plotly: {
    purge: (element: HTMLElement) => purge(element),
    react: async (element: HTMLElement, drawing: Drawing) => {
      drawings.push(drawing);
      return Object.assign(element, {
        on: (name: string, listener: (event: unknown) => void) => listeners.set(name, listener),
        removeAllListeners: (name: string) => listeners.delete(name),
      });
    },
  },
}));

beforeEach(() => {
  drawings.length = 0;
  listeners.clear();
  purge.mockClear();
  failure = null;
});

test("a figure is drawn, with a heading and a summary for screen readers", async () => {
  renderComponent(Chart, { figure: { ...figure() }, title: "Sales" });

  await waitFor(() => expect(drawings).toHaveLength(1));
  expect(screen.getByRole("img", { name: "Sales. bar chart. x: Month, y: Sales. shows a, b" })).toBeInTheDocument();
  expect(screen.getByRole("figure", { name: "Sales" })).toBeInTheDocument();
});

test("the height is the property's, else the figure's, else 400", async () => {
  const tall = { ...figure(), layout: { height: 700 } };
  renderComponent(Chart, { figure: tall, title: "", height: 300 });
  renderComponent(Chart, { figure: tall, title: "" });
  renderComponent(Chart, { figure: { ...figure() }, title: "" });

  await waitFor(() => expect(drawings.map((drawing) => drawing.layout.height)).toEqual([300, 700, 400]));
});

test("the colours follow the scheme", async () => {
  renderComponent(Chart, { figure: { ...figure() }, title: "" }, { scheme: "light" });
  renderComponent(Chart, { figure: { ...figure() }, title: "" }, { scheme: "dark" });

  await waitFor(() => expect(drawings).toHaveLength(2));
  const [light, dark] = drawings.map((drawing) => JSON.stringify(drawing.layout.template));
  expect(light).not.toBe(dark);
});

test("an unknown trace type is named", () => {
  renderComponent(Chart, { figure: { data: [{ type: "bra" }], layout: {} }, title: "" });

  expect(screen.getByRole("alert")).toHaveTextContent("no trace type 'bra'");
});

test("what is no figure shows a card", () => {
  renderComponent(Chart, { title: "" });

  expect(screen.getByRole("alert")).toHaveTextContent("no figure");
});

test("a chart whose code cannot be loaded says so, and can be tried again", async () => {
  failure = new Error("offline");
  renderComponent(Chart, { figure: { ...figure() }, title: "" });

  expect(await screen.findByRole("alert")).toHaveTextContent("offline");
  failure = null;
  act(() => screen.getByRole("button", { name: "Retry" }).click());
  await waitFor(() => expect(drawings).toHaveLength(1));
  expect(screen.queryByRole("alert")).toBeNull();
});

test("picked points become the input's value, and are not drawn again", async () => {
  const it = renderComponent(
    Chart,
    { figure: { ...figure() }, title: "", selection: "picked" },
    { inputs: { picked: [] } },
  );
  await waitFor(() => expect(listeners.has("plotly_selected")).toBe(true));
  act(() => listeners.get("plotly_selected")?.({ points: [{ x: "p", y: 1, curveNumber: 0, pointNumber: 0 }] }));

  expect(it.input("picked")).toEqual([{ x: "p", y: 1, customdata: null, curve: 0, point: 0 }]);
  expect(drawings).toHaveLength(1);

  act(() => listeners.get("plotly_deselect")?.(undefined));
  expect(it.input("picked")).toEqual([]);
});

test("a selection from before is marked", async () => {
  const inputs = { picked: [{ x: "q", y: 2, customdata: null, curve: 0, point: 1 }] };
  renderComponent(Chart, { figure: { ...figure() }, title: "", selection: "picked" }, { inputs });

  await waitFor(() => expect(drawings.at(-1)?.data.map((trace) => trace.selectedpoints)).toEqual([[1], []]));
});

test("an unmounted chart is purged", async () => {
  const it = renderComponent(Chart, { figure: { ...figure() }, title: "" });
  await waitFor(() => expect(drawings).toHaveLength(1));
  it.unmount();

  await waitFor(() => expect(purge).toHaveBeenCalledOnce());
});
