/** Several of several options. */
import type { ComponentProps } from "@envision/core";
import { MultiSelect as UiMultiSelect } from "@envision/ui/MultiSelect";
import type { InForm } from "./fieldProps";
import { BELOW, grouped, keyOf, useField } from "./inputs";
import type { Group } from "./options";
import type { MultiSelectProps, Option } from "./props.gen";

/** What is typed takes a line of its own only when it needs one, so that choosing does not change the height. */
const TYPED = { inputField: { fieldSizing: "content", minWidth: 2 } } as const;

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
      styles={TYPED}
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
