/** Values of the inputs: what this browser shows, what the server has said, what is not saved yet. */
import { createSlice } from "@reduxjs/toolkit";
import { inputSet, inputsChanged, inputsRefused, inputsSaved, pageOpened } from "./events";

export interface InputsState {
  values: Record<string, unknown>;
  /** Version of the workspace that each value comes from; an older one never replaces it. */
  versions: Record<string, number>;
  errors: Record<string, readonly string[]>;
  /** Set here and not acknowledged; values from elsewhere wait in `held` meanwhile. */
  unsaved: Record<string, true>;
  held: Record<string, { value: unknown; version: number }>;
}

const initialState: InputsState = { values: {}, versions: {}, errors: {}, unsaved: {}, held: {} };

/** A value from the server: kept back while ours is on its way, dropped when older than what is shown. */
function take(state: InputsState, name: string, value: unknown, version: number) {
  if (state.unsaved[name]) state.held[name] = { value, version };
  else if (version >= (state.versions[name] ?? 0)) {
    state.values[name] = value;
    state.versions[name] = version;
    delete state.errors[name];
  }
}

export const inputsSlice = createSlice({
  name: "inputs",
  initialState,
  reducers: {},
  extraReducers: (builder) =>
    builder
      .addCase(pageOpened, (state, { payload }) => {
        for (const [name, value] of Object.entries(payload.values)) take(state, name, value, payload.version);
      })
      .addCase(inputsChanged, (state, { payload }) => {
        for (const [name, value] of Object.entries(payload.values)) take(state, name, value, payload.version);
      })
      .addCase(inputSet, (state, { payload: { name, value } }) => {
        state.values[name] = value;
        state.unsaved[name] = true;
      })
      .addCase(inputsSaved, (state, { payload: { values, version, errors, stillUnsaved } }) => {
        for (const name of Object.keys(values)) {
          if (errors[name]) state.errors[name] = errors[name];
          else delete state.errors[name];
          if (stillUnsaved.includes(name)) continue;
          delete state.unsaved[name];
          if (!errors[name]) state.versions[name] = Math.max(version, state.versions[name] ?? 0);
          const held = state.held[name];
          delete state.held[name];
          if (held && held.version > version) take(state, name, held.value, held.version);
        }
      })
      .addCase(inputsRefused, (state, { payload }) => {
        for (const name of payload.names) {
          delete state.unsaved[name];
          state.errors[name] = [payload.problem];
        }
      }),
});
