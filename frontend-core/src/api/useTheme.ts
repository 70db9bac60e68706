/** The page's look as plain values. */
import { useComputedColorScheme } from "@mantine/core";
import { useMemo } from "react";
import type { AppTheme } from "../protocol/messages.gen";
import type { ThemeTokens } from "../publicTypes";
import { useAppSelector } from "../store/hooks";
import { toThemeTokens } from "../theme/tokens";

const DEFAULT: AppTheme = { primary: "indigo", font: "", radius: "md", scheme: "auto" };

/** Colours, font and radius of the page; changes with light and dark. */
export function useTheme(): ThemeTokens {
  const tokens = useAppSelector((state) => state.app?.theme) ?? DEFAULT;
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  return useMemo(() => {
    const { accentText: _text, accentSoft: _soft, ...theme } = toThemeTokens(tokens, scheme);
    return theme;
  }, [tokens, scheme]);
}
