/** Long runs of this workspace and how far they are. */
import { createSlice } from "@reduxjs/toolkit";
import type { Job } from "../protocol/messages.gen";
import { jobChanged, jobDismissed, pageOpened } from "./events";

export const jobsSlice = createSlice({
  name: "jobs",
  initialState: {} as Record<string, Job>,
  reducers: {},
  extraReducers: (builder) =>
    builder
      .addCase(pageOpened, (jobs, { payload }) => {
        for (const job of payload.jobs) jobs[job.job] = job;
      })
      .addCase(jobChanged, (jobs, { payload }) => {
        jobs[payload.job] = payload;
      })
      .addCase(jobDismissed, (jobs, { payload }) => {
        delete jobs[payload];
      }),
});

export function isRunning(job: Job): boolean {
  return job.status === "queued" || job.status === "running";
}
