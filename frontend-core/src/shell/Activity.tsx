/** Jobs that run while nothing on the page shows them. */
import { useSyncExternalStore } from "react";
import { useAppSelector } from "../store/hooks";
import { isRunning } from "../store/jobsSlice";
import { isJobShown, shownJobs, subscribeShownJobs } from "../store/shownJobs";
import { JobProgress } from "./JobProgress";

export function Activity() {
  const jobs = useAppSelector((state) => state.jobs);
  useSyncExternalStore(subscribeShownJobs, shownJobs);
  const visible = Object.values(jobs).filter((job) => isRunning(job) && !isJobShown(job.job));
  if (visible.length === 0) return null;
  return (
    <aside className="env-activity" aria-label="Running jobs">
      {visible.map((job) => (
        <JobProgress key={job.job} job={job} />
      ))}
    </aside>
  );
}
