import { renderComponent } from "@envision/core/testing";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { Text } from "./Text";

const PROPS = {
  name: "note",
  label: "Note",
  help: "Anything",
  disabled: false,
  value: "",
  placeholder: "",
  multiline: false,
  kind: "text",
} as const;

test("typing is shown at once and sent a moment after the last key", async () => {
  const { socket, input } = renderComponent(Text, PROPS, { inputs: { note: "a" } });
  const field = screen.getByRole("textbox", { name: "Note" });

  await userEvent.type(field, "bc");

  expect(field).toHaveValue("abc");
  expect(input("note")).toBe("abc");
  expect(socket.callsOf("set_inputs")).toHaveLength(0);
  await expect.poll(() => socket.callsOf("set_inputs")).toEqual([expect.objectContaining({ values: { note: "abc" } })]);
});

test("leaving the field sends what waits", async () => {
  const { socket } = renderComponent(Text, PROPS);

  await userEvent.type(screen.getByRole("textbox"), "x");
  await userEvent.tab();

  expect(socket.callsOf("set_inputs")).toHaveLength(1);
});

test("what the server says is wrong is tied to the field", async () => {
  const { socket } = renderComponent(Text, PROPS, { widget: { id: "my-note", kind: "forms.Text" } });
  socket.on("set_inputs", () => ({ version: 2, errors: { note: ["Must have at most 3 characters, has 4."] } }));
  const field = screen.getByRole("textbox");

  await userEvent.type(field, "long");
  await userEvent.tab();

  await expect.poll(() => field.getAttribute("aria-invalid")).toBe("true");
  expect(field).toHaveAccessibleDescription(/at most 3.*Anything/);
  expect(field).toHaveAttribute("id", "my-note");
  expect(field).toHaveValue("long");
});

test("several lines are a text area", () => {
  renderComponent(Text, { ...PROPS, multiline: true });

  expect(screen.getByRole("textbox").tagName).toBe("TEXTAREA");
});
