import { renderComponent } from "@envision/core/testing";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { Select } from "./Select";

const PROPS = {
  name: "year",
  label: "Year",
  help: "",
  disabled: false,
  placeholder: "Choose…",
  options: [
    { value: 2002, label: "Two" },
    { value: 2007, label: "Seven", group: "New" },
  ],
};

test("a real select writes the option's own value at once", async () => {
  const { socket, input } = renderComponent(Select, PROPS, { widget: { id: "pick", kind: "forms.Select" } });
  const field = screen.getByRole("combobox", { name: "Year" });

  expect(field.tagName).toBe("SELECT");
  expect(field).toHaveAttribute("id", "pick");
  expect(field).toHaveDisplayValue("Choose…");
  await userEvent.selectOptions(field, "Seven");

  expect(input("year")).toBe(2007);
  expect(socket.callsOf("set_inputs")).toEqual([expect.objectContaining({ values: { year: 2007 } })]);
  expect(screen.getByRole("group", { name: "New" })).toBeInTheDocument();
});

test("a value that is no longer among the options shows as nothing chosen", () => {
  renderComponent(Select, PROPS, { inputs: { year: 1999 } });

  expect(screen.getByRole("combobox")).toHaveDisplayValue("Choose…");
});
