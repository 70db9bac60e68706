import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { renderComponent } from "../testing/renderComponent";
import { useAction } from "./useAction";
import { useCall } from "./useCall";
import { useForm } from "./useForm";
import { useInput } from "./useInput";
import { useTheme } from "./useTheme";

function Field({ name }: { name: string }) {
  const input = useInput<string>(name);
  return (
    <label>
      Name
      <input value={input.value ?? ""} onChange={(event) => input.set(event.target.value)} onBlur={input.blur} />
      {input.errors.map((error) => (
        <em key={error}>{error}</em>
      ))}
    </label>
  );
}

it("useInput reads and writes an input of the workspace", async () => {
  const { socket, input } = renderComponent(Field, { name: "title" }, { inputs: { title: "a" } });
  await userEvent.type(screen.getByLabelText("Name"), "b");

  expect(input("title")).toBe("ab");
  expect(socket.callsOf("set_inputs").at(-1)?.values).toEqual({ title: "ab" });
});

it("useInput is a form's field inside a form, checked on leaving it", async () => {
  const { socket } = renderComponent(Field, { name: "title" }, { form: { name: "settings", values: { title: "" } } });
  socket.on("validate", () => ({ errors: { title: ["is too short"] } }));
  await userEvent.type(screen.getByLabelText("Name"), "ab");
  await userEvent.tab();

  expect(socket.callsOf("set_inputs")).toEqual([]);
  expect(socket.callsOf("validate")).toEqual([{ form: "settings", values: { title: "ab" }, fields: ["title"] }]);
  expect(await screen.findByText("is too short")).toBeVisible();
});

it("useForm submits what the fields hold", async () => {
  function Submit() {
    const form = useForm();
    return (
      <button type="button" onClick={form.submit}>
        {form.submitted ? "Submitted" : "Submit"}
      </button>
    );
  }
  const { socket } = renderComponent(Submit, {}, { form: { name: "settings", values: { title: "abc" } } });
  await userEvent.click(screen.getByRole("button"));

  expect(await screen.findByText("Submitted")).toBeVisible();
  expect(socket.callsOf("submit")).toMatchObject([{ form: "settings", values: { title: "abc" } }]);
});

it("useAction is busy until the job that the action started is over", async () => {
  function Train() {
    const { run, running } = useAction();
    return (
      <button type="button" disabled={running} onClick={() => void run("train", { n: 1 })}>
        Train
      </button>
    );
  }
  const { socket } = renderComponent(Train, {});
  const job = { job: "j1", name: "train", done: 0, total: null, text: "" };
  socket.on("run", () => {
    socket.push("job_changed", { ...job, status: "running" });
    return { version: 2, job: "j1" };
  });
  await userEvent.click(screen.getByRole("button"));
  expect(screen.getByRole("button")).toBeDisabled();
  act(() => socket.push("job_changed", { ...job, status: "done" }));

  expect(screen.getByRole("button")).toBeEnabled();
});

it("useCall asks the component's own class", async () => {
  function Rows() {
    const call = useCall();
    return (
      <button type="button" onClick={() => void call("rows", { start: 0 })}>
        More
      </button>
    );
  }
  const { socket } = renderComponent(Rows, {}, { widget: { id: "table-1", kind: "tables.Table" } });
  await userEvent.click(screen.getByRole("button"));

  expect(socket.callsOf("call")).toEqual([{ widget: "table-1", method: "rows", params: { start: 0 } }]);
});

it("useTheme gives plain colours of the scheme", () => {
  function Colours() {
    const { scheme, colors, palette } = useTheme();
    return <p>{`${scheme} ${colors.background} ${palette.every((colour) => /^#[0-9a-f]{6}$/.test(colour))}`}</p>;
  }
  renderComponent(Colours, {}, { scheme: "dark" });

  expect(screen.getByText("dark #16181c true")).toBeVisible();
});
