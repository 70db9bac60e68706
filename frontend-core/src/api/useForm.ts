/** A form: its draft, its problems, its submit. */
import { createElement, type ReactNode, useContext, useEffect, useLayoutEffect, useMemo } from "react";
import type { FormHandle, JobState } from "../publicTypes";
import { FormContext, useSession } from "../render/context";
import { formBegun } from "../store/events";
import { emptyForm } from "../store/formsSlice";
import { useAppSelector } from "../store/hooks";
import { showJob } from "../store/shownJobs";

export interface FormScopeProps {
  form: string;
  /** What fields hold that have neither a draft nor a value on the server; must keep its identity while it is the same. */
  initial?: Record<string, unknown>;
  children: ReactNode;
}

/** Makes `useInput` below it mean fields of the form `form`. */
export function FormScope({ form, initial, children }: FormScopeProps) {
  const session = useSession();
  const isBegun = useAppSelector(({ forms }) => hasAll(forms[form]?.values, initial));
  // Before painting, so that nobody sees the fields empty.
  useLayoutEffect(() => {
    if (initial && !isBegun) session.store.dispatch(formBegun({ form, initial }));
  }, [session, form, initial, isBegun]);
  return createElement(FormContext, { value: form }, children);
}

/** The form `name`, or the surrounding `FormScope`'s. Who uses it shows its `job` too: the shell does not. */
export function useForm(name?: string): FormHandle {
  const session = useSession();
  const scope = useContext(FormContext);
  const form = name ?? scope;
  if (form === null) throw new Error("useForm needs a name outside of a FormScope.");
  const entry = useAppSelector((state) => state.forms[form]) ?? emptyForm;
  const job = useAppSelector((state) => newest(Object.values(state.jobs), form));
  const jobId = job?.job;
  useEffect(() => (jobId === undefined ? undefined : showJob(jobId)), [jobId]);
  const actions = useMemo(
    () => ({
      set: (field: string, value: unknown) => session.setField(form, field, value),
      validate: (fields: readonly string[]) => void session.validate(form, fields),
      submit: () => session.submit(form),
    }),
    [session, form],
  );
  return {
    values: entry.values,
    errors: entry.errors,
    submitted: entry.submitted,
    submitting: entry.submitting,
    error: entry.problem,
    job,
    ...actions,
  };
}

function newest(jobs: readonly JobState[], form: string): JobState | null {
  return jobs.findLast((job) => job.form === form) ?? null;
}

function hasAll(values: Record<string, unknown> = {}, initial: Record<string, unknown> = {}): boolean {
  return Object.keys(initial).every((field) => field in values);
}
