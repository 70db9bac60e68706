/** Keeps the old objects wherever a new value says the same, so that only what changed renders again. */

/** `next`, built from parts of `old` where they are equal; `old` itself when all is equal. JSON values only. */
export function shareStructure<T>(old: T | undefined, next: T): T {
  // The casts only regain the type that unwrapping to JSON lost: what comes back equals `next` in value.
  return share(old, next) as T;
}

function share(old: unknown, next: unknown): unknown {
  if (Object.is(old, next)) return old;
  if (Array.isArray(old) && Array.isArray(next)) return shareList(old, next);
  if (isObject(old) && isObject(next)) return shareObject(old, next);
  return next;
}

function shareList(old: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const list = next.map((item, index) => share(old[index], item));
  return list.length === old.length && list.every((item, index) => item === old[index]) ? old : list;
}

function shareObject(old: Record<string, unknown>, next: Record<string, unknown>): Record<string, unknown> {
  const names = Object.keys(next);
  const shared = Object.fromEntries(names.map((name) => [name, share(old[name], next[name])]));
  const isEqual =
    names.length === Object.keys(old).length &&
    names.every((name) => Object.hasOwn(old, name) && shared[name] === old[name]);
  return isEqual ? old : shared;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
