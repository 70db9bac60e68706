/** What stays the same over all pages: name, theme, navigation, modules. */
import { createSlice } from "@reduxjs/toolkit";
import type { GetAppResult } from "../protocol/messages.gen";
import { appOpened, navigationChanged, pageOpened } from "./events";

export const appSlice = createSlice({
  name: "app",
  initialState: null as GetAppResult | null,
  reducers: {},
  extraReducers: (builder) =>
    builder
      .addCase(appOpened, (_app, { payload }) => payload)
      .addCase(navigationChanged, (app, { payload }) => {
        if (app) app.navigation = payload;
      })
      .addCase(pageOpened, (app, { payload }) => {
        if (app) app.navigation = payload.navigation;
      }),
});
