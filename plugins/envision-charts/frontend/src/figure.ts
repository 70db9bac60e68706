/** Reads figures as they arrive from the server. Knows neither plotly nor the page. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Dict = { [key: string]: Json };

export interface Figure {
  data: Dict[];
  layout: Dict;
  frames?: Dict[];
}

/** Whether a value is an object with names, and no list. */
export function isDict(value: unknown): value is Dict {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

/** A figure with all its parts there, from whatever the wire brought. */
export function asFigure(value: unknown): Figure | null {
  if (!isDict(value) || !Array.isArray(value.data)) return null;
  const frames = Array.isArray(value.frames) ? { frames: value.frames.filter(isDict) } : {};
  return { data: value.data.filter(isDict), layout: isDict(value.layout) ? value.layout : {}, ...frames };
}

/** The trace types a figure draws, those of its animation's frames and of a template's scatter included. */
export function traceTypes(figure: Figure): Set<string> {
  const frames = (figure.frames ?? []).flatMap((frame) => (Array.isArray(frame.data) ? frame.data.filter(isDict) : []));
  return new Set([...figure.data.map(typeOf), ...frames.filter((trace) => "type" in trace).map(typeOf)]);
}

export function typeOf(trace: Dict): string {
  return typeof trace.type === "string" ? trace.type : "scatter";
}

/**
 * A copy that plotly may write into; lists of plain values are shared with the original, so a million points cost
 * nothing. Plotly writes into objects, never into such lists.
 */
export function writable<T>(value: T): T {
  if (Array.isArray(value)) {
    // The type is kept: each item is copied by the same rule.
    return (value.some((item) => typeof item === "object" && item !== null) ? value.map(writable) : value) as T;
  }
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, writable(item)])) as T;
}

const IMAGE_SOURCES = /^(https?:|blob:|data:image\/)/i;
const HAS_SCHEME = /^[^/?#]*:/;

/** Takes addresses that are no pictures out of a layout's images (`javascript:` and the like), in place. */
export function withoutUnsafeImages(layout: Dict): void {
  const template = isDict(layout.template) && isDict(layout.template.layout) ? [layout.template.layout] : [];
  for (const part of [layout, ...template]) {
    if (!Array.isArray(part.images)) continue;
    part.images = part.images.filter((image) => !isDict(image) || isPicture(image.source));
  }
}

function isPicture(source: Json | undefined): boolean {
  if (typeof source !== "string") return true; // no picture yet: plotly ignores it
  // Browsers skip control characters and blanks in front of and inside a scheme; so does this test.
  const address = [...source].filter((letter) => letter > " " && !(letter >= "\u007f" && letter <= "\u00a0")).join("");
  return !HAS_SCHEME.test(address) || IMAGE_SOURCES.test(address);
}

/**
 * Equal for two figures that show the same thing with other data: zoom and hidden traces then survive an update.
 * Other traces or other axes make another one, so that an old zoom does not hide new data.
 */
export function sameView(figure: Figure): string {
  const axes = Object.entries(figure.layout).filter(([key]) => /^([xy]axis|geo|scene|polar|ternary|map)\d*$/.test(key));
  const types = [...new Set(figure.data.map(typeOf))].sort();
  return JSON.stringify([
    types,
    axes.map(([key, axis]) => [key, isDict(axis) ? [textOf(axis.title), axis.type ?? ""] : ""]).sort(),
  ]);
}

/** The words of a title, which plotly writes as text or as an object. Markup is left out. */
export function textOf(title: Json | undefined): string {
  const text = isDict(title) ? title.text : title;
  return typeof text === "string"
    ? text
        .replace(/<br\s*\/?>/gi, " ")
        .replace(/<[^>]*>/g, "")
        .trim()
    : "";
}

const MOST_NAMES = 8;

/** What a screen reader says: the title, what kind of chart it is, its axes and the names of its traces. */
export function summary(figure: Figure, title: string): string {
  const types = [...new Set(figure.data.map(typeOf))];
  const heading = title || textOf(figure.layout.title);
  const kinds = types.length ? `${types.join(" and ")} chart` : "empty chart";
  const axes = ["xaxis", "yaxis"].map((name) => [name[0], axisTitle(figure.layout[name])]).filter(([, text]) => text);
  const names = figure.data.map((trace) => textOf(trace.name)).filter(Boolean);
  const more = names.length > MOST_NAMES ? `, and ${names.length - MOST_NAMES} more` : "";
  return [
    heading,
    kinds,
    axes.map(([axis, text]) => `${axis}: ${text}`).join(", "),
    names.length ? `shows ${names.slice(0, MOST_NAMES).join(", ")}${more}` : "",
  ]
    .filter(Boolean)
    .join(". ");
}

function axisTitle(axis: Json | undefined): string {
  return isDict(axis) ? textOf(axis.title) : "";
}

/** The height a figure sets for itself, if any. */
export function ownHeight(figure: Figure): number | null {
  return typeof figure.layout.height === "number" ? figure.layout.height : null;
}
