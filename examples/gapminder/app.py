"""Sixty years of population, wealth and life expectancy: three pages that share their inputs."""

from datetime import UTC, datetime

import plotly.express as px
from envision_charts import Chart
from envision_content import Markdown, Metric
from envision_forms import MultiSelect, Select, Slider
from envision_layout import Columns
from envision_tables import Table

from envision_core import App, Theme

app = App("Gapminder", theme=Theme(primary="teal"))

CONTINENTS = ["Africa", "Americas", "Asia", "Europe", "Oceania"]
LABELS = {"lifeExp": "Life expectancy (years)", "gdpPercap": "GDP per person (dollars)", "pop": "Population", "year": "Year"}
COUNTRIES = sorted(px.data.gapminder()["country"].unique())


# Data ---------------------------------------------------------------------------------------------------------------


@app.source
def gapminder():
    return px.data.gapminder()


@app.source
def shown(gapminder, year: int, continents: list[str]):
    """The countries of the chosen continents in the chosen year."""
    return gapminder[(gapminder["year"] == year) & gapminder["continent"].isin(continents)]


@app.source
def people(shown):
    return int(shown["pop"].sum())


@app.source
def life_expectancy(shown):
    """Weighted by population: every person counts the same."""
    return round(float((shown["lifeExp"] * shown["pop"]).sum() / max(shown["pop"].sum(), 1)), 1)


@app.source
def income(shown):
    return round(float((shown["gdpPercap"] * shown["pop"]).sum() / max(shown["pop"].sum(), 1)))


@app.source(every=5)
def people_now(gapminder):
    """An estimate, not a measurement: the growth from 2002 to 2007 carried on to this second."""
    by_year = gapminder.groupby("year")["pop"].sum()
    a_second = (by_year[2007] - by_year[2002]) / (5 * 365.25 * 24 * 3600)
    since = datetime.now(UTC) - datetime(2007, 7, 1, tzinfo=UTC)
    return int(by_year[2007] + a_second * since.total_seconds())


@app.source
def ranking(shown):
    """The same countries, richest first."""
    columns = ["country", "continent", "lifeExp", "gdpPercap", "pop"]
    return shown[columns].sort_values("gdpPercap", ascending=False).round(1).rename(columns=LABELS)


@app.source
def history(gapminder, country: str):
    return gapminder[gapminder["country"] == country]


@app.source
def latest(history, year: int):
    return history[history["year"] == year].iloc[0]


@app.source
def country_life(latest):
    return round(float(latest["lifeExp"]), 1)


@app.source
def country_income(latest):
    return round(float(latest["gdpPercap"]))


@app.source
def country_people(latest):
    return int(latest["pop"])


# Charts -------------------------------------------------------------------------------------------------------------


@app.source
def bubbles(shown):
    figure = px.scatter(
        shown, x="gdpPercap", y="lifeExp", size="pop", color="continent", hover_name="country", log_x=True, size_max=50,
        labels=LABELS, category_orders={"continent": CONTINENTS},
    )
    return figure.update_xaxes(range=[2.3, 5.1]).update_yaxes(range=[25, 90])


@app.source
def life_line(history):
    return px.line(history, x="year", y="lifeExp", markers=True, labels=LABELS)


@app.source
def income_line(history):
    return px.area(history, x="year", y="gdpPercap", labels=LABELS)


@app.source
def world(shown):
    return px.choropleth(
        shown, locations="iso_alpha", color="lifeExp", hover_name="country", range_color=[30, 85],
        color_continuous_scale="Viridis", labels=LABELS,
    )


# Pages --------------------------------------------------------------------------------------------------------------


def choices():
    """The two inputs that several pages share."""
    return Columns(
        Slider("year", 1952, 2007, step=5, value=2007),
        MultiSelect("continents", CONTINENTS, value=CONTINENTS),
    )


@app.page("Overview", icon="chart")
def overview():
    return [
        Markdown("# Wealth and health of nations"),
        choices(),
        Columns(
            Metric(people, label="People"),
            Metric(life_expectancy, label="Life expectancy", unit="years"),
            Metric(income, label="GDP per person", unit="dollars"),
            Metric(people_now, label="People now (estimate from 2002-2007 growth)"),
        ),
        Chart(bubbles, height=480),
        Table(ranking),
    ]


@app.page("Country", icon="flag")
def one_country():
    return [
        Markdown("# One country"),
        Columns(Select("country", COUNTRIES, value="Kenya"), Slider("year", 1952, 2007, step=5, value=2007)),
        Columns(
            Metric(country_people, label="People"),
            Metric(country_life, label="Life expectancy", unit="years"),
            Metric(country_income, label="GDP per person", unit="dollars"),
        ),
        Columns(Chart(life_line), Chart(income_line)),
        Table(history),
    ]


@app.page("Map", icon="map")
def world_map():
    return [Markdown("# Life expectancy around the world"), choices(), Chart(world, height=560)]
