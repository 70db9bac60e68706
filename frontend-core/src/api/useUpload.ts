/** Sends a file to the server. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { UploadHandle } from "../publicTypes";
import { useSession } from "../render/context";
import { uploadFile } from "../session/upload";

/**
 * Sends a file in parts and goes on after an interruption.
 *
 * @example
 * const upload = useUpload();
 * field.set(await upload.start(file));
 */
export function useUpload(): UploadHandle {
  const { boot } = useSession();
  const url = boot.urls.upload;
  const [progress, setProgress] = useState<number | null>(null);
  const [error, setError] = useState<string | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const start = useCallback(
    async (file: File) => {
      abort.current?.abort();
      const controller = new AbortController();
      abort.current = controller;
      setError(null);
      setProgress(0);
      try {
        const value = await uploadFile(file, {
          url,
          csrf: csrfToken(),
          signal: controller.signal,
          onProgress: setProgress,
        });
        setProgress(null);
        return value;
      } catch (failure) {
        if (!controller.signal.aborted) setError(failure instanceof Error ? failure.message : String(failure));
        setProgress(null);
        throw failure;
      }
    },
    [url],
  );
  const cancel = useCallback(() => {
    abort.current?.abort();
    setProgress(null);
  }, []);
  return { start, cancel, progress, error };
}

function csrfToken(): string {
  return document.querySelector('meta[name="csrf-token"]')?.getAttribute("content") ?? "";
}
