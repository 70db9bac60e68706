/** A title that opens and closes what is below it. */
import type { ComponentProps } from "@envision/core";
import { useId, useState } from "react";
import type { ExpanderProps } from "./props.gen";

export function Expander({ title, open, children }: ComponentProps<ExpanderProps>) {
  const content = useId();
  const [isOpen, setOpen] = useState(open);
  const [wasOpened, setOpened] = useState(open); // what was drawn once stays, so that it keeps its state
  return (
    <div className="envision-expander">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={content}
        onClick={() => {
          setOpen(!isOpen);
          setOpened(true);
        }}
      >
        {title}
      </button>
      <div id={content} className="envision-expander-content" hidden={!isOpen}>
        {wasOpened && children}
      </div>
    </div>
  );
}
