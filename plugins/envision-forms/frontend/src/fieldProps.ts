/** What every field of a person's makes of an input: its id, and what is wrong with it. */
import { type InputHandle, useInput, useWidget } from "@envision/core";

/** What a field in a form adds to an input that stands by itself. */
export interface InForm {
  /** Of the element itself; default: the component's. */
  id?: string;
  required?: boolean;
}

export interface Described {
  name: string;
  label?: string;
  help: string;
  disabled: boolean;
}

/** Properties for a widget of `@envision/ui`: it ties label, help and error to the element. */
export interface FieldProps {
  id: string;
  label: string;
  description: string | undefined;
  error: string | undefined;
  disabled: boolean;
  required: boolean;
  onBlur: () => void;
}

/** Help goes below the field, so that fields side by side line up. */
export const BELOW: ("label" | "input" | "description" | "error")[] = ["label", "input", "description", "error"];

export function useField<T>({
  name,
  label,
  help,
  disabled,
  id,
  required = false,
}: Described & InForm): [InputHandle<T>, FieldProps] {
  const input = useInput<T>(name);
  const widget = useWidget();
  const field = {
    id: id ?? widget.id,
    label: label ?? name,
    description: help || undefined,
    error: input.errors.length > 0 ? input.errors.join(" ") : undefined,
    disabled: disabled || input.busy,
    required,
    onBlur: input.blur,
  };
  return [input, field];
}
