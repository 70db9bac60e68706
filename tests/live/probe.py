"""The app that the live tests ask: JSON-RPC methods of the specification, inputs, forms, slow and failing sources."""

import threading
import time

from django import forms

from envision_content import Markdown, Metric
from envision_core import App
from envision_forms import Button, Form, Slider, Text

app = App("Probe")
app.input("saved", value=None)
app.input("clicks", value=0)
counting = threading.Lock()


# The specification's examples -----------------------------------------------------------------------------------------


@app.rpc_method
def subtract(minuend: int, subtrahend: int) -> int:
    return minuend - subtrahend


@app.rpc_method("sum")
def sum_(*numbers: int) -> int:
    return sum(numbers)


@app.rpc_method
def update(*numbers: int) -> None:
    pass


@app.rpc_method
def notify_hello(number: int) -> None:
    pass


@app.rpc_method
def get_data() -> list:
    return ["hello", 5]


@app.rpc_method
def echo(value):
    return value


@app.rpc_method
async def sleep(seconds: float) -> str:
    import asyncio

    await asyncio.sleep(seconds)
    return "slept"


# A page ---------------------------------------------------------------------------------------------------------------


@app.source
def squared(number: int) -> int:
    return number * number


@app.source
def slow(number: int) -> int:
    time.sleep(0.3)
    return number + 1000


@app.source
def large(number: int) -> str:
    return "x" * 400_000 + str(number)


@app.source
def failing(number: int) -> int:
    raise RuntimeError("the secret of /etc/passwd")


@app.source
def waiting(saved: str) -> str:
    return saved


@app.action
def click(clicks: int, session):
    with counting:
        session.set_inputs(clicks=clicks + 1)
    session.notify("clicked", level="success")
    return clicks + 1


class Settings(forms.Form):
    name = forms.CharField(max_length=20)
    count = forms.IntegerField(min_value=1)


@app.action
def save(settings: dict, session):
    session.set_inputs(saved=settings["name"])


@app.page("Home")
def home():
    return [
        Markdown("# Probe"),
        Slider("number", 0, 100, value=3),
        Text("remark"),
        Metric(squared, label="Squared", id="squared"),
        Metric(slow, label="Slow", id="slow"),
        Metric(large, label="Large", id="large"),
        Metric(failing, label="Failing", id="failing"),
        Metric(waiting, label="Waiting", id="waiting"),
        Button("Click", click),
        Form("settings", Settings, submit=save, then="Second"),
    ]


@app.page("Second", requires="settings")
def second(settings: dict):
    return [Markdown(f"# Hello {settings['name']}")]
