import { renderComponent } from "@envision/core/testing";
import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { Form } from "./Form";
import { FormField } from "./FormField";
import type { FieldSpec } from "./props.gen";

function spec(name: string, kind: FieldSpec["kind"], more: Partial<FieldSpec> = {}): FieldSpec {
  return {
    name,
    kind,
    label: name,
    help: "",
    required: false,
    disabled: false,
    placeholder: "",
    autocomplete: "",
    multiple: false,
    ...more,
  };
}

const FIELDS = [
  spec("title", "text", { required: true }),
  spec("rows", "number", { min: 1, step: 1 }),
  spec("secret", "hidden"),
];
const PROPS = {
  name: "settings",
  title: "Settings",
  submit_label: "OK",
  fields: FIELDS,
  rest: FIELDS.map((field) => field.name),
};
const DRAFT = { form: { name: "settings", values: { title: "Mine" } } };

test("a field is checked by the server when it is left", async () => {
  const { socket } = renderComponent(Form, PROPS, DRAFT);
  socket.on("validate", () => ({ errors: { title: ["Write at least five letters."] } }));
  const title = screen.getByRole("textbox", { name: /title/ });

  expect(title).toHaveValue("Mine");
  await userEvent.type(title, "!");
  await userEvent.tab();

  expect(socket.callsOf("validate")[0]).toMatchObject({
    form: "settings",
    values: { title: "Mine!" },
    fields: ["title"],
  });
  await expect.poll(() => title.getAttribute("aria-invalid")).toBe("true");
  expect(title).toHaveAccessibleDescription(/five letters/);
});

test("a refused submit shows every error and moves to the first field that is wrong", async () => {
  const { socket } = renderComponent(Form, PROPS, DRAFT);
  socket.on("submit", () => ({ version: 2, errors: { rows: ["Too many."], __all__: ["The two do not fit."] } }));

  await userEvent.click(screen.getByRole("button", { name: "OK" }));

  expect(await screen.findByRole("alert")).toHaveTextContent("The two do not fit.");
  expect(screen.getByRole("spinbutton")).toHaveFocus();
  expect(socket.callsOf("submit")[0]).toMatchObject({ form: "settings", values: { title: "Mine" } });
});

test("the job that a submit starts shows how far it is", async () => {
  const { socket } = renderComponent(Form, PROPS, DRAFT);
  const job = { job: "j1", name: "prepare", done: 3, total: 10, text: "Fitting", form: "settings" };

  act(() => socket.push("job_changed", { ...job, status: "running" }));

  expect(screen.getByRole("progressbar", { name: "Fitting" })).toHaveAttribute("aria-valuenow", "30");
  expect(screen.getByRole("button", { name: "OK" })).toBeDisabled();
  await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
  expect(socket.callsOf("cancel")).toEqual([{ job: "j1" }]);
  act(() => socket.push("job_changed", { ...job, status: "failed", text: "No rows." }));
  expect(screen.getByRole("alert")).toHaveTextContent("No rows.");
  expect(screen.getByRole("button", { name: "OK" })).toBeEnabled();
});

test("after Cancel the form's button has the focus", async () => {
  const { socket } = renderComponent(Form, PROPS, DRAFT);
  const job = { job: "j1", name: "prepare", done: 3, total: 10, text: "Fitting", form: "settings" };
  act(() => socket.push("job_changed", { ...job, status: "running" }));
  await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
  act(() => socket.push("job_changed", { ...job, status: "cancelled", text: "cancelled" }));

  expect(screen.getByRole("status")).toHaveTextContent(/^Cancelled$/);
  expect(screen.getByRole("button", { name: "OK" })).toHaveFocus();
});

test("a field stands where the author put it, the rest follows", () => {
  renderComponent(Form, { ...PROPS, rest: ["title"] }, { ...DRAFT, children: [<FormField key="f" name="rows" />] });

  const rows = screen.getByRole("spinbutton");
  const title = screen.getByRole("textbox");
  expect(rows.compareDocumentPosition(title) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
});

test("a field outside of a form says so", () => {
  renderComponent(FormField, { name: "rows" });

  expect(screen.getByRole("alert")).toHaveTextContent("not inside of a form");
});

test("what the fields propose is sent without a keystroke", async () => {
  const fields = [spec("kind", "text", { initial: "quick" })];
  const { socket } = renderComponent(Form, { ...PROPS, fields, rest: ["kind"] });
  socket.on("submit", () => ({ version: 2 }));

  await userEvent.click(screen.getByRole("button", { name: "OK" }));

  expect(socket.callsOf("submit")[0]).toMatchObject({ values: { kind: "quick" } });
});

test("a form waits for the file that is on its way", async () => {
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  vi.stubGlobal("fetch", async (_url: string, { body }: { body: Blob }) => {
    await arrived;
    return Response.json({ upload: "u1", received: body.size, total: body.size });
  });
  const fields = [spec("table", "file")];
  renderComponent(Form, { ...PROPS, fields, rest: ["table"] });

  await userEvent.upload(screen.getByLabelText("table"), new File(["a,b"], "my.csv"));
  expect(screen.getByRole("button", { name: "OK" })).toBeDisabled();
  arrive();

  await expect.poll(() => screen.getByRole("button", { name: "OK" }).hasAttribute("disabled")).toBe(false);
  vi.unstubAllGlobals();
});
