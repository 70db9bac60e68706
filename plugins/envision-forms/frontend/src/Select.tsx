/** One of several options. The browser's own select: quick, and at home on phones. */
import type { ComponentProps } from "@envision/core";
import { NativeSelect } from "@envision/ui";
import { BELOW, type InForm, useField } from "./fieldProps";
import { grouped, keyOf } from "./options";
import type { Option, SelectProps } from "./props.gen";

export function Select({ options = [], placeholder, ...props }: ComponentProps<SelectProps> & InForm) {
  const [input, field] = useField<Option["value"]>(props);
  const chosen = options.find((option) => option.value === (input.value ?? null));
  return (
    <NativeSelect
      {...field}
      inputWrapperOrder={BELOW}
      value={chosen ? keyOf(chosen) : ""}
      onChange={(event) => {
        const option = options.find((one) => keyOf(one) === event.currentTarget.value);
        if (option) input.set(option.value);
      }}
    >
      {!chosen && (
        <option value="" disabled hidden>
          {placeholder}
        </option>
      )}
      {grouped(options).map(({ group, members }) => {
        const items = members.map((option) => (
          <option key={keyOf(option)} value={keyOf(option)}>
            {option.label}
          </option>
        ));
        return group === null ? (
          items
        ) : (
          <optgroup key={group} label={group}>
            {items}
          </optgroup>
        );
      })}
    </NativeSelect>
  );
}
