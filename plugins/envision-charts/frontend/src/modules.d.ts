/** The parts of plotly.js that are used, as far as they are used; plotly's own types follow every figure's details. */
declare module "virtual:plotly-traces" {
  /** Loads the code of a trace type; scatter is part of the core. */
  export const traces: Record<string, () => Promise<{ default: object }>>;
}

declare module "plotly.js/lib/core" {
  interface Drawing {
    data: object[];
    layout: object;
    config: object;
    frames?: object[];
  }
  /** The element after its first drawing. */
  export interface PlotElement extends HTMLElement {
    on(event: string, listener: (event: unknown) => void): void;
    removeAllListeners(event: string): void;
  }
  const Plotly: {
    register(modules: object[]): void;
    react(element: HTMLElement, drawing: Drawing): Promise<PlotElement>;
    purge(element: HTMLElement): void;
    Plots: { resize(element: HTMLElement): Promise<void> | undefined };
  };
  export default Plotly;
}
