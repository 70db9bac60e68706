/** The points a person picked: from plotly's events, and back into a figure. Pure. */
import { type Dict, type Figure, isDict, type Json, typeOf } from "./figure";

export interface PickedPoint {
  x: Json;
  y: Json;
  customdata: Json;
  /** Number of the trace. */
  curve: number;
  /** Number of the point in its trace; null for what has none, such as a bin. */
  point: number | null;
}

/** As many as the server takes in one message (`envision_charts.picked.MAX_POINTS`). */
export const MAX_POINTS = 2000;

/** Trace types that plotly selects from by itself; a click on another one picks what was clicked. */
const SELECTABLE = new Set(
  "bar barpolar box candlestick choropleth choroplethmap funnel histogram ohlc scatter scattercarpet scattergeo scattergl scattermap scatterpolar scatterpolargl scattersmith scatterternary splom violin waterfall".split(
    " ",
  ),
);

export function isSelectable(type: string): boolean {
  return SELECTABLE.has(type);
}

/** The points of a plotly event, without those beyond what a message can hold, and how many there were. */
export function pointsOf(event: unknown): { points: PickedPoint[]; total: number } {
  const found = isRecord(event) && Array.isArray(event.points) ? event.points.filter(isRecord) : [];
  return { points: found.slice(0, MAX_POINTS).map(toPoint), total: found.length };
}

/** The type of the trace an event's first point belongs to. */
export function typeOfEvent(event: unknown): string {
  const [first] = isRecord(event) && Array.isArray(event.points) ? event.points.filter(isRecord) : [];
  const trace = first && isRecord(first.fullData) ? first.fullData : {};
  return typeof trace.type === "string" ? trace.type : "scatter";
}

/** Marks the picked points in a figure, in place. Without any, nothing is marked. */
export function markPicked(figure: Figure, picked: readonly PickedPoint[]): void {
  if (!picked.length) return;
  figure.data.forEach((trace, curve) => {
    if (!isSelectable(typeOf(trace))) return;
    const places = picked.filter((point) => point.curve === curve && point.point !== null).map((point) => point.point);
    // Bins have no numbers of their own points here: such a trace shows no mark rather than a wrong one.
    if (places.length || !picked.some((point) => point.curve === curve)) trace.selectedpoints = places;
  });
}

/** The input's value, whatever it was set to, as points. */
export function asPicked(value: unknown): PickedPoint[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isRecord).map((point) => ({
    x: json(point.x),
    y: json(point.y),
    customdata: json(point.customdata),
    curve: typeof point.curve === "number" ? point.curve : -1,
    point: typeof point.point === "number" ? point.point : null,
  }));
}

function toPoint(point: Record<string, unknown>): PickedPoint {
  const place = point.pointNumber ?? point.pointIndex;
  return {
    x: json(point.x ?? point.lon ?? point.theta ?? point.a ?? point.location ?? point.label),
    y: json(point.y ?? point.lat ?? point.r ?? point.b ?? point.z ?? point.value),
    customdata: json(point.customdata),
    curve: typeof point.curveNumber === "number" ? point.curveNumber : 0,
    point: typeof place === "number" && !Array.isArray(point.pointNumbers) ? place : null,
  };
}

/** A value of an event as JSON; typed arrays become lists, what JSON cannot hold becomes null. */
function json(value: unknown): Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) return value.map(json);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return Array.from(value as unknown as ArrayLike<number>, json);
  if (isDict(value)) {
    const copy: Dict = {};
    for (const [key, item] of Object.entries(value)) copy[key] = json(item);
    return copy;
  }
  return null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
