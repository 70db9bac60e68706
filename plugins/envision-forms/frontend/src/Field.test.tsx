import { renderComponent } from "@envision/core/testing";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { Field } from "./Field";
import type { FieldSpec } from "./props.gen";

const CHOICES = [
  { value: "a", label: "First" },
  { value: "b", label: "Second" },
];

function show(kind: FieldSpec["kind"], more: Partial<FieldSpec> = {}, value?: unknown) {
  const spec: FieldSpec = {
    name: "it",
    kind,
    label: "It",
    help: "Help",
    required: false,
    disabled: false,
    placeholder: "",
    autocomplete: "",
    multiple: false,
    ...more,
  };
  return renderComponent(
    Field,
    { form: "f", spec },
    { form: { name: "f", values: value === undefined ? {} : { it: value } } },
  );
}

test.each([
  ["text", "textbox", "text"],
  ["email", "textbox", "email"],
  ["url", "textbox", "url"],
  ["number", "spinbutton", "number"],
] as const)("a field of kind %s is a %s", (kind, role, type) => {
  show(kind);

  expect(screen.getByRole(role, { name: "It" })).toHaveAttribute("type", type);
  expect(screen.getByRole(role)).toHaveAccessibleDescription("Help");
  expect(screen.getByRole(role)).toHaveAttribute("id", "f-it");
});

test.each([
  ["date", "date", "2026-01-31", "2026-01-31"],
  ["datetime", "datetime-local", "2026-01-31T10:30:00+01:00", "2026-01-31T10:30"],
  ["time", "time", "10:30", "10:30"],
] as const)("a field of kind %s is the browser's own", (kind, type, value, shown) => {
  show(kind, {}, value);

  expect(screen.getByLabelText("It")).toHaveAttribute("type", type);
  expect(screen.getByLabelText("It")).toHaveValue(shown);
});

test("one of a few options is chosen by a radio button", async () => {
  show("radio", { choices: CHOICES }, "a");

  expect(screen.getByRole("group", { name: "It" })).toHaveAccessibleDescription("Help");
  expect(screen.getByRole("radio", { name: "First" })).toBeChecked();
  await userEvent.click(screen.getByRole("radio", { name: "Second" }));

  expect(screen.getByRole("radio", { name: "Second" })).toBeChecked();
  expect(screen.getByRole("radio", { name: "First" })).not.toBeChecked();
});

test("several of a few options are chosen by checkboxes", async () => {
  show("checkboxes", { choices: CHOICES }, ["a"]);

  await userEvent.click(screen.getByRole("checkbox", { name: "Second" }));

  expect(screen.getAllByRole("checkbox", { checked: true })).toHaveLength(2);
});

test("many options have a list to search", async () => {
  show("multiselect", { choices: CHOICES }, ["b"]);

  expect(await screen.findByRole("combobox", { name: "It" })).toBeInTheDocument();
  expect(screen.getAllByText("Second")[0]).toBeVisible();
});

test("a hidden field is not shown", () => {
  const { container } = show("hidden");

  expect(container.querySelector("input")).toBeNull();
});
