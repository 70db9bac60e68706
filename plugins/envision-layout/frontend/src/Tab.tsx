/** What is inside of one tab; the tab itself is drawn by Tabs. */
import type { ComponentProps } from "@envision/core";
import type { TabProps } from "./props.gen";

export function Tab({ children }: ComponentProps<TabProps>) {
  return <div className="envision-stack">{children}</div>;
}
