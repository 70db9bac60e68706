/** How the job goes that a submit started. */
import { JobProgress, type JobState } from "@envision/core";
import { Alert } from "@envision/ui";

export function isJobRunning(job: JobState): boolean {
  return job.status === "queued" || job.status === "running";
}

export function FormJob({ job }: { job: JobState }) {
  switch (job.status) {
    case "queued":
    case "running":
    case "cancelled":
      return <JobProgress job={job} />;
    case "failed":
    case "lost":
      return (
        <Alert role="alert" color="red">
          {job.text || (job.status === "lost" ? "It was interrupted. Submit again." : "It has failed.")}
        </Alert>
      );
    case "done":
      return null;
  }
}
