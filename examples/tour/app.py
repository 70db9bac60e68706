"""A tour in four steps: fill in a form, watch charts arrive, look into containers, mix fields with blocks."""

from pathlib import Path

import numpy as np
import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
from django import forms
from envision_charts import Chart
from envision_content import Image, Markdown, Metric
from envision_core import App, Theme
from envision_forms import Button, Checkbox, Form, Select, Slider, Text
from envision_layout import Card, Columns, Expander, Tabs
from envision_tables import Table

app = App("Tour", navigation="steps", theme=Theme(primary="indigo"))

HERE = Path(__file__).parent
DATA_SETS = {"gapminder": "Countries", "iris": "Irises", "tips": "Restaurant tips"}
RESAMPLES = {"20000": "Quick: 20,000 resamples", "200000": "Careful: 200,000 resamples"}


class SettingsForm(forms.Form):
    """What to look at. Django checks it on the server: each field when it is left, all of them on OK."""

    title = forms.CharField(max_length=40, initial="My data")
    data_set = forms.ChoiceField(choices=list(DATA_SETS.items()), initial="gapminder")
    resamples = forms.ChoiceField(choices=list(RESAMPLES.items()), initial="200000")
    file = forms.FileField(required=False, help_text="A CSV file of yours with two columns of numbers, instead.")

    def clean_title(self):
        title = self.cleaned_data["title"].strip()
        if len(title) < 3:
            raise forms.ValidationError("Write at least three letters.")
        return title

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and not file.name.lower().endswith(".csv"):
            raise forms.ValidationError("Choose a file that ends with .csv.")
        return file


app.input("intervals", value=[])  # written by the action, shown by a table


# Data ---------------------------------------------------------------------------------------------------------------


@app.source
def data(settings: dict):
    """The uploaded file, or one of the data sets that come with plotly."""
    if settings.get("file"):
        with settings["file"].open() as file:
            return pd.read_csv(file)
    return getattr(px.data, settings["data_set"])()


@app.source
def numbers(data):
    """Its columns of numbers."""
    return data.select_dtypes("number").dropna()


@app.source
def pair(numbers):
    """The two columns that belong together most, which every chart is about: their points and their names."""
    strength = np.triu(numbers.corr().abs().fillna(0).to_numpy(), k=1)
    columns = [numbers.columns[i] for i in np.unravel_index(strength.argmax(), strength.shape)]
    return numbers[columns].to_numpy(float), columns


@app.source
def summary(numbers):
    return numbers.describe().round(2).reset_index(names="statistic")


@app.source
def interval_table(intervals: list):
    """What the action found out: a column for each column of the data."""
    found = pd.DataFrame(intervals, columns=["column", "mean", "low", "high"])
    return found.set_index("column").T.rename_axis(None, axis=1).reset_index(names="95 % sure")


@app.action
def prepare(numbers, settings: dict, session, progress):
    """Resample the rows to see how sure the mean of each column is, and tell how far it is."""
    rows, random, rounds = numbers.to_numpy(float), np.random.default_rng(1), 50
    size, means = int(settings["resamples"]) // rounds, []
    for _ in progress.track(range(rounds), "Resampling"):
        picks = random.integers(0, len(rows), (size, len(rows)))
        means.append(np.stack([column[picks].mean(axis=1) for column in rows.T], axis=1))
    low, high = np.percentile(np.concatenate(means), [2.5, 97.5], axis=0).round(3)
    columns = {"column": list(numbers.columns), "mean": rows.mean(axis=0).round(3), "low": low, "high": high}
    session.set_inputs(intervals=pd.DataFrame(columns).to_dict("records"))


# Charts: the later ones take longer -----------------------------------------------------------------------------------


@app.source
def scatter(pair):
    points, (x, y) = pair
    return px.scatter(x=points[:, 0], y=points[:, 1], labels={"x": x, "y": y}, title="All points: at once")


@app.source
def correlations(pair):
    """How sure is the correlation? 8,000 resamples."""
    points, _ = pair
    random = np.random.default_rng(2)
    picks = (points[random.integers(0, len(points), len(points))].T for _ in range(8_000))
    found = [np.corrcoef(pick)[0, 1] for pick in picks]
    return px.histogram(x=found, nbins=40, labels={"x": "correlation"}, title="Correlation, resampled")


