/** A number to type. The browser's own number field: phones show digits, arrow keys step. */
import type { ComponentProps } from "@envision/core";
import { TextInput } from "@envision/ui";
import { useState } from "react";
import { BELOW, type InForm, useField } from "./fieldProps";
import type { NumberProps } from "./props.gen";
import { TYPING_MS } from "./Text";

export function NumberInput(props: ComponentProps<NumberProps> & InForm) {
  const [input, field] = useField<number | string | null>(props);
  const [typed, setTyped] = useState<string | null>(null);
  const given = input.value ?? "";
  // While somebody types, "1." and "1.0" stay as they are, although both are the number 1.
  const shown = typed !== null && toNumber(typed) === toNumber(String(given)) ? typed : String(given);
  return (
    <TextInput
      {...field}
      inputWrapperOrder={BELOW}
      type="number"
      inputMode={props.step !== undefined && props.step % 1 === 0 && (props.min ?? -1) >= 0 ? "numeric" : "decimal"}
      min={props.min}
      max={props.max}
      step={props.step ?? "any"}
      placeholder={props.placeholder || undefined}
      value={shown}
      onChange={(event) => {
        // A browser reports what is no number yet, such as a lone minus, as empty.
        if (event.currentTarget.validity.badInput) return;
        setTyped(event.currentTarget.value);
        input.set(toNumber(event.currentTarget.value), { debounce_ms: TYPING_MS });
      }}
      onBlur={() => {
        setTyped(null);
        field.onBlur();
      }}
    />
  );
}

/** The number a text means; null when it means none. */
export function toNumber(text: string): number | null {
  const number = text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : null;
}
