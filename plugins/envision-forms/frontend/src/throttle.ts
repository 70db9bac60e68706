/** Limits how often something is done. */

export interface Throttled<T> {
  (value: T): void;
  /** Forgets the value that waits. */
  cancel(): void;
  /** Does at once what waits. */
  flush(): void;
}

/** At once, then at most every `interval_ms`, always ending with the newest value. */
export function throttle<T>(act: (value: T) => void, interval_ms: number): Throttled<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: { value: T } | null = null;

  function next() {
    timer = undefined;
    if (!waiting) return;
    const { value } = waiting;
    waiting = null;
    timer = setTimeout(next, interval_ms);
    act(value);
  }

  function throttled(value: T) {
    waiting = { value };
    if (timer === undefined) next();
  }
  throttled.cancel = () => {
    clearTimeout(timer);
    timer = undefined;
    waiting = null;
  };
  throttled.flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (!waiting) return;
    const { value } = waiting;
    waiting = null;
    act(value);
  };
  return throttled;
}
