/** Decides whether `show_when` holds. */

/** True if each input has the value, or one of the list of values. */
export function isShown(
  rule: Readonly<Record<string, unknown>> | undefined,
  values: Readonly<Record<string, unknown>>,
): boolean {
  if (!rule) return true;
  return Object.entries(rule).every(([name, wanted]) =>
    Array.isArray(wanted) ? matchesOne(wanted, values[name]) : isEqual(wanted, values[name]),
  );
}

// A list is a choice of values; only an input that is itself a list may also equal it as a whole.
function matchesOne(wanted: readonly unknown[], value: unknown): boolean {
  return wanted.some((one) => isEqual(one, value)) || (Array.isArray(value) && isEqual(wanted, value));
}

function isEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a ?? null, b ?? null)) return true;
  return typeof a === "object" && typeof b === "object" && JSON.stringify(a) === JSON.stringify(b);
}
