/** Reads and writes named values. */
import { useContext, useMemo } from "react";
import type { InputHandle } from "../publicTypes";
import { FormContext, useSession } from "../render/context";
import { useAppSelector } from "../store/hooks";

const NONE: readonly string[] = [];

/**
 * The input `name`: its value for everybody in the workspace, kept by the server. Inside a `FormScope` it is that form's
 * field instead, which nobody else sees before the form is submitted.
 *
 * @example
 * const species = useInput<string>("species");
 * <select value={species.value ?? ""} onChange={(event) => species.set(event.target.value)} onBlur={species.blur} />
 */
export function useInput<T>(name: string): InputHandle<T> {
  const session = useSession();
  const form = useContext(FormContext);
  const value = useAppSelector((state) =>
    form === null ? state.inputs.values[name] : state.forms[form]?.values[name],
  );
  const errors =
    useAppSelector((state) => (form === null ? state.inputs.errors[name] : state.forms[form]?.errors[name])) ?? NONE;
  const pending = useAppSelector((state) => form === null && state.inputs.unsaved[name] === true);
  const busy = useAppSelector((state) => form !== null && state.forms[form]?.submitting === true);
  const actions = useMemo(
    () => ({
      set: (next: T, { debounce_ms = 0 }: { debounce_ms?: number } = {}) => {
        if (form === null) session.setInput(name, next, debounce_ms);
        else session.setField(form, name, next);
      },
      blur: () => {
        if (form === null) session.flushInput(name);
        else if (session.store.getState().forms[form]?.touched[name]) void session.validate(form, [name]);
      },
    }),
    [session, form, name],
  );
  // The server checks every value by the annotation that the component's author writes T from.
  return { value: value as T | undefined, errors, pending, busy, ...actions };
}
