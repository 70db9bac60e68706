/** Small ways into the shell: pages, notices, jobs. */
import { useCallback, useEffect } from "react";
import type { JobState, NoticeLevel } from "../publicTypes";
import { useSession } from "../render/context";
import { useAppSelector } from "../store/hooks";
import { showJob } from "../store/shownJobs";

/** A function that goes to a page of the app, by its path. */
export function useNavigate(): (page: string) => void {
  const session = useSession();
  return useCallback((page: string) => session.navigate(page), [session]);
}

/** A function that shows a notice to the person in front of the screen. */
export function useNotify(): (text: string, level?: NoticeLevel) => void {
  const session = useSession();
  return useCallback((text: string, level: NoticeLevel = "info") => session.notify(text, level), [session]);
}

/** The newest state of a job, to be shown by the caller: the shell stops showing it. Undefined when there is no such job. */
export function useJob(id: string | null | undefined): JobState | undefined {
  useEffect(() => (id ? showJob(id) : undefined), [id]);
  return useAppSelector((state) => (id ? state.jobs[id] : undefined));
}
