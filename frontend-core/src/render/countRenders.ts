/** Counts renders per component when a test asks for it. */

const counts: Map<string, number> | null = wanted() ? new Map() : null;
if (counts) window.__envision = { ...window.__envision, renders: counts };

export function countRender(id: string): void {
  counts?.set(id, (counts.get(id) ?? 0) + 1);
}

function wanted(): boolean {
  try {
    return localStorage.getItem("envision:count-renders") !== null;
  } catch {
    return false;
  }
}
