/** Text with headings, lists, links and tables. */
import type { ComponentProps } from "@envision/core";
import { memo } from "react";
import { adoptStyles } from "./adoptStyles";
import css from "./markdown.css?inline";
import type { MarkdownProps } from "./props.gen";

adoptStyles(css);

function View({ text }: ComponentProps<MarkdownProps>) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: made from Markdown and sanitised by the server; nothing else gets here
  return <div className="envision-markdown" dangerouslySetInnerHTML={{ __html: text ?? "" }} />;
}

export const Markdown = memo(View);
