/** The app's design tokens as Mantine's theme and as plain colours. Pure. */
import { DEFAULT_THEME, type MantineColorsTuple, type MantineThemeOverride } from "@mantine/core";
import type { AppTheme } from "../protocol/messages.gen";
import type { ThemeTokens } from "../publicTypes";
import { contrast, readable } from "./contrast";

const SYSTEM_FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif';
/** Luminance up to which a filled part takes white text: where black begins to be the more readable one at 4.5. */
const LUMINANCE = 0.183;
const RADIUS_PX: Readonly<Record<string, number>> = { none: 0, sm: 4, md: 8, lg: 16 };

/** The shade of filled parts: one that carries white text if there is one (WCAG AA), else the usual with black text. */
function filledShade(range: readonly string[]): 6 | 7 | 8 | 9 {
  return ([6, 7, 8, 9] as const).find((shade) => contrast(range[shade] ?? "#ffffff", "#ffffff") >= 4.5) ?? 6;
}

function rangeOf(tokens: AppTheme): MantineColorsTuple {
  return DEFAULT_THEME.colors[tokens.primary] ?? shades(tokens.primary);
}

/** Greys of the dark scheme from text to background, a little blue like the shell's own. */
const DARK: MantineColorsTuple = [
  "#dee2e6",
  "#b8bec5",
  "#8b929a",
  "#676e76",
  "#4a5057",
  "#343a40",
  "#262a30",
  "#16181c",
  "#111316",
  "#0c0e10",
];

export function toMantineTheme(tokens: AppTheme): MantineThemeOverride {
  const isNamed = tokens.primary in DEFAULT_THEME.colors;
  return {
    primaryColor: isNamed ? tokens.primary : "brand",
    primaryShade: filledShade(rangeOf(tokens)),
    autoContrast: true,
    luminanceThreshold: LUMINANCE,
    fontFamily: tokens.font || SYSTEM_FONT,
    headings: { fontFamily: tokens.font || SYSTEM_FONT, fontWeight: "650" },
    defaultRadius: RADIUS_PX[tokens.radius] ?? 8,
    cursorType: "pointer",
    colors: { dark: DARK, ...(!isNamed && { brand: shades(tokens.primary) }) },
  };
}

/** Ten shades from light to dark around a hex colour, which is the seventh. */
export function shades(hex: string): MantineColorsTuple {
  const light = [0.92, 0.84, 0.7, 0.54, 0.36, 0.18].map((part) => mix(hex, "#ffffff", part));
  const dark = [0.14, 0.28, 0.42].map((part) => mix(hex, "#000000", part));
  return [light[0], light[1], light[2], light[3], light[4], light[5], hex, dark[0], dark[1], dark[2]].map(
    (shade) => shade ?? hex,
  ) as unknown as MantineColorsTuple; // ten by construction
}

function mix(from: string, to: string, part: number): string {
  const channels = [1, 3, 5].map((at) => {
    const a = Number.parseInt(from.slice(at, at + 2), 16);
    const b = Number.parseInt(to.slice(at, at + 2), 16);
    return Math.round(a + (b - a) * part)
      .toString(16)
      .padStart(2, "0");
  });
  return `#${channels.join("")}`;
}

const SERIES = [
  "#4263eb",
  "#f08c00",
  "#0ca678",
  "#e64980",
  "#7048e8",
  "#1098ad",
  "#f76707",
  "#66a80f",
  "#ae3ec9",
  "#868e96",
];
const SERIES_DARK = [
  "#748ffc",
  "#ffc078",
  "#38d9a9",
  "#faa2c1",
  "#b197fc",
  "#3bc9db",
  "#ffa94d",
  "#a9e34b",
  "#da77f2",
  "#adb5bd",
];

/** The shell's own colours beside those that components see. */
export interface ShellTokens extends ThemeTokens {
  /** Text and marks in the primary colour. */
  accentText: string;
  /** Behind what is chosen. */
  accentSoft: string;
}

/** The look in one scheme, as colours that a canvas can read. */
export function toThemeTokens(tokens: AppTheme, scheme: "light" | "dark"): ShellTokens {
  const isDark = scheme === "dark";
  const range = rangeOf(tokens);
  const surface = isDark ? "#1f2227" : "#ffffff";
  const fromMiddle = isDark ? range.slice(0, 6).reverse() : range.slice(6);
  const primary = readable([...fromMiddle, mix(range[9], isDark ? "#ffffff" : "#000000", 0.4)], surface, 3);
  const accentSoft = mix(primary, surface, 0.88);
  const accentText = readable(
    [
      ...fromMiddle,
      ...[0.2, 0.4, 0.6].map((part) => mix(fromMiddle.at(-1) ?? primary, isDark ? "#ffffff" : "#000000", part)),
    ],
    accentSoft,
  );
  const series = isDark ? SERIES_DARK : SERIES;
  return {
    scheme,
    font: tokens.font || SYSTEM_FONT,
    radius: RADIUS_PX[tokens.radius] ?? 8,
    colors: {
      primary,
      text: isDark ? "#dee2e6" : "#212529",
      dimmed: isDark ? "#a6adb4" : "#5c636a",
      background: isDark ? "#16181c" : "#f7f8fa",
      surface,
      border: isDark ? "#343a40" : "#e1e4e8",
      contrast: contrast(primary, "#ffffff") >= 4.5 ? "#ffffff" : "#000000",
    },
    palette: [primary, ...series.filter((colour) => distance(colour, primary) > 60)].slice(0, 10),
    accentText,
    accentSoft,
  };
}

function distance(a: string, b: string): number {
  const parts = [1, 3, 5].map(
    (at) => Number.parseInt(a.slice(at, at + 2), 16) - Number.parseInt(b.slice(at, at + 2), 16),
  );
  return Math.hypot(...parts);
}