@app.source
def density(pair):
    """How dense are the points? A Gaussian around each of them, summed on a fine grid."""
    points, (x, y) = pair
    spread = points.std(axis=0) * len(points) ** (-1 / 6)
    across, up = (np.linspace(a.min() - s, a.max() + s, 360) for a, s in zip(points.T, spread, strict=True))
    heat = np.zeros((360, 360))
    for right, high in points:
        heat += np.exp(-(((up[:, None] - high) / spread[1]) ** 2 + ((across[None, :] - right) / spread[0]) ** 2) / 2)
    layout = {"title": "Density", "xaxis": {"title": x}, "yaxis": {"title": y}}
    return go.Figure(go.Heatmap(x=across, y=up, z=heat, showscale=False), layout)


@app.source
def groups(pair):
    """How many groups are there? k-means with 120 random starts for each number of groups."""
    points, _ = pair
    random, spreads = np.random.default_rng(3), []
    for k in range(1, 9):
        spreads.append(min(_spread(points, points[random.integers(0, len(points), k)]) for _ in range(120)))
    return px.line(x=range(1, 9), y=spreads, markers=True, labels={"x": "groups", "y": "spread within"}, title="Groups")


def _spread(points, centres, rounds=20):
    """Sum of squared distances to the nearest centre after some rounds of k-means."""
    for _ in range(rounds):
        distance = ((points[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2)
        nearest = distance.argmin(axis=1)
        members = [points[nearest == k] for k in range(len(centres))]
        centres = np.array([m.mean(axis=0) if len(m) else c for m, c in zip(members, centres, strict=True)])
    return float(distance.min(axis=1).sum())


# Pages --------------------------------------------------------------------------------------------------------------

HOW = "Browser and server talk over one socket; the server keeps everything in the database."


@app.page("Fields")
def fields():
    return [
        Markdown("""
            # Fields

            A Django form. Press **OK**: the server resamples the data, tells how far it is, and opens the next step.
        """),
        Form("settings", SettingsForm, submit=prepare, submit_label="OK", then="Blocks"),
    ]


@app.page("Blocks", requires=("settings",))
def blocks(settings: dict):
    return [
        Markdown(f"# Blocks\n\n*{settings['title']}*: each block appears when its data is ready."),
        Columns(Table(interval_table, title="How sure the means are"), Table(summary, title="Summary")),
        Columns(
            Image(HERE / "how-it-works.svg", alt=HOW),
            Markdown("""
                Your functions run on the **server**, each once for everybody. The **database** keeps your workspace:
                after a refresh, on another device, when the server was restarted, you see the same screen.
            """),
        ),
        Columns(Chart(scatter), Chart(correlations)),
        Columns(Chart(density), Chart(groups)),
    ]


@app.page("Containers", requires=("settings",))
def containers():
    return [
        Markdown("# Containers"),
        Columns(
            Card("Plain", Markdown("A card with a title.")),
            Card("Toned", Markdown("The same card in the theme's colour."), tone="primary"),
            Card("Warning", Markdown("And one that wants to be seen."), tone="warning"),
        ),
        Checkbox("details", value=False, label="Show the details"),
        Card("Details", Table(summary), show_when={"details": True}),
        Tabs({"Chart": Chart(scatter), "Table": Table(data)}),
        Expander("How was this computed?", Markdown("By the function `scatter`, from the columns of `pair`.")),
    ]


@app.source
def filtered(data, numbers, share: int):
    """The rows with the largest values in the first column of numbers."""
    limit = numbers.iloc[:, 0].quantile(1 - share / 100)
    return data[data[numbers.columns[0]] >= limit]


@app.source
def kept(filtered):
    return len(filtered)


@app.source
def box(filtered, numbers, mark: str):
    column = numbers.columns[0]
    return (px.box if mark == "box" else px.violin)(filtered, y=column)


@app.action
def note(session, remark: str = ""):
    session.notify(f"Noted: {remark}" if remark else "Nothing to note.", level="success")


@app.page("Mixed", requires=("settings",))
def mixed():
    return [
        Markdown("# Mixed\n\nFields and blocks in any order."),
        Slider("share", 10, 100, step=10, value=50, label="Share of the rows, in percent"),
        Columns(Metric(kept, label="Rows kept"), Image(HERE / "how-it-works.svg", alt=HOW)),
        Table(filtered),
        Select("mark", ["box", "violin"], value="box", label="Draw it as"),
        Chart(box),
        Text("remark", label="Your remark"),
        Button("Note it", note),
    ]
