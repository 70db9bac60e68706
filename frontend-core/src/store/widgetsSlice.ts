/** How the data of each bound component is. The data itself is in `valueStore`. */
import { createSlice } from "@reduxjs/toolkit";
import type { Node } from "../protocol/messages.gen";
import type { Problem } from "../publicTypes";
import { pageOpened, refreshed } from "./events";

export type WidgetStatus =
  | { status: "pending"; fingerprint: string }
  | { status: "ready"; fingerprint: string }
  | { status: "waiting"; fingerprint: string; missing: string[] }
  | { status: "failed"; fingerprint: string; error: Problem };

export interface WidgetsState {
  page: string;
  byId: Record<string, WidgetStatus>;
}

export const widgetsSlice = createSlice({
  name: "widgets",
  initialState: { page: "", byId: {} } as WidgetsState,
  reducers: {},
  extraReducers: (builder) =>
    builder
      // Ids are unique within a page only, so another page starts with nothing known.
      .addCase(pageOpened, (state, { payload }) => {
        const page = `${payload.workspace}/${payload.page}`;
        if (page !== state.page) return { page, byId: {} };
      })
      .addCase(refreshed, (state, { payload }) => {
        for (const id of payload.ids) state.byId[id] = toStatus(payload);
      }),
});

function toStatus({ status, fingerprint, error, missing }: ReturnType<typeof refreshed>["payload"]): WidgetStatus {
  switch (status) {
    case "waiting":
      return { status, fingerprint, missing: [...(missing ?? [])] };
    case "failed":
      return { status, fingerprint, error: error ?? { problem: "The data could not be computed." } };
    default:
      return { status, fingerprint };
  }
}

/** Ids of every component of the tree. */
export function idsOf(tree: readonly Node[], ids: string[] = []): string[] {
  for (const node of tree) {
    ids.push(node.id);
    if (node.children) idsOf(node.children, ids);
  }
  return ids;
}
