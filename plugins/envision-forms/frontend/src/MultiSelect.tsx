/** Several of several options. */
import type { ComponentProps } from "@envision/core";
import { MultiSelect as UiMultiSelect } from "@envision/ui/MultiSelect";
import type { InForm } from "./fieldProps";
import { BELOW, grouped, keyOf, useField } from "./inputs";
import type { Group } from "./options";
import type { MultiSelectProps, Option } from "./props.gen";

interface Item {
  value: string;
  label: string;
}

export function MultiSelect({
  options = [],
  placeholder,
  max_chosen,
  ...props
}: ComponentProps<MultiSelectProps> & InForm) {
  const [input, field] = useField<Option["value"][]>(props);
  const chosen = Array.isArray(input.value) ? input.value : [];
  return (
    <UiMultiSelect
      {...field}
      inputWrapperOrder={BELOW}
      data={grouped(options).flatMap(toItems)}
      value={options.filter((option) => chosen.includes(option.value)).map(keyOf)}
      onChange={(keys) =>
        input.set(options.filter((option) => keys.includes(keyOf(option))).map((option) => option.value))
      }
      placeholder={chosen.length === 0 ? placeholder || undefined : undefined}
      maxValues={max_chosen}
      searchable
      styles={{ inputField: { minWidth: 40 } }}
      clearable
      hidePickedOptions={options.length > 20}
      limit={300}
      nothingFoundMessage="Nothing found"
    />
  );
}

function toItems({ group, members }: Group): (Item | { group: string; items: Item[] })[] {
  const items = members.map((option) => ({ value: keyOf(option), label: option.label }));
  return group === null ? items : [{ group, items }];
}
