/** For tests: tokens of a page and a figure as plotly express makes them. */
import type { ThemeTokens } from "@envision/core";
import type { Figure } from "./figure";

export const THEME: ThemeTokens = {
  scheme: "light",
  font: "Inter",
  radius: 8,
  colors: {
    primary: "#4263eb",
    text: "#111111",
    dimmed: "#666666",
    background: "#fafafa",
    surface: "#ffffff",
    border: "#dddddd",
    contrast: "#ffffff",
  },
  palette: ["#4263eb", "#f08c00", "#0ca678"],
};

export function figure(): Figure {
  return {
    data: [
      { type: "bar", name: "a", x: ["p", "q"], y: [1, 2], marker: { color: "#636efa" } },
      { type: "bar", name: "b", x: ["p", "q"], y: [3, 4], marker: { color: "#EF553B" } },
    ],
    layout: { xaxis: { title: { text: "Month" } }, yaxis: { title: { text: "Sales" } }, margin: { t: 60 } },
  };
}
