/** Keeps one element drawn: draws what changes, follows its element's size, and cleans up. */
import { type RefObject, useEffect, useRef, useState } from "react";
import type { Drawing } from "./drawing";
import { loadTraces, plotly } from "./plotly";

export interface PlotEvents {
  [event: string]: (event: unknown) => void;
}

/**
 * Draws into the element whenever `draw` changes.
 *
 * @param types Trace types the drawing needs.
 * @param draw Makes the drawing for a width in px; a new function means a new drawing.
 * @param events Listeners for plotly's events; always the newest ones are called.
 * @returns What went wrong with the last drawing, or null, and whether something has been drawn.
 */
export function usePlot(
  element: RefObject<HTMLElement | null>,
  types: Iterable<string>,
  draw: (width: number) => Drawing,
  events: PlotEvents,
): { error: Error | null; isDrawn: boolean; retry(): void } {
  const [error, setError] = useState<Error | null>(null);
  const [isDrawn, setDrawn] = useState(false);
  const newest = useRef(events);
  newest.current = events;
  const [attempt, setAttempt] = useState(0);
  const names = Object.keys(events).join(" ");

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is another drawing
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    let isStopped = false;
    const paint = async () => {
      await loadTraces(types);
      if (isStopped) return;
      const plot = await plotly.react(target, draw(target.clientWidth));
      for (const name of names.split(" ").filter(Boolean)) {
        plot.removeAllListeners(name);
        plot.on(name, (event) => newest.current[name]?.(event));
      }
      if (isStopped) return;
      setError(null);
      setDrawn(true);
    };
    paint().catch((reason: unknown) => {
      if (!isStopped) setError(reason instanceof Error ? reason : new Error(String(reason)));
    });
    return () => {
      isStopped = true;
    };
  }, [element, types, draw, names, attempt]);

  useResize(element, draw);
  usePurge(element);
  return { error, isDrawn, retry: () => setAttempt(attempt + 1) };
}

/** Draws again at a new width; nothing while the element is hidden. */
function useResize(element: RefObject<HTMLElement | null>, draw: (width: number) => Drawing) {
  const newest = useRef(draw);
  newest.current = draw;
  useEffect(() => {
    const target = element.current;
    if (!target || typeof ResizeObserver === "undefined") return;
    let width = target.clientWidth;
    let frame = 0;
    const observer = new ResizeObserver(() => {
      if (target.clientWidth === width || target.clientWidth === 0) return;
      width = target.clientWidth;
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        // Before the first drawing there is nothing to resize; it takes the width of that moment.
        if (!target.classList.contains("js-plotly-plot")) return;
        void plotly.react(target, newest.current(target.clientWidth));
      });
    });
    observer.observe(target);
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
    };
  }, [element]);
}

function usePurge(element: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const target = element.current;
    return () => {
      if (target) plotly.purge(target);
    };
  }, [element]);
}
