/** What opens a locked page, in a person's words. Pure. */
import type { NavigationItem, Node } from "../protocol/messages.gen";
import { humanised } from "../render/humanised";

export function whatOpens({ requires }: NavigationItem): string {
  if (requires.length === 0) return "Not open yet";
  const names = requires.map((name) => `“${humanised(name)}”`);
  const forms = new Intl.ListFormat("en", { type: "conjunction" }).format(names);
  return names.length === 1 ? `Opens when the form ${forms} is submitted` : `Opens when ${forms} are submitted`;
}

/** Whether all these forms are on the page, so that "the form" says enough. */
export function hasForms(tree: readonly Node[], names: readonly string[]): boolean {
  return names.length > 0 && names.every((name) => tree.some((node) => holds(node, name)));
}

function holds(node: Node, form: string): boolean {
  return node.props.name === form || (node.children?.some((child) => holds(child, form)) ?? false);
}
