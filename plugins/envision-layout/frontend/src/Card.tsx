/** Children on a surface of their own. */
import type { ComponentProps } from "@envision/core";
import { useId } from "react";
import type { CardProps } from "./props.gen";

export function Card({ title, tone, padding, border, background, children }: ComponentProps<CardProps>) {
  const heading = useId();
  return (
    <section
      className="envision-card"
      data-tone={tone}
      data-padding={padding}
      data-border={border ? "" : undefined}
      data-background={background}
      aria-labelledby={title ? heading : undefined}
    >
      {title && <h2 id={heading}>{title}</h2>}
      {children}
    </section>
  );
}
