"""The app of the tests here: a form with a file, and inputs with rules."""

from django import forms

from envision_content import Markdown
from envision_core import App
from envision_forms import Button, FileField, Form, FormField, Select, Slider
from envision_layout import Card

app = App("Forms")


class Settings(forms.Form):
    rows = forms.IntegerField(min_value=1, max_value=9, initial=3)
    table = FileField(accept=[".csv"], required=False)

    def clean(self):
        if self.cleaned_data.get("rows") == 7:
            raise forms.ValidationError("Seven never works.")


@app.source
def told(settings: dict):
    content = settings["table"].open().read().decode() if settings["table"] else "none"
    return f"rows: {settings['rows']}, file: {content}"


@app.source
def sizes(bins: int):
    return {1: "One", bins: "Many"}


@app.action
def double(rows: int, session):
    session.notify(f"Twice {rows} is {2 * rows}")


@app.page("Start")
def start():
    return [
        Slider("bins", 5, 50, value=20),
        Select("size", sizes, id="size"),
        Button("Double", double, args={"rows": 4}),
        Form("settings", Settings, Card("Rows", FormField("rows")), submit=double, then="Result"),
    ]


@app.page("Result", requires="settings")
def result():
    return [Markdown(told, id="told")]
