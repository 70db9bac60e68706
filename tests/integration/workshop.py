"""An app with one of everything, whose sources count how often they run."""

import threading
import time
from collections import Counter

from django import forms

from envision_content import Markdown, Metric
from envision_core import App
from envision_forms import Button, Form, Select, Slider, Text
from envision_layout import Card
from envision_tables import Table

app = App("Workshop", navigation="steps")
app.input("clicks", value=0)
app.input("greeting")

runs: Counter[str] = Counter()
gate = threading.Event()


def counted(name: str) -> None:
    runs[name] += 1


@app.source
def doubled(number: int) -> int:
    counted("doubled")
    return number * 2


@app.source
def chained(doubled: int) -> int:
    counted("chained")
    return doubled + 1


@app.source
def slow(number: int) -> int:
    counted("slow")
    time.sleep(0.25)
    return number + 1000


@app.source
def failing(number: int) -> int:
    counted("failing")
    if number < 50:
        raise ValueError("too small")
    return number


@app.source
def greeted(greeting: str) -> str:
    return f"Hello {greeting}"


@app.source
async def quick(number: int) -> int:
    return number + 1


@app.source
def mine(user) -> str:
    return "nobody" if user is None else user.get_username()


@app.source
def stock() -> int:
    counted("stock")
    return runs["stock"]


@app.source
def frame(number: int):
    import pandas as pd

    return pd.DataFrame({"row": range(number), "square": [n * n for n in range(number)]})


@app.action
def add(clicks: int, session) -> int:
    counted("add")
    session.set_inputs(clicks=clicks + 1)
    session.notify(f"added {clicks + 1}", level="success")
    return clicks + 1


@app.action
def greet(session, name: str = "you"):
    session.set_inputs(greeting=name)
    session.go("Second")


@app.action
def restock(session):
    session.refresh(stock)


@app.action
def explode():
    raise RuntimeError("boom")


@app.action
def train(settings: dict, session, progress):
    for _ in progress.track(range(settings["rounds"]), "Training"):
        time.sleep(0.01)
    session.set_inputs(greeting=settings["name"])


class Settings(forms.Form):
    name = forms.CharField(max_length=10)
    rounds = forms.IntegerField(min_value=1, max_value=500)
    file = forms.FileField(required=False)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name == "root":
            raise forms.ValidationError("Choose another name.")
        return name


@app.page("First")
def first():
    return [
        Markdown("# First"),
        Slider("number", 0, 100, value=3),
        Select("mode", ["plain", "fancy"], value="plain"),
        Text("remark"),
        Card("Data", Metric(doubled, id="doubled"), Metric(chained, id="chained")),
        Metric(chained, id="chained-again"),
        Metric(slow, id="slow"),
        Metric(failing, id="failing"),
        Metric(greeted, id="greeted"),
        Metric(quick, id="quick"),
        Metric(mine, id="mine"),
        Metric(stock, id="stock"),
        Table(frame, id="table"),
        Button("Add", add),
        Form("settings", Settings, submit=train, then="Second"),
    ]


@app.page("Second")
def second(mode: str):
    shown = [Markdown("# Second"), Select("mode", ["plain", "fancy"], value="plain")]
    return [*shown, Metric(doubled, id="doubled"), *([Text("extra", value="x")] if mode == "fancy" else [])]


@app.page("Results", requires="settings")
def results(settings: dict):
    return [Markdown(f"# Results of {settings['name']}"), Metric(greeted, id="greeted")]
