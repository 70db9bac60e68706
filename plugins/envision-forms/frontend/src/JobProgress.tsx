/** How far the job is that a submit started. */
import type { JobState } from "@envision/core";
import { Alert, Progress, Text } from "@envision/ui";

export function isJobRunning(job: JobState): boolean {
  return job.status === "queued" || job.status === "running";
}

export function JobProgress({ job }: { job: JobState }) {
  if (job.status === "failed" || job.status === "lost") {
    return (
      <Alert role="alert" color="red">
        {job.text || (job.status === "lost" ? "It was interrupted. Submit again." : "It has failed.")}
      </Alert>
    );
  }
  if (!isJobRunning(job)) return null;
  const part = job.done !== null && job.total ? (job.done / job.total) * 100 : null;
  const text = job.text || (job.status === "queued" ? "Waiting to begin" : "Working");
  return (
    <div role="status">
      <Text size="sm" mb={4}>
        {text}
        {part !== null && ` (${Math.round(part)} %)`}
      </Text>
      <Progress value={part ?? 100} animated={part === null} aria-label={text} />
    </div>
  );
}
