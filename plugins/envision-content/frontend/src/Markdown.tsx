/** Text with headings, lists, links and tables. */
import type { ComponentProps } from "@envision/core";
import { memo } from "react";
import { adoptStyles } from "./adoptStyles";
import css from "./markdown.css?inline";
import type { MarkdownProps } from "./props.gen";

adoptStyles(css);

function View({ text }: ComponentProps<MarkdownProps>) {
  // The server has made this HTML from Markdown and sanitised it; nothing else ever gets here.
  return <div className="envision-markdown" dangerouslySetInnerHTML={{ __html: text ?? "" }} />;
}

export const Markdown = memo(View);
