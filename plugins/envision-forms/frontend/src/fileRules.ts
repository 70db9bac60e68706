/** What a file must be, told before it is sent. The server checks the same again, and its content. */

export interface FileRules {
  accept?: readonly string[];
  max_bytes?: number;
}

/** What is wrong with a file as a sentence; null when nothing is. */
export function fileProblem(file: { name: string; size: number }, { accept, max_bytes }: FileRules): string | null {
  const name = file.name.toLowerCase();
  if (accept?.length && !accept.some((extension) => name.endsWith(extension)))
    return `Choose a file of type ${accept.join(", ")}.`;
  if (max_bytes !== undefined && file.size > max_bytes)
    return `${file.name} has ${sizeText(file.size)}; the most is ${sizeText(max_bytes)}.`;
  return null;
}

/** `1.4 MB` */
export function sizeText(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB"];
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? size : size.toFixed(size < 10 ? 1 : 0)} ${units[unit]}`;
}
