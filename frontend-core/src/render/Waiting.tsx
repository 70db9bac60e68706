/** In place of a component whose inputs have no value yet. */
import type { Node } from "../protocol/messages.gen";
import { useAppSelector } from "../store/hooks";
import { humanised } from "./humanised";

export function Waiting({ missing, height }: { missing: readonly string[]; height: number }) {
  const tree = useAppSelector((state) => state.page.tree);
  const labels = missing.map((name) => labelOf(tree, name) ?? humanised(name));
  return (
    <div className="env-waiting" style={{ minHeight: height }}>
      <p>{labels.length > 0 ? `Waiting for ${listed(labels)}` : "Waiting for input"}</p>
    </div>
  );
}

/** The label of the field that writes the input, as the person sees it. */
export function labelOf(tree: readonly Node[], name: string): string | undefined {
  for (const node of tree) {
    if (node.inputs?.includes(name) && typeof node.props.label === "string") return node.props.label;
    const below = node.children && labelOf(node.children, name);
    if (below) return below;
  }
  return undefined;
}

function listed(labels: readonly string[]): string {
  return new Intl.ListFormat("en", { type: "conjunction" }).format(labels);
}
