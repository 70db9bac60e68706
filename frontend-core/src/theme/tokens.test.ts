import { DEFAULT_THEME } from "@mantine/core";
import { describe, expect, it } from "vitest";
import type { AppTheme } from "../protocol/messages.gen";
import { contrast } from "./contrast";
import { shades, toMantineTheme, toThemeTokens } from "./tokens";

const NAMED = [
  "blue",
  "cyan",
  "grape",
  "gray",
  "green",
  "indigo",
  "lime",
  "orange",
  "pink",
  "red",
  "teal",
  "violet",
  "yellow",
];
const tokens = (primary: string): AppTheme => ({ primary, font: "", radius: "md", scheme: "auto" });

describe.each([...NAMED, "#0b7285", "#ffe066", "#111111"])("with the primary colour %s", (primary) => {
  it.each(["light", "dark"] as const)("text and links are readable in %s", (scheme) => {
    const { colors, accentText, accentSoft } = toThemeTokens(tokens(primary), scheme);

    expect(contrast(accentText, colors.surface)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(accentText, accentSoft)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colors.text, colors.background)).toBeGreaterThanOrEqual(7);
    expect(contrast(colors.dimmed, colors.background)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colors.primary, colors.surface)).toBeGreaterThanOrEqual(3);
  });

  it("buttons are readable in white or in black", () => {
    const { colors = {}, primaryColor = "", primaryShade } = toMantineTheme(tokens(primary));
    const range = { ...DEFAULT_THEME.colors, ...colors }[primaryColor] ?? [];
    const filled = range[Number(primaryShade)] ?? "";

    expect(Math.max(contrast(filled, "#ffffff"), contrast(filled, "#000000"))).toBeGreaterThanOrEqual(4.5);
  });
});

it("puts a hex colour in the middle of ten shades from light to dark", () => {
  const range = shades("#0b7285");

  expect(range).toHaveLength(10);
  expect(range[6]).toBe("#0b7285");
  expect(contrast(range[0], "#ffffff")).toBeLessThan(1.3);
});

it("gives charts ten colours at most, the primary one first", () => {
  const { palette, colors } = toThemeTokens(tokens("teal"), "light");

  expect(palette[0]).toBe(colors.primary);
  expect(new Set(palette).size).toBe(palette.length);
});
