/** Several views in one place, one seen at a time. */
import { type ChildNode, type ComponentProps, useWidget } from "@envision/core";
import { Tabs as UiTabs } from "@envision/ui/Tabs";
import { useState } from "react";
import { remember, remembered } from "./remember";

export function Tabs({ childNodes = [], children = [] }: ComponentProps<object>) {
  const { id } = useWidget();
  const [active, setActive] = useState(() => opened(childNodes, remembered(id)));
  const [seen, setSeen] = useState<ReadonlySet<string>>(() => new Set(active === null ? [] : [active]));
  const open = (tab: string | null) => {
    setActive(tab);
    if (tab === null) return;
    setSeen(new Set([...seen, tab]));
    remember(id, tab);
  };
  const shown = childNodes.some((node) => node.id === active) ? active : (childNodes[0]?.id ?? null);
  return (
    <UiTabs value={shown} onChange={open} keepMounted>
      <UiTabs.List>
        {childNodes.map((node) => (
          <UiTabs.Tab key={node.id} value={node.id}>
            {String(node.props.title ?? "")}
          </UiTabs.Tab>
        ))}
      </UiTabs.List>
      {childNodes.map((node, index) => (
        <UiTabs.Panel key={node.id} value={node.id} pt="md">
          {(seen.has(node.id) || node.id === shown) && children[index]}
        </UiTabs.Panel>
      ))}
    </UiTabs>
  );
}

function opened(nodes: readonly ChildNode[], before: string | null): string | null {
  return nodes.some((node) => node.id === before) ? before : (nodes[0]?.id ?? null);
}
