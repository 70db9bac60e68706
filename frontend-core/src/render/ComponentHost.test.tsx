import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Node } from "../protocol/messages.gen";
import type { ComponentProps } from "../publicTypes";
import { fakeModule, fakePage } from "../testing/fakeApp";
import { renderPage } from "../testing/renderPage";

let renders: string[] = [];

function Chart({ figure, label = "" }: ComponentProps<{ figure?: unknown; label?: string }>) {
  renders.push(label);
  if (figure === "bad") throw new Error("cannot draw this");
  return <p>{`${label}: ${JSON.stringify(figure)}`}</p>;
}

function Columns({ children, childNodes }: ComponentProps<object>) {
  return <section aria-label={childNodes?.map((child) => child.kind).join(" ")}>{children}</section>;
}

const modules = {
  "charts.Chart": fakeModule("charts.Chart", { bound: "figure", min_height: 400 }),
  "layout.Columns": fakeModule("layout.Columns"),
};
const exports = { Chart, Columns };

function chart(id: string, more: Partial<Node> = {}): Node {
  return { id, kind: "charts.Chart", props: { label: id }, source: "sales", ...more };
}

const refresh = (widgets: string[], fingerprint: string, value: unknown) => ({
  widgets,
  fingerprint,
  status: "ready",
  value,
});

beforeEach(() => {
  renders = [];
});

describe("a bound component", () => {
  it("is a placeholder of the right height first, then filled", async () => {
    const { container, socket } = await renderPage(fakePage([chart("a")]), { modules, exports });
    expect(container.querySelector(".env-placeholder")).toHaveStyle({ minHeight: "400px" });
    expect(container.querySelector("[data-widget=a]")).toHaveAttribute("aria-busy", "true");
    act(() => socket.push("refresh_widget", refresh(["a"], "f1", { x: 1 })));

    expect(screen.getByText('a: {"x":1}')).toBeVisible();
    expect(container.querySelector("[data-widget=a]")).not.toHaveAttribute("aria-busy");
  });

  it("keeps the height free that its properties tell", async () => {
    const tall = chart("a", { props: { label: "a", height: 620 } });
    const { container } = await renderPage(fakePage([tall]), { modules, exports });

    expect(container.querySelector(".env-placeholder")).toHaveStyle({ minHeight: "620px" });
  });

  it("is the only one that renders when one of a thousand is refreshed", async () => {
    const ids = Array.from({ length: 1000 }, (_, index) => `chart-${index}`);
    const { socket } = await renderPage(fakePage(ids.map((id) => chart(id))), { modules, exports });
    act(() => socket.push("refresh_widget", refresh(ids, "f1", 1)));
    renders = [];
    act(() => socket.push("refresh_widget", refresh(["chart-500"], "f2", 2)));

    expect(renders).toEqual(["chart-500"]);
    expect(screen.getByText("chart-500: 2")).toBeVisible();
  });

  it("keeps showing earlier data while newer is computed", async () => {
    const { container, socket } = await renderPage(fakePage([chart("a")]), { modules, exports });
    act(() => socket.push("refresh_widget", refresh(["a"], "f1", 1)));
    act(() => socket.push("refresh_widget", { widgets: ["a"], fingerprint: "f2", status: "pending" }));

    expect(screen.getByText("a: 1")).toBeVisible();
    expect(container.querySelector("[data-widget=a]")).toHaveAttribute("aria-busy", "true");
  });

  it("says which fields it waits for, by their labels", async () => {
    const field: Node = { id: "f", kind: "charts.Chart", props: { label: "Your species" }, inputs: ["species"] };
    const { socket } = await renderPage(fakePage([field, chart("a")]), { modules, exports });
    act(() =>
      socket.push("refresh_widget", {
        widgets: ["a"],
        fingerprint: "",
        status: "waiting",
        missing: ["species", "bin_count"],
      }),
    );

    expect(screen.getByText("Waiting for Your species and Bin count")).toBeVisible();
  });

  it("says what failed, where, and tries again on demand", async () => {
    const { socket } = await renderPage(fakePage([chart("a")]), { modules, exports });
    const error = { slug: "source_failed", problem: "KeyError: 'x'", hint: "columns are a, b", place: "app.py:18" };
    act(() => socket.push("refresh_widget", { widgets: ["a"], fingerprint: "f1", status: "failed", error }));
    expect(screen.getByRole("alert")).toHaveTextContent(
      "Chart could not be shownKeyError: 'x'Hint: columns are a, bapp.py:18",
    );
    await userEvent.click(screen.getByRole("button", { name: "Retry" }));

    expect(socket.callsOf("retry")).toEqual([{ widget: "a" }]);
    expect(screen.queryByRole("alert")).toBeNull();
  });
});

