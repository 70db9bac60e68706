/** One field of a Django form, as the widget that fits its kind. */
import { lazy, Suspense } from "react";
import { Choices } from "./Choices";
import { FileInput } from "./FileInput";
// The plain inputs are fetched by most pages anyway, so forms share their file.
import { Checkbox, Date as DateInput, Number as NumberInput, Select, Text } from "./inputs";
import type { FieldSpec } from "./props.gen";

const MultiSelect = lazy(async () => ({ default: (await import("./MultiSelect")).MultiSelect }));

const MOMENTS = { date: "date", datetime: "datetime-local", time: "time" } as const;

export function Field({ form, spec }: { form: string; spec: FieldSpec }) {
  const { name, label, help, disabled, required, placeholder, kind } = spec;
  const common = { id: `${form}-${name}`, name, label, help, disabled, required };
  switch (kind) {
    case "hidden":
      return null;
    case "text":
    case "email":
    case "url":
    case "password":
    case "textarea":
      return (
        <Text
          {...common}
          kind={kind === "textarea" ? "text" : kind}
          multiline={kind === "textarea"}
          rows={spec.rows}
          value=""
          placeholder={placeholder}
          max_length={spec.max_length}
          autocomplete={spec.autocomplete}
        />
      );
    case "number":
      return (
        <NumberInput
          {...common}
          placeholder={placeholder}
          min={asNumber(spec.min)}
          max={asNumber(spec.max)}
          step={spec.step}
        />
      );
    case "date":
    case "datetime":
    case "time":
      return <DateInput {...common} kind={MOMENTS[kind]} min={asText(spec.min)} max={asText(spec.max)} />;
    case "checkbox":
      return <Checkbox {...common} value={false} />;
    case "select":
      return <Select {...common} options={spec.choices ?? []} placeholder="Choose…" />;
    case "multiselect":
      return (
        <Suspense>
          <MultiSelect {...common} options={spec.choices ?? []} placeholder={placeholder} />
        </Suspense>
      );
    case "radio":
    case "checkboxes":
      return <Choices {...common} options={spec.choices ?? []} isMultiple={kind === "checkboxes"} />;
    case "file":
      return <FileInput {...common} accept={spec.accept} max_bytes={spec.max_bytes} isMultiple={spec.multiple} />;
    default:
      return kind satisfies never;
  }
}

function asNumber(limit: number | string | undefined): number | undefined {
  return limit === undefined ? undefined : Number(limit);
}

function asText(limit: number | string | undefined): string | undefined {
  return limit === undefined ? undefined : String(limit);
}
