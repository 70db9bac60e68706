import { renderComponent } from "@envision/core/testing";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { FileInput } from "./FileInput";
import { fileProblem, sizeText } from "./fileRules";

const PROPS = {
  name: "table",
  label: "Table",
  help: "",
  disabled: false,
  accept: [".csv"],
  max_bytes: 10,
  isMultiple: false,
};
const FORM = { form: { name: "f", values: {} } };

test("a chosen file is sent and becomes the field's value", async () => {
  vi.stubGlobal("fetch", async (_url: string, { body }: { body: Blob }) =>
    Response.json({ upload: "u1", received: body.size, total: body.size }),
  );
  const { socket } = renderComponent(FileInput, PROPS, FORM);

  await userEvent.upload(screen.getByLabelText("Table"), new File(["a,b"], "my.csv", { type: "text/csv" }));

  expect(await screen.findByText("my.csv (3 bytes)")).toBeInTheDocument();
  expect(socket.callsOf("validate")[0]).toMatchObject({
    values: { table: { upload: expect.any(String), name: "my.csv", size: 3 } },
  });
  await userEvent.click(screen.getByRole("button", { name: "Remove my.csv" }));
  expect(screen.queryByText(/my.csv/)).toBeNull();
  vi.unstubAllGlobals();
});

test("a file of the wrong kind or size is refused before it is sent", async () => {
  renderComponent(FileInput, PROPS, FORM);

  await userEvent.upload(screen.getByLabelText("Table"), new File(["a,b".repeat(5)], "my.csv"));

  expect(screen.getByText("my.csv has 15 bytes; the most is 10 bytes.")).toBeInTheDocument();
  expect(screen.getByLabelText("Table")).toBeInvalid();
});

test("rules are told as sentences", () => {
  expect(fileProblem({ name: "a.EXE", size: 1 }, { accept: [".csv", ".txt"] })).toBe(
    "Choose a file of type .csv, .txt.",
  );
  expect(fileProblem({ name: "a.CSV", size: 1 }, { accept: [".csv"] })).toBeNull();
});

test.each([
  [999, "999 bytes"],
  [1536, "1.5 kB"],
  [20 * 1024 * 1024, "20 MB"],
])("%d bytes are %s", (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});
