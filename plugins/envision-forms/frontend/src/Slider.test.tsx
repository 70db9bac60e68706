import { renderComponent } from "@envision/core/testing";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { Slider, shown } from "./Slider";

const PROPS = { name: "bins", label: "Bins", help: "", disabled: false, min: 5, max: 50, step: 1, value: 20, unit: "" };

test("arrow keys move it and write the number", async () => {
  const { input } = renderComponent(Slider, PROPS, { inputs: { bins: 20 } });
  const thumb = screen.getByRole("slider", { name: "Bins" });

  thumb.focus();
  await userEvent.keyboard("{ArrowRight}{ArrowRight}");

  expect(thumb).toHaveAttribute("aria-valuenow", "22");
  expect(input("bins")).toBe(22);
});

test.each([
  [0.1 + 0.2, 0.1, "0.3"],
  [5, 1, "5"],
  [1.25, 1, "1.25"],
])("%d in steps of %d is written %s", (number, step, text) => {
  expect(shown(number, step)).toBe(text);
});
