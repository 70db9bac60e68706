/** One figure that matters, large, with how it changed. */
import type { ComponentProps } from "@envision/core";
import type { CSSProperties } from "react";
import { adoptStyles } from "./adoptStyles";
import css from "./metric.css?inline";
import { metricParts } from "./metricParts";
import type { MetricProps } from "./props.gen";

adoptStyles(css);

const ARROWS = { up: "▲", down: "▼", flat: "" } as const;

export function Metric({ label, value, unit: behind, help, height }: ComponentProps<MetricProps>) {
  const { number, unit, letters } = metricParts(value?.text ?? "–", behind);
  const style: CSSProperties & Record<`--${string}`, number> = { "--envision-letters": letters, minHeight: height };
  return (
    <dl className="envision-metric" style={style}>
      <dt>{label}</dt>
      <dd className="envision-metric-value">
        {number} {unit && <span className="envision-metric-unit">{unit}</span>}
      </dd>
      {value?.delta && (
        <dd className="envision-metric-delta" data-tone={value.tone}>
          {ARROWS[value.direction]} {value.delta}
        </dd>
      )}
      {help && <dd className="envision-metric-help">{help}</dd>}
    </dl>
  );
}
