import { renderComponent } from "@envision/core/testing";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { Card, Columns, Expander, Tab } from "./layout";
import { Tabs } from "./Tabs";

const CHILDREN = [<p key="a">One</p>, <p key="b">Two</p>];
const NODES = ["a", "b"].map((id) => ({ id, kind: "layout.Tab", props: { title: `Tab ${id}` } }));

test("columns have the widths the author gave", () => {
  const { container } = renderComponent(Columns, { ratio: [1, 2], gap: "md" }, { children: CHILDREN });

  const columns = container.querySelector<HTMLElement>(".envision-columns");
  expect(columns?.style.getPropertyValue("--envision-columns")).toBe("minmax(0, 1fr) minmax(0, 2fr)");
  expect(columns?.children).toHaveLength(2);
});

test("figures stand in pairs on a phone, taller blocks alone", () => {
  const low = NODES.map((node) => ({ ...node, props: { height: 84 } }));
  const first = renderComponent(Columns, { gap: "md", childNodes: low }, { children: CHILDREN });
  expect(first.container.querySelector(".envision-columns")).toHaveAttribute("data-low");
  const second = renderComponent(Columns, { gap: "md", childNodes: NODES }, { children: CHILDREN });

  expect(second.container.querySelector(".envision-columns")).not.toHaveAttribute("data-low");
});

test("a card is a region named by its title", () => {
  renderComponent(
    Card,
    { title: "Sales", tone: "warning", padding: "md", border: true, background: "tinted" },
    { children: CHILDREN },
  );

  expect(screen.getByRole("region", { name: "Sales" })).toHaveTextContent("OneTwo");
});

test("what is inside an expander is drawn when it is opened first, and kept", async () => {
  renderComponent(Expander, { title: "Details", open: false }, { children: CHILDREN });
  const title = screen.getByRole("button", { name: "Details", expanded: false });

  expect(screen.queryByText("One")).toBeNull();
  await userEvent.click(title);
  expect(screen.getByText("One")).toBeVisible();
  expect(title).toHaveAttribute("aria-expanded", "true");
  await userEvent.keyboard("{Enter}");

  expect(screen.getByText("One")).not.toBeVisible();
});

test("an expander may start open", () => {
  renderComponent(Expander, { title: "Details", open: true }, { children: CHILDREN });

  expect(screen.getByText("One")).toBeVisible();
});

test("one tab is seen at a time, arrow keys change it", async () => {
  renderComponent(Tabs, { childNodes: NODES }, { children: CHILDREN });

  expect(screen.getByText("One")).toBeVisible();
  expect(screen.queryByText("Two")).toBeNull();
  await userEvent.click(screen.getByRole("tab", { name: "Tab a" }));
  await userEvent.keyboard("{ArrowRight}");

  expect(screen.getByRole("tab", { name: "Tab b", selected: true })).toHaveFocus();
  expect(screen.getByRole("tabpanel", { name: "Tab b" })).toHaveTextContent("Two");
  expect(screen.getByText("One")).not.toBeVisible();
});

test("the open tab is remembered over a reload", async () => {
  const first = renderComponent(Tabs, { childNodes: NODES }, { children: CHILDREN });
  await userEvent.click(screen.getByRole("tab", { name: "Tab b" }));
  first.unmount();

  renderComponent(Tabs, { childNodes: NODES }, { children: CHILDREN });

  expect(screen.getByRole("tab", { name: "Tab b", selected: true })).toBeInTheDocument();
});

test("a tab shows its children", () => {
  renderComponent(Tab, { title: "A" }, { children: CHILDREN });

  expect(screen.getByText("Two")).toBeVisible();
});
