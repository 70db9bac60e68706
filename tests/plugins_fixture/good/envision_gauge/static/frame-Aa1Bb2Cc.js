export function Frame() {}
