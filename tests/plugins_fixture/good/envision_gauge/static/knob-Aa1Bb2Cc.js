export function Knob() {}
