/** Children side by side, below each other on phones. */
import type { ChildNode, ComponentProps } from "@envision/core";
import type { CSSProperties } from "react";
import type { ColumnsProps } from "./props.gen";

/** Px up to which a block is low: two of them fit side by side on a phone. */
const LOW = 120;

export function Columns({ ratio, gap, children, childNodes = [] }: ComponentProps<ColumnsProps>) {
  return (
    <div
      className="envision-columns"
      data-gap={gap}
      data-equal={ratio ? undefined : ""}
      data-low={childNodes.length > 1 && childNodes.every(isLow) ? "" : undefined}
      style={ratio && template(ratio)}
    >
      {children}
    </div>
  );
}

function isLow({ props }: ChildNode): boolean {
  return typeof props.height === "number" && props.height <= LOW;
}

/** Tracks may shrink below their content: a wide table scrolls inside its column. */
function template(ratio: readonly number[]): CSSProperties & Record<`--${string}`, string> {
  return { "--envision-columns": ratio.map((part) => `minmax(0, ${part}fr)`).join(" ") };
}
