/** Messages for the person in front of the screen. */
import { createSlice } from "@reduxjs/toolkit";
import type { NoticeLevel } from "../publicTypes";
import { noticeClosed, noticeShown } from "./events";

export interface Notice {
  id: string;
  text: string;
  level: NoticeLevel;
}

const LIMIT = 5;

export const noticesSlice = createSlice({
  name: "notices",
  initialState: [] as Notice[],
  reducers: {},
  extraReducers: (builder) =>
    builder
      .addCase(noticeShown, (notices, { payload }) =>
        [...notices.filter((notice) => notice.id !== payload.id), payload].slice(-LIMIT),
      )
      .addCase(noticeClosed, (notices, { payload }) => notices.filter((notice) => notice.id !== payload)),
});
