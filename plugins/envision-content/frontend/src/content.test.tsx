import { renderComponent } from "@envision/core/testing";
import { fireEvent, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { Image, Markdown, Metric } from "./content";
import { metricParts } from "./metricParts";
import { pictureAddress } from "./pictureAddress";

test("a text shows the server's HTML as real elements", () => {
  renderComponent(Markdown, { text: "<h1>Irises</h1>\n<p>count: 3</p>" });

  expect(screen.getByRole("heading", { level: 1, name: "Irises" })).toBeInTheDocument();
  expect(screen.getByText("count: 3").tagName).toBe("P");
});

test("a picture has its text, or its caption for want of one", () => {
  const { unmount } = renderComponent(Image, { source: "data:image/png;base64,AA==", alt: "A dot", caption: "Dot" });
  expect(screen.getByRole("img", { name: "A dot" })).toHaveAttribute("src", "data:image/png;base64,AA==");
  unmount();

  renderComponent(Image, { source: "/dot.png", caption: "Dot" });
  expect(screen.getByRole("img", { name: "Dot" })).toBeInTheDocument();
});

test("a picture that cannot be had says so", () => {
  renderComponent(Image, { source: "/gone.png", alt: "Gone", caption: "" });

  fireEvent.error(screen.getByRole("img"));

  expect(screen.getByText("This picture cannot be shown.")).toBeInTheDocument();
});

test.each(["javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///x", "", 3, null])(
  "%j is no picture",
  (value) => {
    expect(pictureAddress(value)).toBeNull();
  },
);

test("a metric shows label, number and change", () => {
  renderComponent(Metric, {
    label: "Sales",
    format: "",
    unit: "",
    good: "more",
    height: 106,
    help: "This month",
    value: { text: "1,234", delta: "+5", direction: "up", tone: "good" },
  });

  expect(screen.getByText("Sales").tagName).toBe("DT");
  expect(screen.getByText("1,234")).toBeInTheDocument();
  expect(screen.getByText(/\+5/)).toHaveAttribute("data-tone", "good");
  expect(screen.getByText("This month")).toBeInTheDocument();
});

test("a unit stands behind its number, and a number is never broken", () => {
  expect(metricParts("6,251,013,179", "")).toEqual({ number: "6,251,013,179", unit: "", letters: 13 });
  expect(metricParts("9,296 dollars", "dollars")).toEqual({ number: "9,296", unit: "dollars", letters: 5 });
  expect(metricParts("1 234 567", "")).toMatchObject({ number: "1\u00a0234\u00a0567", letters: 9 });
  expect(metricParts("New Zealand", "km")).toEqual({ number: "New Zealand", unit: "", letters: 7 });
  expect(metricParts("", "")).toMatchObject({ letters: 1 });
});
