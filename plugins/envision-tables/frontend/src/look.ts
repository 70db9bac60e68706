/** The grid in the colours of the page. */
import type { ThemeTokens } from "@envision/core";
import { createPart, type Theme, themeQuartz } from "ag-grid-community";

export const ROW_HEIGHT = 36;
export const HEADER_HEIGHT = 40;

/** Where scroll bars lie over the content (phones, headless browsers) the grid's stand-ins would cover its cells. */
const overlayScrollbars = createPart({ css: ".ag-scrollbar-invisible { visibility: hidden; }" });

export function gridTheme({ scheme, font, radius, colors }: ThemeTokens): Theme {
  return themeQuartz.withPart(overlayScrollbars).withParams({
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

/** Px a table takes: as many rows as it has, no more than `height`. */
export function heightFor(total: number, height: number): number {
  const needed = HEADER_HEIGHT + Math.max(total, 1) * ROW_HEIGHT + 18; // 18: room for a scroll bar below
  return Math.min(height, needed);
}
