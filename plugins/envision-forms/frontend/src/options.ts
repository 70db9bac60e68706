/** Options as lists of a browser want them. */
import type { Option } from "./props.gen";

/** Text that stands for an option in an element; different options have different ones. */
export function keyOf(option: Option): string {
  return option.value === null ? "" : String(option.value);
}

export interface Group {
  /** null: the options that are in no group. */
  group: string | null;
  members: Option[];
}

/** Neighbours of the same group, in their order. */
export function grouped(options: readonly Option[]): Group[] {
  const groups: Group[] = [];
  for (const option of options) {
    const group = option.group ?? null;
    const last = groups.at(-1);
    if (last?.group === group) last.members.push(option);
    else groups.push({ group, members: [option] });
  }
  return groups;
}
