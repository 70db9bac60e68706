/** The grid in the colours of the page. */
import type { ThemeTokens } from "@envision/core";
import { createPart, type Theme, themeQuartz } from "ag-grid-community";

export const ROW_HEIGHT = 36;
export const HEADER_HEIGHT = 40;

/** Where scroll bars lie over the content (phones, headless browsers) the grid's stand-ins would cover its cells. */
const overlayScrollbars = createPart({ css: ".ag-scrollbar-invisible { visibility: hidden; }" });
/** Over the boxes to tick the heading would not fit; screen readers say it. */
const quietHeader = createPart({ css: ".env-quiet-header .ag-header-cell-text { opacity: 0; }" });

export function gridTheme({ scheme, font, radius, colors }: ThemeTokens): Theme {
  return themeQuartz.withPart(overlayScrollbars).withPart(quietHeader).withParams({
    accentColor: colors.primary,
    backgroundColor: colors.surface,
    foregroundColor: colors.text,
    textColor: colors.text,
    borderColor: colors.border,
    browserColorScheme: scheme,
    fontFamily: font,
    fontSize: 14,
    headerFontWeight: 600,
    headerBackgroundColor: colors.surface,
    headerTextColor: colors.dimmed,
    headerColumnResizeHandleColor: "transparent",
    rowHeight: ROW_HEIGHT,
    headerHeight: HEADER_HEIGHT,
    wrapperBorderRadius: radius,
    cellHorizontalPadding: 12,
  });
}

/** Px a table takes: as many rows as it has, no more than fit into `room`, and no part of a row. */
export function heightFor(total: number, room: number, scrollbar = scrollbarHeight()): number {
  const around = HEADER_HEIGHT + BORDERS + scrollbar;
  const rows = Math.min(Math.max(total, 1), Math.max(1, Math.floor((room - around) / ROW_HEIGHT)));
  return around + rows * ROW_HEIGHT;
}

const BORDERS = 2;
let measured: number | null = null;

/** Px that a scroll bar takes below the rows; none where it lies over the content. */
function scrollbarHeight(): number {
  if (measured !== null) return measured;
  const probe = document.createElement("div");
  probe.style.cssText = "position:absolute;visibility:hidden;overflow:scroll;width:50px;height:50px";
  document.body.append(probe);
  measured = probe.offsetHeight - probe.clientHeight;
  probe.remove();
  return measured;
}
