export interface TableProps {
  frame?: Record<string, unknown>;
  height?: number;
  page_size?: number;
  columns?: string[] | Record<string, string> | null;
  selection?: string | null;
  title?: string;
}
