/** A plotly figure on the page. */
import { type ComponentProps, ErrorCard, useInput, useTheme } from "@envision/core";
import { type CSSProperties, useCallback, useId, useMemo, useRef, useState } from "react";
import { drawingOf } from "./drawing";
import { asFigure, type Figure, ownHeight, summary, traceTypes } from "./figure";
import { asPicked, isSelectable, MAX_POINTS, type PickedPoint, pointsOf, typeOfEvent } from "./picked";
import { OUTLINES, unknownTypes } from "./plotly";
import type { ChartProps } from "./props.gen";
import { type PlotEvents, usePlot } from "./usePlot";

const DEFAULT_HEIGHT = 400;
const FRAME: CSSProperties = { margin: 0, minWidth: 0, width: "100%" };
const HEADING_HEIGHT = 28; // px, its margin included
const HEADING: CSSProperties = { fontSize: 16, fontWeight: 600, lineHeight: "24px", marginBottom: 4 };
const NOTE: CSSProperties = { fontSize: 13, opacity: 0.75 };

interface Picking {
  value: readonly PickedPoint[];
  pick(points: PickedPoint[]): void;
}

export function Chart(props: ComponentProps<ChartProps>) {
  const figure = useMemo(() => asFigure(props.figure), [props.figure]);
  if (!figure) return <ErrorCard problem="This chart got no figure." hint="the source must return a plotly figure" />;
  const [unknown] = unknownTypes(traceTypes(figure));
  if (unknown) {
    return (
      <ErrorCard
        problem={`Plotly has no trace type '${unknown}'.`}
        hint="see plotly.com/python for the types of traces"
      />
    );
  }
  if (props.selection) return <PickingChart {...props} figure={figure} selection={props.selection} />;
  return <Plot {...props} figure={figure} picking={null} />;
}

type PlotProps = Omit<ChartProps, "figure"> & { figure: Figure; picking: Picking | null };

/** A chart whose picked points are the input `selection`. */
function PickingChart({ selection, ...props }: Omit<PlotProps, "picking" | "selection"> & { selection: string }) {
  const { value, set } = useInput<PickedPoint[]>(selection);
  const picked = useMemo(() => asPicked(value), [value]);
  return <Plot {...props} picking={{ value: picked, pick: set }} />;
}

function Plot({ figure, title = "", height, config, picking }: PlotProps) {
  const theme = useTheme();
  const element = useRef<HTMLDivElement>(null);
  const heading = useId();
  const types = useMemo(() => traceTypes(figure), [figure]);
  // With its heading it takes what its placeholder took; a height that the figure sets is the drawing's own.
  const own = height === undefined ? ownHeight(figure) : null;
  const shown = own ?? (height ?? DEFAULT_HEIGHT) - (title ? HEADING_HEIGHT : 0);
  const { picked, revision, events, note } = usePicking(picking);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a revision says that others picked; picked() is the newest
  const draw = useCallback(
    (width: number) =>
      drawingOf(figure, {
        theme,
        width,
        height: shown,
        picked: picked(),
        isTouch: isTouch(),
        config: config ?? {},
        outlines: OUTLINES,
      }),
    [figure, theme, shown, revision, config],
  );
  const { error, isDrawn, retry } = usePlot(element, types, draw, events);
  return (
    <figure style={FRAME} aria-labelledby={title ? heading : undefined}>
      {title && (
        <figcaption id={heading} style={HEADING}>
          {title}
        </figcaption>
      )}
      {error && <ErrorCard problem="The chart could not be drawn." hint={error.message} onRetry={retry} />}
      <div role="img" aria-label={summary(figure, title)} style={HIDDEN} />
      <div
        ref={element}
        aria-busy={!isDrawn && !error}
        style={{ minHeight: error ? 0 : shown, width: "100%" }}
        hidden={error !== null}
      />
      {note && <div style={NOTE}>{note}</div>}
    </figure>
  );
}

/** Read by screen readers instead of the drawing's hundreds of small texts. */
const HIDDEN: CSSProperties = { position: "absolute", width: 1, height: 1, overflow: "hidden", clipPath: "inset(50%)" };

/** Listeners that write the picked points; `revision` changes when they were picked elsewhere and need drawing. */
function usePicking(picking: Picking | null) {
  const newest = useRef(picking);
  newest.current = picking;
  const drawn = useRef({ picked: "[]", revision: 0 });
  const [note, setNote] = useState("");
  const value = JSON.stringify(picking?.value ?? []);
  // A selection made here is marked by plotly already; drawing again would only cost time.
  if (value !== drawn.current.picked) drawn.current = { picked: value, revision: drawn.current.revision + 1 };
  const pick = (points: PickedPoint[], total: number) => {
    drawn.current.picked = JSON.stringify(points);
    setNote(total > points.length ? `The first ${MAX_POINTS} of ${total} selected points count.` : "");
    newest.current?.pick(points);
  };
  const pickEvent = (event: unknown) => {
    const { points, total } = pointsOf(event);
    pick(points, total);
  };
  const events: PlotEvents = {
    plotly_selected: (event) => event && pickEvent(event),
    plotly_deselect: () => pick([], 0),
    plotly_click: (event) => isSelectable(typeOfEvent(event)) || pickEvent(event),
  };
  return {
    picked: () => newest.current?.value ?? null,
    revision: drawn.current.revision,
    events: picking ? events : NO_EVENTS,
    note,
  };
}

const NO_EVENTS: PlotEvents = {};

function isTouch(): boolean {
  return typeof matchMedia === "function" && matchMedia("(pointer: coarse)").matches;
}