describe("a component that cannot be shown", () => {
  it("costs only itself when it crashes, and recovers with new data", async () => {
    const quiet = vi.spyOn(console, "error").mockImplementation(() => {});
    const { socket } = await renderPage(fakePage([chart("a"), chart("b")]), { modules, exports });
    act(() => socket.push("refresh_widget", refresh(["a"], "f1", "bad")));
    act(() => socket.push("refresh_widget", refresh(["b"], "f1", 1)));
    expect(screen.getByRole("alert")).toHaveTextContent("cannot draw this");
    expect(screen.getByText("b: 1")).toBeVisible();
    act(() => socket.push("refresh_widget", refresh(["a"], "f2", 2)));

    expect(screen.getByText("a: 2")).toBeVisible();
    expect(quiet).toHaveBeenCalled();
  });

  it("names the plugin to install", async () => {
    const missing = {
      problem: "Table needs envision-tables.",
      hint: "pip install envision-tables",
      slug: "plugin_missing",
    };
    await renderPage(fakePage([{ id: "t", kind: "envision.Error", props: missing }]), { modules, exports });

    expect(screen.getByRole("alert")).toHaveTextContent("pip install envision-tables");
  });

  it("says why its plugin is not used", async () => {
    const broken = {
      "charts.Chart": fakeModule("charts.Chart", {
        state: "broken",
        reason: "It raised ImportError.",
        hint: "reinstall it",
      }),
    };
    const { imported } = await renderPage(fakePage([chart("a")]), { modules: broken, exports });

    expect(screen.getByRole("alert")).toHaveTextContent("It raised ImportError.Hint: reinstall it");
    expect(imported).toEqual([]);
  });

  it("says so when its plugin does not have it", async () => {
    await renderPage(fakePage([{ ...chart("a"), source: undefined }].map(({ source: _, ...rest }) => rest)), {
      modules,
      exports: {},
    });

    expect(screen.getByRole("alert")).toHaveTextContent('Plugin "charts" has no component "Chart"');
  });
});

describe("the tree", () => {
  it("gives containers their children, and fetches only the modules it uses", async () => {
    const tree = [{ id: "c", kind: "layout.Columns", props: {}, children: [chart("a"), chart("b")] }];
    const { imported } = await renderPage(fakePage(tree), {
      modules: { ...modules, "tables.Table": fakeModule("tables.Table") },
      exports,
    });

    expect(
      screen.getByRole("region", { name: "charts.Chart charts.Chart" }).querySelectorAll("[data-widget]"),
    ).toHaveLength(2);
    expect([...new Set(imported)].sort()).toEqual(["/_envision/p/charts/Chart.js", "/_envision/p/layout/Columns.js"]);
  });

  it("shows and hides by inputs without asking the server", async () => {
    const { session, socket } = await renderPage(
      fakePage([chart("a", { show_when: { details: true } })], { values: { details: false } }),
      { modules, exports },
    );
    act(() => socket.push("refresh_widget", refresh(["a"], "f1", 1)));
    expect(screen.queryByText("a: 1")).toBeNull();
    act(() => session.setInput("details", true));

    expect(await screen.findByText("a: 1")).toBeVisible();
    expect(socket.calls.map((call) => call.method)).toEqual(["get_page", "set_inputs"]);
  });

  it("renders only what a new structure changes", async () => {
    const { socket } = await renderPage(fakePage([chart("a"), chart("b")]), { modules, exports });
    act(() => socket.push("refresh_widget", refresh(["a", "b"], "f1", 1)));
    renders = [];
    const tree = [chart("a"), chart("b", { props: { label: "new" } })];
    act(() => socket.push("page_changed", { page: "home", title: "Home", tree, version: 2, digest: "d2" }));

    expect(renders).toEqual(["new"]);
  });
});
