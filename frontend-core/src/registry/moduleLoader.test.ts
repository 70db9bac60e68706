import { expect, it, vi } from "vitest";
import { fakeModule } from "../testing/fakeApp";
import { ModuleLoader } from "./moduleLoader";

const chart = fakeModule("charts.Chart");
const Chart = () => null;

it("fetches a module once for all components of its kind", async () => {
  const importModule = vi.fn(async () => ({ Chart }));
  const loader = new ModuleLoader(importModule);
  expect(loader.state(chart)).toEqual({ status: "loading" });
  loader.state(chart);
  await vi.waitFor(() => expect(loader.state(chart)).toEqual({ status: "ready", component: Chart }));

  expect(importModule).toHaveBeenCalledOnce();
});

it("tries again by itself, at an address the browser has not seen fail", async () => {
  vi.useFakeTimers();
  const importModule = vi.fn(async (_url: string) => ({ Chart }) as object);
  importModule.mockRejectedValueOnce(new Error("404"));
  const loader = new ModuleLoader(importModule);
  const loaded = loader.load(chart);
  await vi.runAllTimersAsync();
  vi.useRealTimers();

  expect((await loaded).status).toBe("ready");
  expect(importModule.mock.calls.map(([url]) => url)).toEqual([chart.url, `${chart.url}?try=1`]);
});

it("says what to do when it stays away, tells listeners, and works once it is back", async () => {
  vi.useFakeTimers();
  const importModule = vi.fn().mockRejectedValue(new Error("404"));
  const loader = new ModuleLoader(importModule);
  const listener = vi.fn();
  loader.subscribe(listener);
  void loader.load(chart);
  await vi.runAllTimersAsync();
  vi.useRealTimers();
  expect(loader.state(chart)).toMatchObject({ status: "failed", problem: expect.stringContaining("404") });
  expect(listener).toHaveBeenCalled();
  importModule.mockResolvedValue({ Chart });

  expect((await loader.load(chart)).status).toBe("ready");
});
