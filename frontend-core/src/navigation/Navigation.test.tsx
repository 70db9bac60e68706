import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import type { NavigationItem } from "../protocol/messages.gen";
import { fakePage } from "../testing/fakeApp";
import { renderPage } from "../testing/renderPage";
import { ICONS } from "./icons";

const item = (page: string, more: Partial<NavigationItem> = {}): NavigationItem => ({
  page,
  title: page.toUpperCase(),
  icon: null,
  path: page,
  locked: false,
  requires: [],
  ...more,
});

const navigation = [item("one"), item("two"), item("three", { locked: true, requires: ["settings"] })];
const page = fakePage([], { page: "one", title: "ONE", navigation });
const nothing = { modules: {}, exports: {} };

beforeEach(() => window.history.replaceState(null, "", "/"));

it("puts workspace and page into the address", async () => {
  await renderPage(page, nothing);

  expect(window.location.pathname).toBe("/w/w1/one");
  expect(document.title).toBe("ONE – Test app");
});

it("goes to a page by its link and back by the browser", async () => {
  const { socket } = await renderPage(page, { ...nothing, app: { navigation_style: "tabs" } });
  await userEvent.click(screen.getByRole("link", { name: "TWO" }));
  expect(window.location.pathname).toBe("/w/w1/two");
  expect(socket.callsOf("get_page").at(-1)).toMatchObject({ page: "two", workspace: "w1" });
  expect(screen.getByRole("link", { name: "TWO" })).toHaveAttribute("aria-current", "page");
  expect(screen.getByRole("main")).toHaveFocus();
  await act(async () => {
    window.history.back();
    await new Promise((resolve) => setTimeout(resolve, 50));
  });

  expect(socket.callsOf("get_page").at(-1)).toMatchObject({ page: "one" });
});

it("shows locked pages without a link, and says what opens them", async () => {
  await renderPage(page, nothing);
  const pages = screen.getByRole("navigation", { name: "Pages" });

  expect(within(pages).queryByRole("link", { name: "THREE" })).toBeNull();
  expect(within(pages).getByText("THREE")).toHaveAttribute("title", "Opens when the form “Settings” is submitted");
});

it("shows steps with what is done, where we are and what is locked", async () => {
  await renderPage({ ...page, page: "two" }, { ...nothing, app: { navigation_style: "steps" } });
  const steps = within(screen.getByRole("navigation", { name: "Steps" }));

  expect(steps.getAllByRole("listitem").map((step) => step.dataset.state)).toEqual(["done", "current", "locked"]);
  expect(steps.getByRole("link", { name: "TWO" })).toHaveAttribute("aria-current", "step");
  expect(screen.getByRole("link", { name: "Back" })).toHaveAttribute("href", "/w/w1/one");
});

it("says that the form in sight opens the next step", async () => {
  const form = { id: "f", kind: "forms.Form", props: { name: "settings" } };
  const tree = [{ id: "c", kind: "layout.Card", props: {}, children: [form] }];
  const shown = { ...page, page: "two", tree };
  await renderPage(shown, { ...nothing, app: { navigation_style: "steps" } });

  expect(screen.getByText("Submit the form to open the next step")).toBeVisible();
});

it("shows a sign by its name, and a short text as it is", async () => {
  const icons = [item("one", { icon: "map" }), item("two", { icon: "⚑" }), item("three", { icon: "no-such-sign" })];
  await renderPage({ ...page, navigation: icons }, nothing);
  const [one, two, three] = within(screen.getByRole("navigation", { name: "Pages" })).getAllByRole("listitem");

  expect(one?.querySelector("svg path")).toHaveAttribute("d", ICONS.map);
  expect(two).toHaveTextContent("⚑TWO");
  expect(three).toHaveTextContent(/^THREE$/);
});

it("opens a step when the server says so", async () => {
  const { socket } = await renderPage({ ...page, page: "two" }, { ...nothing, app: { navigation_style: "steps" } });
  act(() => socket.push("navigation_changed", { navigation: navigation.map((one) => ({ ...one, locked: false })) }));

  expect(screen.getByRole("link", { name: "Next: THREE" })).toBeVisible();
});

it("goes where the server says", async () => {
  const { socket } = await renderPage(page, nothing);
  await act(async () => socket.push("navigate", { page: "two" }));

  expect(window.location.pathname).toBe("/w/w1/two");
});

it("opens and closes the sidebar by its button and by Escape", async () => {
  await renderPage(page, nothing);
  const toggle = screen.getByRole("button", { name: "Pages" });
  await userEvent.click(toggle);
  expect(toggle).toHaveAttribute("aria-expanded", "true");
  await userEvent.keyboard("{Escape}");

  expect(toggle).toHaveAttribute("aria-expanded", "false");
  expect(toggle).toHaveFocus();
});

it("has no navigation for a single page", async () => {
  await renderPage({ ...page, navigation: [item("one")] }, nothing);

  expect(screen.queryByRole("navigation")).toBeNull();
});
