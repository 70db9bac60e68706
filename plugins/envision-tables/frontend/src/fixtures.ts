/** For tests: a small table as the server sends it. */
import type { TableValue } from "./tableValue";

export function cities(): TableValue {
  return {
    columns: [
      { name: "city", type: "text" },
      { name: "people", type: "number", digits: 1 },
    ],
    total: 3,
    rows: [
      ["Rome", 2.8],
      ["Oslo", null],
      ["Lima", 10.1],
    ],
  };
}
