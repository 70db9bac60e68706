/** A link to a page that keeps the document. */
import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from "react";
import { useHref, useNavigate } from "react-router";
import { pathOf } from "../session/boot";
import { useAppSelector } from "../store/hooks";

export interface PageLinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href"> {
  /** Path of the page, as in `@app.page(..., path=...)`. */
  page: string;
  children: ReactNode;
}

/** A link to a page of the app; opens in a new tab with the usual keys. */
export function PageLink({ page, children, onClick, ...rest }: PageLinkProps) {
  const workspace = useAppSelector((state) => state.page.workspace);
  const navigate = useNavigate();
  const path = pathOf(workspace, page);
  function follow(event: MouseEvent<HTMLAnchorElement>) {
    onClick?.(event);
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey ||
      rest.target
    )
      return;
    event.preventDefault();
    navigate(path);
  }
  return (
    <a {...rest} href={useHref(path)} onClick={follow}>
      {children}
    </a>
  );
}
