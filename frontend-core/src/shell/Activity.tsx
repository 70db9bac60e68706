/** Jobs that run while nothing on the page shows them. */
import { useSyncExternalStore } from "react";
import { useAppSelector } from "../store/hooks";
import { isRunning } from "../store/jobsSlice";
import { JobBar } from "./JobProgress";
import { isJobShown, shownJobs, subscribeShownJobs } from "./shownJobs";

export function Activity() {
  const jobs = useAppSelector((state) => state.jobs);
  useSyncExternalStore(subscribeShownJobs, shownJobs);
  const visible = Object.values(jobs).filter((job) => isRunning(job) && !isJobShown(job.job));
  if (visible.length === 0) return null;
  return (
    <aside className="env-activity" aria-label="Running jobs">
      {visible.map((job) => (
        <JobBar key={job.job} job={job} />
      ))}
    </aside>
  );
}
