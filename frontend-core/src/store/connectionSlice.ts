/** How the line to the server is. */
import { createSlice } from "@reduxjs/toolkit";
import { connected, connectionLost, connectionRefused, loginNeeded, newVersionFound, restoredShown } from "./events";

export type ConnectionStatus =
  | { kind: "connecting" }
  | { kind: "open"; isRestored: boolean }
  | { kind: "reconnecting" }
  | { kind: "login" }
  | { kind: "refused"; problem: string; hint: string };

export interface ConnectionState {
  status: ConnectionStatus;
  /** The server runs a newer build than this page. */
  hasNewVersion: boolean;
}

export const connectionSlice = createSlice({
  name: "connection",
  initialState: { status: { kind: "connecting" }, hasNewVersion: false } as ConnectionState,
  reducers: {},
  extraReducers: (builder) =>
    builder
      .addCase(connected, (state) => {
        state.status = {
          kind: "open",
          isRestored: state.status.kind === "reconnecting" || state.status.kind === "login",
        };
      })
      .addCase(restoredShown, (state) => {
        if (state.status.kind === "open") state.status.isRestored = false;
      })
      .addCase(connectionLost, (state) => {
        state.status = { kind: state.status.kind === "connecting" ? "connecting" : "reconnecting" };
      })
      .addCase(loginNeeded, (state) => {
        state.status = { kind: "login" };
      })
      .addCase(connectionRefused, (state, { payload }) => {
        state.status = { kind: "refused", ...payload };
      })
      .addCase(newVersionFound, (state) => {
        state.hasNewVersion = true;
      }),
});
