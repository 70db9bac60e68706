/** Which jobs a component on the page shows, so that the shell does not show them twice. */

const shown = new Map<string, number>();
const listeners = new Set<() => void>();

export function showJob(id: string): () => void {
  shown.set(id, (shown.get(id) ?? 0) + 1);
  tell();
  return () => {
    const left = (shown.get(id) ?? 1) - 1;
    if (left > 0) shown.set(id, left);
    else shown.delete(id);
    tell();
  };
}

export function isJobShown(id: string): boolean {
  return shown.has(id);
}

export function subscribeShownJobs(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Joined, as a value that changes when the set does. */
export function shownJobs(): string {
  return [...shown.keys()].join(" ");
}

function tell(): void {
  for (const listener of listeners) listener();
}
