/** Tells what takes long from what is over before a person notices. */
import { useEffect, useState } from "react";

export const SLOW_MS = 300;

/** True once `isRunning` has been true for a while. */
export function useSlow(isRunning: boolean): boolean {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    if (!isRunning) return;
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [isRunning]);
  return isSlow;
}
