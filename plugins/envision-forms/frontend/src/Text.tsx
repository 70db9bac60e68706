/** A line of text, or several. */
import type { ComponentProps } from "@envision/core";
import { Textarea, TextInput } from "@envision/ui";
import { BELOW, type InForm, useField } from "./fieldProps";
import type { TextProps } from "./props.gen";

/** After the last key; short enough to feel live, long enough not to send every letter. */
export const TYPING_MS = 250;

export interface TextInForm extends InForm {
  rows?: number;
  autocomplete?: string;
}

export function Text(props: ComponentProps<TextProps> & TextInForm) {
  const [input, field] = useField<string>(props);
  const common = {
    ...field,
    inputWrapperOrder: BELOW,
    value: input.value ?? "",
    placeholder: props.placeholder || undefined,
    maxLength: props.max_length,
  };
  const write = (text: string) => input.set(text, { debounce_ms: TYPING_MS });
  if (props.multiline)
    return <Textarea {...common} rows={props.rows ?? 4} onChange={(event) => write(event.currentTarget.value)} />;
  return (
    <TextInput
      {...common}
      type={props.kind}
      autoComplete={props.autocomplete || undefined}
      onChange={(event) => write(event.currentTarget.value)}
    />
  );
}
