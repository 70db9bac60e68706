/** The address when it is one that may hold a picture; null for any other, such as `javascript:`. */
export function pictureAddress(value: unknown): string | null {
  if (typeof value !== "string") return null;
  if (/^data:image\/[a-z0-9.+-]+[;,]/i.test(value)) return value;
  return /^(https?:\/\/|\/)/i.test(value) ? value : null;
}
