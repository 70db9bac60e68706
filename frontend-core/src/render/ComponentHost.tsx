/** Shows one node of the tree: finds its component, fills it with data, and stands in for it when it cannot be shown. */
import { memo, type ReactNode, Suspense, useMemo, useSyncExternalStore } from "react";
import type { Module, Node } from "../protocol/messages.gen";
import type { PluginComponent } from "../registry/moduleLoader";
import { useAppSelector } from "../store/hooks";
import { useLoader, WidgetContext } from "./context";
import { countRender } from "./countRenders";
import { ErrorBoundary } from "./ErrorBoundary";
import { ErrorCard } from "./ErrorCard";
import { isShown } from "./isShown";
import { Placeholder } from "./Placeholder";
import { useBoundData } from "./useBoundData";
import { Waiting } from "./Waiting";

/** Renders again only when its own node or data change. */
export const ComponentHost = memo(function ComponentHost({ node }: { node: Node }) {
  const isVisible = useAppSelector((state) => isShown(node.show_when, state.inputs.values));
  const module = useAppSelector((state) => state.app?.modules[node.kind]);
  if (!isVisible) return null;
  if (module?.state !== "ok") return <Unavailable node={node} module={module} />;
  return node.source === undefined ? (
    <StaticBlock node={node} module={module} />
  ) : (
    <BoundBlock node={node} module={module} />
  );
});

interface BlockProps {
  node: Node;
  module: Module;
}

function StaticBlock({ node, module }: BlockProps) {
  countRender(node.id);
  return (
    <Frame node={node}>
      <Loaded node={node} module={module} values={node.props} />
    </Frame>
  );
}

function BoundBlock({ node, module }: BlockProps) {
  countRender(node.id);
  useLoader().state(module); // its code is fetched while its data is computed
  const data = useBoundData(node.id);
  const bound = module.bound;
  const values = useMemo(
    () => (bound ? { ...node.props, [bound]: data.value } : node.props),
    [node.props, bound, data.value],
  );
  return (
    <Frame node={node} isPending={data.kind === "pending"}>
      <BoundContent node={node} module={module} values={values} data={data} />
    </Frame>
  );
}

function BoundContent({
  node,
  module,
  values,
  data,
}: BlockProps & { values: Record<string, unknown>; data: ReturnType<typeof useBoundData> }) {
  switch (data.kind) {
    case "waiting":
      return <Waiting missing={data.missing} height={heightOf(node, module)} />;
    case "failed":
      return <ErrorCard title={titleOf(node)} {...data.error} onRetry={data.retry} />;
    case "pending":
      if (!data.hasValue) return <Placeholder height={heightOf(node, module)} />;
      return <Loaded node={node} module={module} values={values} resetKey={data.value} />;
    case "ready":
      return <Loaded node={node} module={module} values={values} resetKey={data.value} />;
  }
}

/** The box around every component; containers lay these boxes out. */
function Frame({ node, isPending = false, children }: { node: Node; isPending?: boolean; children: ReactNode }) {
  const widget = useMemo(() => ({ id: node.id, kind: node.kind }), [node.id, node.kind]);
  return (
    <div className="env-block" data-widget={node.id} data-kind={node.kind} aria-busy={isPending || undefined}>
      <WidgetContext value={widget}>{children}</WidgetContext>
    </div>
  );
}

function Loaded({
  node,
  module,
  values,
  resetKey,
}: BlockProps & { values: Record<string, unknown>; resetKey?: unknown }) {
  const loader = useLoader();
  const loaded = useSyncExternalStore(loader.subscribe, () => loader.state(module));
  switch (loaded.status) {
    case "loading":
      return <Placeholder height={heightOf(node, module)} />;
    case "failed":
      return (
        <ErrorCard
          title={titleOf(node)}
          problem={loaded.problem}
          hint={loaded.hint}
          onRetry={() => void loader.load(module)}
        />
      );
    case "ready":
      return (
        <ErrorBoundary
          resetKey={resetKey}
          fallback={(error, reset) => <Crashed node={node} module={module} error={error} reset={reset} />}
        >
          <Suspense fallback={<Placeholder height={heightOf(node, module)} />}>
            {module.css.map((href) => (
              <link key={href} rel="stylesheet" href={href} precedence="plugin" />
            ))}
            <Filled component={loaded.component} node={node} values={values} />
          </Suspense>
        </ErrorBoundary>
      );
  }
}

function Filled({
  component: Plugin,
  node,
  values,
}: {
  component: PluginComponent;
  node: Node;
  values: Record<string, unknown>;
}) {
  const children = useMemo(
    () => node.children?.map((child) => <ComponentHost key={child.id} node={child} />),
    [node.children],
  );
  if (!children) return <Plugin {...values} />;
  return (
    <Plugin {...values} childNodes={node.children}>
      {children}
    </Plugin>
  );
}

function Crashed({ node, module, error, reset }: BlockProps & { error: unknown; reset: () => void }) {
  const problem = error instanceof Error ? error.message : String(error);
  return (
    <ErrorCard
      title={titleOf(node)}
      problem={problem}
      hint={`The fault is in plugin "${module.plugin}"; the rest of the page works.`}
      onRetry={reset}
    />
  );
}

function Unavailable({ node, module }: { node: Node; module: Module | undefined }) {
  return (
    <Frame node={node}>
      {node.kind === "envision.Error" ? (
        <ErrorCard problem={text(node.props.problem)} hint={text(node.props.hint)} place={text(node.props.place)} />
      ) : (
        <ErrorCard
          title={titleOf(node)}
          problem={module?.reason ?? `No installed plugin has the component ${node.kind}.`}
          hint={module?.hint ?? "Run `envision plugins` to see what is installed."}
        />
      )}
    </Frame>
  );
}

/** Px to keep free: what the component says it will take, so that nothing jumps when it comes. */
function heightOf({ props }: Node, module: Module): number {
  return typeof props.height === "number" ? props.height : module.min_height;
}

function titleOf(node: Node): string {
  return `${node.kind.split(".").at(-1)} could not be shown`;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
