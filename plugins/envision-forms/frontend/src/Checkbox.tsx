/** Yes or no. */
import type { ComponentProps } from "@envision/core";
import { Checkbox as UiCheckbox } from "@envision/ui";
import { type InForm, useField } from "./fieldProps";
import type { CheckboxProps } from "./props.gen";

export function Checkbox(props: ComponentProps<CheckboxProps> & InForm) {
  const [input, field] = useField<boolean>(props);
  return (
    <UiCheckbox
      {...field}
      checked={input.value === true}
      onChange={(event) => input.set(event.currentTarget.checked)}
    />
  );
}
