/** What plotly is asked to draw: a figure with the page's look, size and selection put in. Pure. */
import type { ThemeTokens } from "@envision/core";
import { type Dict, type Figure, isDict, sameView, withoutUnsafeImages, writable } from "./figure";
import { markPicked, type PickedPoint } from "./picked";
import { applyTheme, isThemed } from "./theme";

export interface DrawingOptions {
  theme: ThemeTokens;
  height: number;
  width: number;
  /** Null: the chart picks nothing. */
  picked: readonly PickedPoint[] | null;
  /** A finger instead of a mouse: dragging scrolls the page. */
  isTouch: boolean;
  /** The author's options of plotly.js. */
  config: Record<string, unknown>;
  /** Folder of the map outlines. */
  outlines: string;
}

export interface Drawing {
  data: Dict[];
  layout: Dict;
  config: Record<string, unknown>;
  frames?: Dict[];
}

/** A drawing that plotly may write into; the figure stays untouched. */
export function drawingOf(figure: Figure, options: DrawingOptions): Drawing {
  const copy = writable(figure);
  const { layout } = copy;
  applyTheme(copy, options.theme, options.width);
  withoutUnsafeImages(layout);
  for (const frame of copy.frames ?? []) if (isDict(frame.layout)) withoutUnsafeImages(frame.layout);
  delete layout.width; // a chart is as wide as its place
  layout.height = options.height;
  layout.autosize = true;
  layout.uirevision ??= sameView(figure);
  if (options.picked) {
    layout.dragmode ??= "select";
    layout.clickmode ??= "event+select";
    markPicked(copy, options.picked);
  } else if (options.isTouch && isThemed(figure)) {
    layout.dragmode ??= false;
  }
  return { data: copy.data, layout, config: configOf(options), ...(copy.frames ? { frames: copy.frames } : {}) };
}

function configOf(options: DrawingOptions): Record<string, unknown> {
  return {
    displaylogo: false,
    responsive: false, // the element's own size is watched instead of the window's
    typesetMath: false,
    topojsonURL: options.outlines,
    plotlyServerURL: "",
    showSendToCloud: false,
    displayModeBar: options.isTouch && !options.picked ? false : "hover",
    modeBarButtonsToRemove: options.picked ? [] : ["select2d", "lasso2d"],
    ...writable(options.config),
  };
}
