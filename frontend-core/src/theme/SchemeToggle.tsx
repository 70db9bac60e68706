/** Switches between light, dark and the system's choice. */
import { type MantineColorScheme, useMantineColorScheme } from "@mantine/core";

const NEXT: Readonly<Record<MantineColorScheme, MantineColorScheme>> = { auto: "light", light: "dark", dark: "auto" };
const NAME: Readonly<Record<MantineColorScheme, string>> = { auto: "as the system", light: "light", dark: "dark" };
const PATH: Readonly<Record<MantineColorScheme, string>> = {
  auto: "M2 3h12v8H2zM6 14h4M8 11v3",
  light: "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 1v1.5M8 13.500V15M1 8h1.5M13.500 8H15M3 3l1 1M12 12l1 1M3 13l1-1M12 4l1-1",
  dark: "M13.500 9.500A6 6 0 1 1 6.500 2.500a5 5 0 0 0 7 7z",
};

export function SchemeToggle() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const label = `Appearance: ${NAME[colorScheme]}. Change to ${NAME[NEXT[colorScheme]]}`;
  return (
    <button
      type="button"
      className="env-icon-button"
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(NEXT[colorScheme])}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={PATH[colorScheme]} />
      </svg>
    </button>
  );
}
