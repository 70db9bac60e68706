import { RpcError, renderComponent } from "@envision/core/testing";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { Button } from "./Button";

const PROPS = {
  label: "Save",
  action: "save",
  args: { row: 3 },
  variant: "filled",
  tone: "primary",
  disabled: false,
} as const;

test("each click runs the action once, with its arguments", async () => {
  const { socket } = renderComponent(Button, PROPS, { widget: { id: "save-it", kind: "forms.Button" } });
  const button = screen.getByRole("button", { name: "Save" });

  await userEvent.click(button);
  await userEvent.click(button);

  expect(button).toHaveAttribute("id", "save-it");
  const runs = socket.callsOf("run");
  expect(runs).toHaveLength(2);
  expect(runs[0]).toMatchObject({ action: "save", args: { row: 3 } });
  expect(runs[0]?.key).not.toBe(runs[1]?.key);
});

test("what went wrong is said below", async () => {
  const { socket } = renderComponent(Button, PROPS);
  socket.on("run", () => {
    throw new RpcError(-32000, "The disk is full.", { slug: "full", hint: "Delete something." });
  });

  await userEvent.click(screen.getByRole("button"));

  expect(await screen.findByRole("alert")).toHaveTextContent("The disk is full.Delete something.");
});
