import { renderComponent } from "@envision/core/testing";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { MultiSelect } from "./MultiSelect";

const PROPS = {
  name: "years",
  label: "Years",
  help: "",
  disabled: false,
  placeholder: "",
  options: [
    { value: 2002, label: "2002" },
    { value: 2007, label: "2007" },
  ],
};

test("what is chosen is written in the order of the options", async () => {
  const { input } = renderComponent(MultiSelect, PROPS, { inputs: { years: [2007] } });

  await userEvent.click(screen.getByRole("combobox", { name: "Years" }));
  await userEvent.click(await screen.findByRole("option", { name: "2002", hidden: true }));

  expect(input("years")).toEqual([2002, 2007]);
});
