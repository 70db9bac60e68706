/** Plotly's look made of the page's colours. Pure: tokens in, template out. */
import type { ThemeTokens } from "@envision/core";
import { type Dict, type Figure, isDict, type Json, typeOf } from "./figure";

/** Colours plotly.py writes into figures when nobody chose any; they are replaced by the theme's palette. */
const PLOTLY_COLORS = [
  "#636efa",
  "#ef553b",
  "#00cc96",
  "#ab63fa",
  "#ffa15a",
  "#19d3f3",
  "#ff6692",
  "#b6e880",
  "#ff97ff",
  "#fecb52",
];
const NARROW = 520; // px; below it the legend stands under the chart
const CLEAR = "rgba(0,0,0,0)";

/** A plotly template in the colours of the page. */
export function templateFor(theme: ThemeTokens): Dict {
  const { colors } = theme;
  const axis: Dict = {
    automargin: true,
    gridcolor: colors.border,
    linecolor: colors.border,
    tickcolor: colors.border,
    zerolinecolor: colors.border,
    zerolinewidth: 1,
    ticks: "",
    title: { standoff: 12, font: { color: colors.dimmed, size: 13 } },
    tickfont: { color: colors.dimmed },
  };
  const space: Dict = { ...axis, backgroundcolor: CLEAR, showbackground: false };
  const colorbar: Dict = { outlinewidth: 0, thickness: 14, ticks: "", tickfont: { color: colors.dimmed } };
  const control: Dict = { bgcolor: colors.surface, bordercolor: colors.border, font: { color: colors.text } };
  return {
    layout: {
      font: { family: theme.font, color: colors.text, size: 13 },
      title: { x: 0, xref: "container", xanchor: "left", font: { size: 16, weight: 600 } },
      colorway: [...theme.palette],
      paper_bgcolor: CLEAR,
      plot_bgcolor: CLEAR,
      autotypenumbers: "strict",
      hovermode: "closest",
      hoverlabel: {
        bgcolor: colors.surface,
        bordercolor: colors.border,
        font: { color: colors.text, family: theme.font },
        align: "left",
      },
      legend: { bgcolor: CLEAR, title: { font: { color: colors.dimmed, size: 13 } } },
      modebar: { bgcolor: CLEAR, color: colors.dimmed, activecolor: colors.primary },
      xaxis: { ...axis, showgrid: false },
      yaxis: axis,
      coloraxis: { colorbar },
      colorscale: { sequential: PLASMA, sequentialminus: PLASMA, diverging: RED_BLUE },
      geo: {
        bgcolor: CLEAR,
        landcolor: colors.surface,
        lakecolor: colors.background,
        oceancolor: colors.background,
        subunitcolor: colors.border,
        countrycolor: colors.border,
        coastlinecolor: colors.border,
        framecolor: colors.border,
        showland: true,
        showlakes: true,
      },
      polar: { bgcolor: CLEAR, angularaxis: axis, radialaxis: axis },
      ternary: { bgcolor: CLEAR, aaxis: axis, baxis: axis, caxis: axis },
      smith: { bgcolor: CLEAR, realaxis: { gridcolor: colors.border }, imaginaryaxis: { gridcolor: colors.border } },
      scene: { xaxis: space, yaxis: space, zaxis: space },
      annotationdefaults: { arrowcolor: colors.dimmed, arrowhead: 0, arrowwidth: 1 },
      shapedefaults: { line: { color: colors.dimmed } },
      newselection: { line: { color: colors.primary } },
      activeselection: { fillcolor: colors.primary, opacity: 0.15 },
      updatemenudefaults: control,
      sliderdefaults: {
        ...control,
        activebgcolor: colors.primary,
        tickcolor: colors.border,
        currentvalue: { font: { color: colors.dimmed } },
      },
    },
    data: {
      bar: [{ marker: { line: { width: 0 } }, error_x: { color: colors.dimmed }, error_y: { color: colors.dimmed } }],
      scatter: [{ marker: { line: { color: colors.background } } }],
      scattergl: [{ marker: { line: { color: colors.background } } }],
      histogram: [{ marker: { line: { width: 0.5, color: colors.background } } }],
      waterfall: [{ connector: { line: { color: colors.border } } }],
      pie: [{ automargin: true, marker: { line: { color: colors.background, width: 1 } } }],
      candlestick: [{ increasing: { line: { color: "#2f9e44" } }, decreasing: { line: { color: "#e03131" } } }],
      table: [
        {
          header: { fill: { color: colors.border }, line: { color: colors.border }, font: { color: colors.text } },
          cells: { fill: { color: CLEAR }, line: { color: colors.border }, font: { color: colors.text } },
        },
      ],
      indicator: [{ gauge: { bgcolor: CLEAR, bordercolor: colors.border, bar: { color: colors.primary } } }],
      choropleth: [{ colorbar, marker: { line: { color: colors.background, width: 0.5 } } }],
      // Plotly takes these colours from the background, which is the page's here and unknown to it.
      sankey: [{ link: { color: "rgba(134,142,150,0.35)" }, node: { line: { width: 0 } } }],
      ...Object.fromEntries(WITH_COLORBAR.map((type) => [type, [{ colorbar, colorscale: PLASMA }]])),
    },
  };
}

