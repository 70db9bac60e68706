/** Runs the app's actions. */
import { useCallback, useState } from "react";
import type { ActionHandle, CallError } from "../publicTypes";
import { useSession } from "../render/context";
import { useAppSelector } from "../store/hooks";
import { isRunning } from "../store/jobsSlice";
import { RpcError } from "../transport/rpcError";

/** Runs actions, each exactly once per call of `run`, also when the connection breaks in between. */
export function useAction(): ActionHandle {
  const session = useSession();
  const [calls, setCalls] = useState(0);
  const [jobId, setJob] = useState<string | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const isJobRunning = useAppSelector((state) => {
    const job = jobId === null ? undefined : state.jobs[jobId];
    return job !== undefined && isRunning(job);
  });
  const run = useCallback(
    async (action: string, args: Record<string, unknown> = {}) => {
      setCalls((count) => count + 1);
      setError(null);
      try {
        const { result, job } = await session.run(action, args);
        setJob(job ?? null);
        return result;
      } catch (failure) {
        if (failure instanceof RpcError) setError(failure);
        throw failure;
      } finally {
        setCalls((count) => count - 1);
      }
    },
    [session],
  );
  return { run, running: calls > 0 || isJobRunning, error };
}
