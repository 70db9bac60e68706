/** Picks colours that stay readable (WCAG 2.2, contrast minimum). Hex colours only. */

/** How much brighter one colour is than the other: 1 to 21; text needs 4.5. */
export function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** The first of `colours` that text can have on `background`; the last one if none can. */
export function readable(colours: readonly string[], background: string, least = 4.5): string {
  return colours.find((colour) => contrast(colour, background) >= least) ?? colours.at(-1) ?? "#000000";
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
