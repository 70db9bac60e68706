/** Applies the app's tokens to everything below, in light and dark. */
import { type CSSVariablesResolver, localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { type ReactNode, useMemo } from "react";
import { useAppSelector } from "../store/hooks";
import { toMantineTheme, toThemeTokens } from "./tokens";

export const SCHEME_KEY = "envision:scheme";

const manager = localStorageColorSchemeManager({ key: SCHEME_KEY });

function nonce(): string {
  return (
    document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ||
    document.querySelector('meta[property="csp-nonce"]')?.getAttribute("content") ||
    ""
  );
}

export function ThemeProvider({ children }: { children: ReactNode }) {
  const tokens = useAppSelector((state) => state.app?.theme);
  const theme = useMemo(() => tokens && toMantineTheme(tokens), [tokens]);
  const resolver = useMemo((): CSSVariablesResolver | undefined => {
    if (!tokens) return undefined;
    const variables = (scheme: "light" | "dark") => {
      const { colors, accentText, accentSoft } = toThemeTokens(tokens, scheme);
      return {
        "--env-accent-text": accentText,
        "--env-accent-soft": accentSoft,
        "--env-surface": colors.surface,
        "--env-border": colors.border,
        "--mantine-color-body": colors.background,
        "--mantine-color-text": colors.text,
        "--mantine-color-dimmed": colors.dimmed,
        "--mantine-color-placeholder": colors.dimmed,
        "--mantine-color-default": colors.surface,
        "--mantine-color-default-border": scheme === "dark" ? "#4a5057" : "#ced4da",
        "--mantine-color-error": scheme === "dark" ? "#ff8787" : "#c92a2a",
      };
    };
    return () => ({ variables: {}, light: variables("light"), dark: variables("dark") });
  }, [tokens]);
  return (
    <MantineProvider
      {...(theme && { theme })}
      {...(resolver && { cssVariablesResolver: resolver })}
      colorSchemeManager={manager}
      defaultColorScheme={tokens?.scheme ?? "auto"}
      getStyleNonce={nonce}
      withGlobalClasses={false}
    >
      {children}
    </MantineProvider>
  );
}
