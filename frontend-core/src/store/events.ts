/** What happened, as actions: slices listen, nobody commands them. */
import { createAction } from "@reduxjs/toolkit";
import type {
  GetAppResult,
  GetPageResult,
  InputsChanged,
  Job,
  NavigationItem,
  PageChanged,
} from "../protocol/messages.gen";
import type { NoticeLevel, Problem } from "../publicTypes";

export const appOpened = createAction<GetAppResult>("app/opened");
export const navigationChanged = createAction<NavigationItem[]>("app/navigationChanged");

export const pageRequested = createAction<string>("page/requested");
export const pageOpened = createAction<GetPageResult>("page/opened");
export const pageChanged = createAction<PageChanged>("page/changed");
export const pageFailed = createAction<{ page: string } & Problem>("page/failed");
export const versionSeen = createAction<number>("page/versionSeen");

export const connected = createAction("connection/opened");
export const connectionLost = createAction("connection/lost");
export const loginNeeded = createAction("connection/loginNeeded");
export const connectionRefused = createAction<{ problem: string; hint: string }>("connection/refused");
export const restoredShown = createAction("connection/restoredShown");
export const newVersionFound = createAction("connection/newVersionFound");

export const inputSet = createAction<{ name: string; value: unknown }>("inputs/set");
export const inputsSaved = createAction<{
  values: Record<string, unknown>;
  version: number;
  errors: Record<string, string[]>;
  stillUnsaved: readonly string[];
}>("inputs/saved");
export const inputsRefused = createAction<{ names: readonly string[]; problem: string }>("inputs/refused");
export const inputsChanged = createAction<InputsChanged>("inputs/changed");

export interface WidgetEvent {
  ids: readonly string[];
  fingerprint: string;
  status: "pending" | "ready" | "waiting" | "failed";
  error?: Problem;
  missing?: readonly string[];
}
export const refreshed = createAction<WidgetEvent>("widgets/refreshed");

export const fieldSet = createAction<{ form: string; field: string; value: unknown }>("forms/fieldSet");
export const formBegun = createAction<{ form: string; initial: Record<string, unknown> }>("forms/begun");
export const formValidated = createAction<{
  form: string;
  fields: readonly string[];
  errors: Record<string, string[]>;
}>("forms/validated");
export const formSent = createAction<string>("forms/sent");
export const formAnswered = createAction<{ form: string; errors: Record<string, string[]> }>("forms/answered");
export const formFailed = createAction<{ form: string; problem: string }>("forms/failed");

export const noticeShown = createAction<{ id: string; text: string; level: NoticeLevel }>("notices/shown");
export const noticeClosed = createAction<string>("notices/closed");

export const jobChanged = createAction<Job>("jobs/changed");
export const jobDismissed = createAction<string>("jobs/dismissed");
