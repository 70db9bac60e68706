/** How far a job is, with a way to stop it. */
import type { JobState } from "../publicTypes";
import { useSession } from "../render/context";

/** Progress of a job: its text, a bar (moving when the length is unknown), Cancel while it runs, what went wrong after. */
export function JobProgress({ job }: { job: JobState }) {
  const session = useSession();
  const isRunning = job.status === "queued" || job.status === "running";
  // What a job said last tells nothing about one that was stopped.
  const label = (job.status !== "cancelled" && job.text) || LABELS[job.status];
  return (
    <div className="env-job" data-status={job.status}>
      <div className="env-job-head">
        <span role={isRunning ? undefined : "status"}>{label}</span>
        {isRunning && job.total ? <span className="env-dimmed">{percent(job)} %</span> : null}
        {isRunning && (
          <button type="button" className="env-button env-button-small" onClick={() => void session.cancel(job.job)}>
            Cancel
          </button>
        )}
      </div>
      {isRunning && (
        <div
          className="env-bar"
          role="progressbar"
          aria-label={label}
          {...(job.total
            ? { "aria-valuenow": percent(job), "aria-valuemin": 0, "aria-valuemax": 100 }
            : { "data-unknown": true })}
        >
          <div style={job.total ? { transform: `scaleX(${percent(job) / 100})` } : undefined} />
        </div>
      )}
    </div>
  );
}

const LABELS: Readonly<Record<JobState["status"], string>> = {
  queued: "Waiting for its turn",
  running: "Working",
  done: "Done",
  failed: "It failed",
  cancelled: "Cancelled",
  lost: "It was interrupted",
};

function percent({ done, total }: JobState): number {
  return total ? Math.min(100, Math.floor((100 * (done ?? 0)) / total)) : 0;
}
