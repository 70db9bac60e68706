import "./c-Dg0abcd1.js"; export function Gauge() {}
