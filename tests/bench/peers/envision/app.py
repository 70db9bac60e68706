"""Envision: state in the database (SQLite here), a workspace for each visitor, JSON-RPC over one WebSocket."""

import os

import benchdata

from envision_content import Markdown
from envision_core import App
from envision_forms import Button, Select

PAGE = os.environ["BENCH_PAGE"]
ROWS = int(os.environ.get("BENCH_ROWS", "0"))

app = App("Bench")
text = [Markdown(f"# {benchdata.TITLE}"), *(Markdown(p) for p in benchdata.PARAGRAPHS)]


def counter() -> list:
    app.input("count", value=0)

    @app.action
    async def add(session):
        session.set_inputs(count=session.values["count"] + 1)

    @app.source
    async def counted(count: int):
        return f"count: {count}"

    return [Select("choice", benchdata.OPTIONS, value="Alpha"), Button("Go", add, id="go"), Markdown(counted, id="out")]


def chart_page() -> list:
    from envision_charts import Chart

    app.input("drawn", value=[0, 0])  # points and number of the click

    @app.source
    def plot(drawn: list):
        import plotly.graph_objects as go

        points, clicks = drawn
        return benchdata.figure(points, clicks) if clicks else go.Figure(go.Scattergl(x=[0, 1], y=[0, 1]))

    @app.action
    def b100k(session):
        session.set_inputs(drawn=[benchdata.SIZES["b100k"], session.values["drawn"][1] + 1])

    @app.action
    def b1m(session):
        session.set_inputs(drawn=[benchdata.SIZES["b1m"], session.values["drawn"][1] + 1])

    return [Button("b100k", b100k, id="b100k"), Button("b1m", b1m, id="b1m"), Chart(plot)]


def table_page() -> list:
    from envision_tables import Table

    @app.source
    def data():
        return benchdata.frame(ROWS)

    return [Table(data)]


shared = {"push": 0}


def push_page() -> list:
    @app.source
    async def pushed():
        return f"push: {shared['push']}"

    @app.action
    async def push(session):
        shared["push"] += 1
        session.refresh(pushed)

    return [Button("Push", push, id="push"), Markdown(pushed, id="pushed")]


def noisy_page() -> list:
    app.input("burned", value="idle")

    @app.action
    def burn(session):  # a plain function: in a thread
        benchdata.burn()
        session.set_inputs(burned="done")

    @app.source
    async def burning(burned: str):
        return f"burn: {burned}"

    return [*counter(), Button("Burn", burn, id="burn"), Markdown(burning, id="burned")]


pages = {"chart": chart_page, "table": table_page, "push": push_page, "noisy_naive": noisy_page}
body = pages.get(PAGE, counter)()


@app.page("Bench")
def bench():
    return [*text, *body]
