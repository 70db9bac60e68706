/** One figure that matters, large, with how it changed. */
import type { ComponentProps } from "@envision/core";
import { adoptStyles } from "./adoptStyles";
import css from "./metric.css?inline";
import type { MetricProps } from "./props.gen";

adoptStyles(css);

const ARROWS = { up: "▲", down: "▼", flat: "" } as const;

export function Metric({ label, value, help }: ComponentProps<MetricProps>) {
  return (
    <dl className="envision-metric">
      <dt>{label}</dt>
      <dd className="envision-metric-value">{value?.text ?? "–"}</dd>
      {value?.delta && (
        <dd className="envision-metric-delta" data-tone={value.tone}>
          {ARROWS[value.direction]} {value.delta}
        </dd>
      )}
      {help && <dd className="envision-metric-help">{help}</dd>}
    </dl>
  );
}
