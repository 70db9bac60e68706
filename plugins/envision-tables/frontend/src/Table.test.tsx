import { renderComponent } from "@envision/core/testing";
import { act, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, expect, test } from "vitest";
import { cities } from "./fixtures";
import { Table } from "./Table";

const PROPS = { height: 400, page_size: 100, title: "" };

beforeAll(() => {
  // jsdom has no layout: a grid without a size shows no rows.
  for (const [name, size] of [
    ["clientWidth", 800],
    ["clientHeight", 400],
    ["offsetWidth", 800],
    ["offsetHeight", 400],
  ] as const) {
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => size });
  }
});

async function cellTexts() {
  await waitFor(() => expect(screen.getAllByRole("gridcell")[0]).not.toBeEmptyDOMElement());
  return screen.getAllByRole("gridcell").map((cell) => cell.textContent);
}

test("headings and cells show, numbers with their decimals, missing ones blank", async () => {
  renderComponent(Table, { ...PROPS, frame: { ...cities() }, title: "Cities" });

  expect(await cellTexts()).toEqual(["Rome", "2.8", "Oslo", "", "Lima", "10.1"]);
  expect(screen.getAllByRole("columnheader").map((header) => header.textContent?.trim())).toEqual(["city", "people"]);
  expect(screen.getByText("3 rows")).toBeInTheDocument();
});

test("the grid is named after its title", async () => {
  const { container } = renderComponent(Table, { ...PROPS, frame: { ...cities() }, title: "Cities" });
  await cellTexts();

  expect(container.querySelector("[aria-label='Cities']")).not.toBeNull();
});

test("markup in cells and headings stays text", async () => {
  const markup = "<img src=x onerror=alert(1)>";
  const frame = { columns: [{ name: markup, type: "text" }], total: 1, rows: [[markup]] };
  const { container } = renderComponent(Table, { ...PROPS, frame });

  expect(await cellTexts()).toEqual([markup]);
  expect(container.querySelector("img")).toBeNull();
});

test("an empty table says so", () => {
  renderComponent(Table, { ...PROPS, frame: { ...cities(), rows: [], total: 0 } });

  expect(screen.getByText("No rows")).toBeInTheDocument();
});

test("what is no table shows a card", () => {
  renderComponent(Table, { ...PROPS });

  expect(screen.getByRole("alert")).toHaveTextContent("no rows and columns");
});

test("a click on a heading sorts", async () => {
  renderComponent(Table, { ...PROPS, frame: { ...cities() } });
  await cellTexts();
  act(() => within(screen.getAllByRole("columnheader")[1]!).getByText("people").click());

  await waitFor(async () => expect(await cellTexts()).toEqual(["Rome", "2.8", "Lima", "10.1", "Oslo", ""]));
});

test("a picked row becomes the input's value", async () => {
  const it = renderComponent(
    Table,
    { ...PROPS, frame: { ...cities() }, selection: "picked" },
    { inputs: { picked: [] } },
  );
  await screen.findByText("Oslo");
  act(() => screen.getByText("Oslo").click());

  await waitFor(() => expect(it.input("picked")).toEqual([{ row: 1, values: { city: "Oslo", people: null } }]));
});

test("rows picked before are marked, those that are gone are dropped", async () => {
  const picked = [
    { row: 0, values: { city: "Rome", people: 2.8 } },
    { row: 1, values: { city: "Bonn", people: 1 } },
  ];
  const it = renderComponent(Table, { ...PROPS, frame: { ...cities() }, selection: "picked" }, { inputs: { picked } });

  await waitFor(() => expect(it.container.querySelectorAll(".ag-row-selected")).toHaveLength(1));
  expect(it.input("picked")).toEqual(picked.slice(0, 1));
});
