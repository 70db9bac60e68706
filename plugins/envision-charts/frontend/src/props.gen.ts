export interface ChartProps {
  figure: Record<string, unknown>;
  height?: number | null;
  selection?: string | null;
  title?: string;
  config?: Record<string, unknown> | null;
}
