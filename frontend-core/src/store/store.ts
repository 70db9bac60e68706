/** The store; private to the shell, plugins never see it. */
import { combineReducers, configureStore } from "@reduxjs/toolkit";
import { appSlice } from "./appSlice";
import { connectionSlice } from "./connectionSlice";
import { formsSlice } from "./formsSlice";
import { inputsSlice } from "./inputsSlice";
import { jobsSlice } from "./jobsSlice";
import { noticesSlice } from "./noticesSlice";
import { pageReducer } from "./pageSlice";
import { widgetsSlice } from "./widgetsSlice";

const reducer = combineReducers({
  app: appSlice.reducer,
  connection: connectionSlice.reducer,
  page: pageReducer,
  inputs: inputsSlice.reducer,
  widgets: widgetsSlice.reducer,
  forms: formsSlice.reducer,
  notices: noticesSlice.reducer,
  jobs: jobsSlice.reducer,
});

export type RootState = ReturnType<typeof reducer>;

export function createStore() {
  return configureStore({
    reducer,
    devTools: false,
    // Values come from JSON, so the development checks would only cost time.
    middleware: (defaults) => defaults({ immutableCheck: false, serializableCheck: false, thunk: false }),
    // Batching waits for a frame; a push should be on the screen in this one.
    enhancers: (defaults) => defaults({ autoBatch: false }),
  });
}

export type AppStore = ReturnType<typeof createStore>;
