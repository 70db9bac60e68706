/** Children side by side, below each other on phones. */
import type { ComponentProps } from "@envision/core";
import type { CSSProperties } from "react";
import type { ColumnsProps } from "./props.gen";

export function Columns({ ratio, gap, children }: ComponentProps<ColumnsProps>) {
  return (
    <div
      className="envision-columns"
      data-gap={gap}
      data-equal={ratio ? undefined : ""}
      style={ratio && template(ratio)}
    >
      {children}
    </div>
  );
}

/** Tracks may shrink below their content: a wide table scrolls inside its column. */
function template(ratio: readonly number[]): CSSProperties & Record<`--${string}`, string> {
  return { "--envision-columns": ratio.map((part) => `minmax(0, ${part}fr)`).join(" ") };
}
