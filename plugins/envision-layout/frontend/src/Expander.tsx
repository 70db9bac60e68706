/** A title that opens and closes what is below it. The browser's own disclosure brings keyboard and ARIA. */
import type { ComponentProps } from "@envision/core";
import { useState } from "react";
import type { ExpanderProps } from "./props.gen";

export function Expander({ title, open, children }: ComponentProps<ExpanderProps>) {
  const [isOpen, setOpen] = useState(open);
  const [wasOpened, setOpened] = useState(open); // what was drawn once stays, so that it keeps its state
  return (
    <details
      className="envision-expander"
      open={isOpen}
      onToggle={(event) => {
        if (event.target !== event.currentTarget) return; // an expander inside this one
        setOpen(event.currentTarget.open);
        if (event.currentTarget.open) setOpened(true);
      }}
    >
      <summary>{title}</summary>
      {wasOpened && <div className="envision-expander-content">{children}</div>}
    </details>
  );
}
