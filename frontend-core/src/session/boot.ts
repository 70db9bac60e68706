/** The boot data that the index page carries. */
import type { GetAppResult, GetPageResult, RefreshWidget } from "../protocol/messages.gen";
import type { Problem } from "../publicTypes";

export interface Boot {
  app: GetAppResult;
  /** The page of the address; null when it cannot be shown, then `error` says why. */
  page: GetPageResult | null;
  refreshes: RefreshWidget[];
  urls: Urls;
  error?: Problem | null;
}

export interface Urls {
  /** Where the app lives, with a slash at the end: `/` or `/tools/`. */
  base: string;
  socket: string;
  upload: string;
  assets: string;
  login?: string | null;
}

export function readBoot(): Boot {
  const text = document.getElementById("envision-boot")?.textContent;
  if (!text) throw new Error("The page carries no boot data.");
  return JSON.parse(text);
}

/** The address of a page: `/w/<workspace>/<page>` below the app's own. */
export function pathOf(workspace: string, page: string): string {
  return workspace ? `/w/${workspace}/${page}` : `/${page}`;
}

/** The page an address means; "" is the first one. */
export function pageOf(pathname: string): { workspace: string | null; page: string } {
  const parts = pathname.split("/").filter(Boolean).map(decodeURIComponent);
  if (parts[0] === "w" && parts[1]) return { workspace: parts[1], page: parts[2] ?? "" };
  return { workspace: null, page: parts[0] ?? "" };
}
