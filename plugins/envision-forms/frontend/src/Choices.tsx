/** A few options, all of them in sight: one to choose, or several. */
import { Checkbox } from "@envision/ui";
import type { ChangeEvent, ComponentProps } from "react";
import type { Described, InForm } from "./fieldProps";
import { keyOf, useField } from "./inputs";
import type { Option } from "./props.gen";

export interface ChoicesProps extends Described, InForm {
  options: readonly Option[];
  isMultiple: boolean;
}

const NOTE = { fontSize: "var(--mantine-font-size-xs)" } as const;

export function Choices({ options, isMultiple, ...props }: ChoicesProps) {
  const [input, field] = useField<unknown>(props);
  const chosen = new Set(Array.isArray(input.value) ? input.value.map(String) : [String(input.value ?? "")]);
  const notes = [field.description && `${field.id}-help`, field.error && `${field.id}-error`].filter(Boolean).join(" ");

  function toggle(option: Option, isOn: boolean) {
    if (!isMultiple) return input.set(option.value);
    input.set(options.filter((one) => (one === option ? isOn : chosen.has(keyOf(one)))).map((one) => one.value));
  }

  return (
    <fieldset
      id={field.id}
      aria-describedby={notes || undefined}
      aria-invalid={field.error ? true : undefined}
      disabled={field.disabled}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) field.onBlur();
      }}
      style={{ border: 0, margin: 0, padding: 0, minInlineSize: 0, display: "grid", gap: 8 }}
    >
      <legend
        style={{
          padding: 0,
          marginBottom: 4,
          fontSize: "var(--mantine-font-size-sm)",
          fontWeight: "var(--mantine-font-weight-medium)",
        }}
      >
        {field.label}
        {field.required && (
          <span aria-hidden="true" style={{ color: "var(--mantine-color-error)" }}>
            {" *"}
          </span>
        )}
      </legend>
      {options.map((option) => {
        const item = {
          name: field.id,
          checked: chosen.has(keyOf(option)),
          onChange: (event: ChangeEvent<HTMLInputElement>) => toggle(option, event.currentTarget.checked),
        };
        return isMultiple ? (
          <Checkbox key={keyOf(option)} label={option.label} {...item} />
        ) : (
          <Radio key={keyOf(option)} label={option.label} {...item} />
        );
      })}
      {field.description && (
        <small id={`${field.id}-help`} style={{ ...NOTE, color: "var(--mantine-color-dimmed)" }}>
          {field.description}
        </small>
      )}
      {field.error && (
        <small id={`${field.id}-error`} style={{ ...NOTE, color: "var(--mantine-color-error)" }}>
          {field.error}
        </small>
      )}
    </fieldset>
  );
}

/** The browser's own radio button: no widget of the design system is worth a file of its own here. */
function Radio({ label, ...input }: { label: string } & ComponentProps<"input">) {
  return (
    <label style={{ display: "flex", alignItems: "center", gap: 12, fontSize: "var(--mantine-font-size-sm)" }}>
      <input
        {...input}
        type="radio"
        style={{ width: 18, height: 18, margin: 1, accentColor: "var(--mantine-primary-color-filled)" }}
      />
      {label}
    </label>
  );
}
