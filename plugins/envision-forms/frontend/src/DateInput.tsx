/** A day, or a time. The browser's own field: a calendar everywhere, the right one on phones. */
import type { ComponentProps } from "@envision/core";
import { TextInput } from "@envision/ui";
import { BELOW, type InForm, useField } from "./fieldProps";
import type { DateProps } from "./props.gen";

export function DateInput({
  kind = "date",
  ...props
}: ComponentProps<DateProps> & InForm & { kind?: "date" | "datetime-local" | "time" }) {
  const [input, field] = useField<string | null>(props);
  return (
    <TextInput
      {...field}
      inputWrapperOrder={BELOW}
      type={kind}
      min={props.min}
      max={props.max}
      value={forBrowser(input.value ?? "", kind)}
      onChange={(event) => input.set(event.currentTarget.value || null)}
    />
  );
}

/** ISO text as the browser's field takes it, which knows no time zone. */
function forBrowser(iso: string, kind: string): string {
  return kind === "datetime-local" ? iso.slice(0, 16) : iso;
}
