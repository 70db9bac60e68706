import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import { fakePage } from "../testing/fakeApp";
import { renderPage } from "../testing/renderPage";

const nothing = { modules: {}, exports: {} };
const job = { job: "j1", name: "train", status: "running", done: 3, total: 12, text: "Fitting" };

beforeEach(() => window.history.replaceState(null, "", "/"));

it("tells that it reconnects and that it is back", async () => {
  const { socket } = await renderPage(fakePage([]), nothing);
  act(() => socket.close());
  expect(screen.getByText(/Reconnecting/)).toBeVisible();
  await act(async () => socket.open());

  expect(screen.getByText("Connection restored")).toBeVisible();
});

it("offers to sign in again when the session has ended", async () => {
  const { socket } = await renderPage(fakePage([]), nothing);
  act(() => socket.close(4401));

  expect(screen.getByRole("button", { name: "Sign in again" })).toBeVisible();
});

it("shows notices until they are closed", async () => {
  const { socket } = await renderPage(fakePage([]), nothing);
  act(() => socket.push("notify", { id: 1, text: "Saved", level: "success" }));
  act(() => socket.push("notify", { id: 2, text: "Disk full", level: "error" }));
  expect(screen.getByRole("alert")).toHaveTextContent("Disk full");
  await userEvent.click(screen.getAllByRole("button", { name: "Close notice" })[0]!);

  expect(screen.queryByText("Saved")).toBeNull();
});

it("shows a running job with its progress, and cancels it", async () => {
  const { socket } = await renderPage(fakePage([]), nothing);
  act(() => socket.push("job_changed", job));
  expect(screen.getByRole("progressbar", { name: "Fitting" })).toHaveAttribute("aria-valuenow", "25");
  await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
  expect(socket.callsOf("cancel")).toEqual([{ job: "j1" }]);
  act(() => socket.push("job_changed", { ...job, status: "done" }));

  expect(screen.queryByRole("progressbar")).toBeNull();
});

it("says that there is no such page and offers another", async () => {
  const { session, socket } = await renderPage(fakePage([]), nothing);
  const { RpcError } = await import("../transport/rpcError");
  socket.on("get_page", () => {
    throw new RpcError(-32004, "No page 'nowhere'.", { slug: "page_not_found", hint: "pages are home" });
  });
  await act(async () => session.navigate("nowhere"));

  expect(screen.getByRole("heading", { name: "There is no such page" })).toBeVisible();
  expect(screen.getByRole("link", { name: "Go to Home" })).toBeVisible();
});

it("switches between light, dark and the system's colours, and remembers it", async () => {
  await renderPage(fakePage([]), nothing);
  await userEvent.click(screen.getAllByRole("button", { name: /^Appearance: light/ })[0]!);

  expect(document.documentElement.dataset.mantineColorScheme).toBe("dark");
  expect(localStorage.getItem("envision:scheme")).toBe("dark");
});

it("has a link that skips to the content", async () => {
  await renderPage(fakePage([]), nothing);

  expect(screen.getByRole("link", { name: "Skip to content" })).toHaveAttribute("href", "#env-main");
  expect(screen.getByRole("main")).toHaveAttribute("id", "env-main");
});