const WITH_COLORBAR = ["heatmap", "contour", "histogram2d", "histogram2dcontour", "surface"];
const PLASMA: Json = "#0d0887 #46039f #7201a8 #9c179e #bd3786 #d8576b #ed7953 #fb9f3a #fdca26 #f0f921"
  .split(" ")
  .map((color, place) => [place / 9, color]);
const RED_BLUE: Json = "#b2182b #ef8a62 #fddbc7 #f7f7f7 #d1e5f0 #67a9cf #2166ac"
  .split(" ")
  .map((color, place) => [place / 6, color]);

/** Whether the page's theme applies: a figure with a template of its own keeps its look. */
export function isThemed(figure: Figure): boolean {
  return !("template" in figure.layout);
}

/** Puts the page's look into a figure of plotly's own colours, in place. A figure with its own template stays as it is. */
export function applyTheme(figure: Figure, theme: ThemeTokens, width: number): void {
  if (!isThemed(figure)) return;
  const { layout } = figure;
  const template = templateFor(theme);
  layout.template = template;
  const hasTitle = Boolean(layout.title);
  // plotly express leaves 60 px for a title that is not there.
  if (!hasTitle && isDict(layout.margin) && layout.margin.t === 60) delete layout.margin.t;
  if (isDict(template.layout)) template.layout.margin = marginFor(figure, hasTitle);
  if (width > 0 && width < NARROW) narrow(layout);
  for (const trace of figure.data) recolor(trace, theme.palette);
  for (const frame of figure.frames ?? []) {
    for (const trace of Array.isArray(frame.data) ? frame.data : []) recolor(trace, theme.palette);
  }
}

/** Room around the drawing; axes and legends take more by themselves, parallel axes write beyond their ends. */
function marginFor(figure: Figure, hasTitle: boolean): Dict {
  const isParallel = figure.data.some((trace) => typeOf(trace) === "parcoords" || typeOf(trace) === "parcats");
  if (isParallel) return { l: 64, r: 64, t: hasTitle ? 88 : 56, b: 32 };
  return { l: 48, r: 16, t: hasTitle ? 56 : 28, b: 40 };
}

function narrow(layout: Dict): void {
  const legend = isDict(layout.legend) ? layout.legend : {};
  if (["orientation", "x", "y", "xref", "yref"].some((key) => key in legend)) return;
  layout.legend = { ...legend, orientation: "h", yref: "container", yanchor: "bottom", y: 0, x: 0 };
}

/** Replaces plotly's own series colours, wherever a part of a trace names a colour, in place. */
function recolor(part: Json, palette: readonly string[]): void {
  if (!isDict(part)) return;
  for (const [key, value] of Object.entries(part)) {
    if (isDict(value)) recolor(value, palette);
    else if (/colors?$/i.test(key)) part[key] = recolored(value, palette);
  }
}

function recolored(value: Json, palette: readonly string[]): Json {
  if (typeof value === "string") {
    const place = PLOTLY_COLORS.indexOf(value.toLowerCase());
    return place < 0 ? value : (palette[place % palette.length] ?? value);
  }
  if (Array.isArray(value) && typeof value[0] === "string") return value.map((color) => recolored(color, palette));
  return value;
}
