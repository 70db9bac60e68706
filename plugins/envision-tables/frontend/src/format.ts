/** Cells as text, in the visitor's language. Pure. */
import type { Cell, Column } from "./tableValue";

const HUGE = 1e15;
const formats = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

/** What a cell shows. Missing values are blank; numbers the browser cannot hold exactly arrive as text and stay so. */
export function formatCell(value: Cell | undefined, column: Column, locale?: string): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "number") return formatNumber(value, column.digits, locale);
  if (column.type === "date" || column.type === "datetime") return formatDate(value, column.type, locale);
  return value;
}

/** Whether a column reads better from the right. */
export function isNumeric(column: Column): boolean {
  return column.type === "number" || column.type === "decimal";
}

function formatNumber(value: number, digits: number | undefined, locale: string | undefined): string {
  const size = Math.abs(value);
  const isLost = size !== 0 && digits !== undefined && size < 0.5 * 10 ** -digits;
  if (size >= HUGE || isLost)
    return number(locale, { notation: "scientific", maximumSignificantDigits: 3 }).format(value);
  // Grouping from five digits on: 12,345 but 2007, as years are numbers too.
  const options: Intl.NumberFormatOptions = { useGrouping: "min2" };
  if (digits === undefined) options.maximumFractionDigits = 20;
  else options.minimumFractionDigits = options.maximumFractionDigits = digits;
  return number(locale, options).format(value);
}

/** The wall clock the data says, wherever the visitor is; an offset is kept behind it. */
function formatDate(text: string, type: "date" | "datetime", locale: string | undefined): string {
  const parts = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?(Z|[+-]\d{2}:\d{2})?$/.exec(text);
  if (!parts) return text;
  const [, day, time = "00:00:00", offset = ""] = parts;
  const moment = new Date(`${day}T${time.slice(0, 12)}Z`);
  if (Number.isNaN(moment.getTime())) return text;
  const shown = date(locale, type === "date" ? { dateStyle: "medium" } : { dateStyle: "medium", timeStyle: "medium" });
  return `${shown.format(moment)}${offset && type === "datetime" ? ` ${offset === "+00:00" ? "UTC" : offset}` : ""}`;
}

function number(locale: string | undefined, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return kept(locale, options, () => new Intl.NumberFormat(locale, options)) as Intl.NumberFormat; // the key names the options
}

function date(locale: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const utc: Intl.DateTimeFormatOptions = { ...options, timeZone: "UTC" };
  return kept(locale, utc, () => new Intl.DateTimeFormat(locale, utc)) as Intl.DateTimeFormat; // the key names the options
}

/** Making a formatter costs a thousand times what using it does. */
function kept<T extends Intl.NumberFormat | Intl.DateTimeFormat>(
  locale: string | undefined,
  options: object,
  make: () => T,
) {
  const key = `${locale} ${JSON.stringify(options)}`;
  const found = formats.get(key) ?? make();
  formats.set(key, found);
  return found;
}

/** Width in px that shows the heading and nearly all of the sampled texts. */
export function widthOf(heading: string, texts: readonly string[]): number {
  const lengths = texts.map((text) => text.length).sort((a, b) => a - b);
  const usual = lengths[Math.floor(lengths.length * 0.95)] ?? 0;
  return Math.round(Math.min(360, Math.max(84, 7.6 * Math.max(heading.length + 2, usual) + 34)));
}

/** "1 row", "12,345 rows". */
export function rowCount(total: number, locale?: string): string {
  return `${number(locale, { useGrouping: true }).format(total)} ${total === 1 ? "row" : "rows"}`;
}
