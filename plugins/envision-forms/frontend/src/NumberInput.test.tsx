import { renderComponent } from "@envision/core/testing";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { NumberInput, toNumber } from "./NumberInput";

const PROPS = { name: "rows", label: "Rows", help: "", disabled: false, placeholder: "" };

test("a number is written, an empty field is none", async () => {
  const { input } = renderComponent(NumberInput, PROPS, { inputs: { rows: 3 } });
  const field = screen.getByRole("spinbutton", { name: "Rows" });

  await userEvent.clear(field);
  expect(input("rows")).toBeNull();
  await userEvent.type(field, "1.50");

  expect(input("rows")).toBe(1.5);
  expect(field).toHaveDisplayValue("1.50");
});

test("somebody else's number replaces what was typed", async () => {
  const { socket } = renderComponent(NumberInput, PROPS, { inputs: { rows: 3 } });
  const field = screen.getByRole("spinbutton");
  await userEvent.type(field, "0");
  await userEvent.tab();

  socket.push("inputs_changed", { values: { rows: 7 }, version: 9 });

  await expect.poll(() => (field as HTMLInputElement).value).toBe("7");
});

test.each([
  ["", null],
  [" ", null],
  ["-", null],
  ["1e3", 1000],
  ["-0.5", -0.5],
])("the text %j means %j", (text, number) => {
  expect(toNumber(text)).toBe(number);
});
