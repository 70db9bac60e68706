/** Keeps what was typed into forms and not submitted over a reload. */
import { fieldSet } from "../store/events";
import type { AppStore } from "../store/store";

interface Draft {
  form: string;
  field: string;
  value: unknown;
}

export function saveDrafts(store: AppStore, storage: Storage | null, name: string): void {
  const drafts: Draft[] = Object.entries(store.getState().forms).flatMap(([form, entry]) =>
    Object.keys(entry.touched).map((field) => ({ form, field, value: entry.values[field] })),
  );
  if (drafts.length > 0) storage?.setItem(name, JSON.stringify(drafts));
  else storage?.removeItem(name);
}

export function restoreDrafts(store: AppStore, storage: Storage | null, name: string): void {
  try {
    const drafts: Draft[] = JSON.parse(storage?.getItem(name) ?? "[]");
    for (const draft of drafts) store.dispatch(fieldSet(draft));
  } catch {
    // Written by another version; typing it again is all that is lost.
  }
}
