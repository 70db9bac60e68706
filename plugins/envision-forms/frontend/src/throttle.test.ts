import { beforeEach, expect, test, vi } from "vitest";
import { throttle } from "./throttle";

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

test("the first value goes at once, the newest at the end of each interval", () => {
  const act = vi.fn();
  const write = throttle<number>(act, 100);

  for (const value of [1, 2, 3]) write(value);
  expect(act.mock.calls).toEqual([[1]]);
  vi.advanceTimersByTime(100);
  expect(act.mock.calls).toEqual([[1], [3]]);
  write(4);
  expect(act).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(300);

  expect(act.mock.calls).toEqual([[1], [3], [4]]);
});

test("what is cancelled is never done, what is flushed is done at once", () => {
  const act = vi.fn();
  const write = throttle<number>(act, 100);

  write(1);
  write(2);
  write.cancel();
  vi.advanceTimersByTime(300);
  expect(act.mock.calls).toEqual([[1]]);
  write(3);
  write(4);
  write.flush();

  expect(act.mock.calls).toEqual([[1], [3], [4]]);
});
