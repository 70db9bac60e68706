"""Sixty years of population, wealth and life expectancy: three pages that share their inputs."""

from datetime import UTC, datetime

import plotly.express as px
from envision_charts import Chart
from envision_content import Markdown, Metric
from envision_core import App, Theme
from envision_forms import MultiSelect, Select, Slider
from envision_layout import Columns
from envision_tables import Table

app = App("Gapminder", theme=Theme(primary="teal"))

CONTINENTS = ["Africa", "Americas", "Asia", "Europe", "Oceania"]
LABELS = {"lifeExp": "Life expectancy (years)", "gdpPercap": "GDP per person (dollars)", "pop": "Population"}
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
def before(gapminder, year: int, continents: list[str]):
    """The same countries five years earlier; none in 1952."""
    return gapminder[(gapminder["year"] == year - 5) & gapminder["continent"].isin(continents)]


def average(countries, column):
    """Weighted by population: every person counts the same. None for no country."""
    return float((countries[column] * countries["pop"]).sum() / countries["pop"].sum()) if len(countries) else None


def with_change(now, then):
    """What a metric shows: the value, and how it changed."""
    return (now, None if now is None or then is None else now - then)


@app.source
def people(shown, before):
    return with_change(int(shown["pop"].sum()), int(before["pop"].sum()) if len(before) else None)


@app.source
def life_expectancy(shown, before):
    return with_change(average(shown, "lifeExp"), average(before, "lifeExp"))


@app.source
def income(shown, before):
    return with_change(average(shown, "gdpPercap"), average(before, "gdpPercap"))


@app.source(every=5)
def people_now(gapminder):
    """An estimate, not a measurement: the growth from 2002 to 2007 carried on to this second."""
    by_year = gapminder.groupby("year")["pop"].sum()
    a_second = (by_year[2007] - by_year[2002]) / (5 * 365.25 * 24 * 3600)
    since = datetime.now(UTC) - datetime(2007, 7, 1, tzinfo=UTC)
    return int(by_year[2007] + a_second * since.total_seconds())


@app.source
def ranking(shown, picked: list):
    """The countries that are picked in the chart, else all, richest first."""
    names = [point["customdata"][0] for point in picked]
    rows = shown[shown["country"].isin(names)] if names else shown
    return rows.sort_values("gdpPercap", ascending=False).round(1)


@app.source
def history(gapminder, country: str):
    return gapminder[gapminder["country"] == country]


def of_year(history, year, column):
    """The value of a year with its change since five years before."""
    values = history.set_index("year")[column]
    return with_change(values[year].item(), values[year - 5].item() if year - 5 in values.index else None)


@app.source
def country_people(history, year: int):
    return of_year(history, year, "pop")


@app.source
def country_life(history, year: int):
    return of_year(history, year, "lifeExp")


@app.source
def country_income(history, year: int):
    return of_year(history, year, "gdpPercap")


# Charts -------------------------------------------------------------------------------------------------------------


@app.source
def bubbles(shown):
    figure = px.scatter(
        shown,
        x="gdpPercap",
        y="lifeExp",
        size="pop",
        color="continent",
        hover_name="country",
        log_x=True,
        size_max=50,
        labels=LABELS,
        category_orders={"continent": CONTINENTS},
        custom_data=["country"],
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
    figure = px.choropleth(
        shown,
        locations="iso_alpha",
        color="lifeExp",
        hover_name="country",
        range_color=[30, 85],
        color_continuous_scale="Viridis",
        labels={**LABELS, "lifeExp": "Years"},
    )
    return figure.update_geos(projection_type="natural earth").update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0})


# Pages --------------------------------------------------------------------------------------------------------------


def year_slider():
    return Slider("year", 1952, 2007, step=5, value=2007)


def continent_choice():
    return MultiSelect("continents", CONTINENTS, value=CONTINENTS)


@app.page("Overview", icon="chart-dots")
def overview():
    return [
        Markdown("# Wealth and health of nations"),
        Columns(year_slider(), continent_choice()),
        Columns(
            Metric(people, label="People", format=",d", help="and the change in five years"),
            Metric(life_expectancy, label="Life expectancy", format=".1f", unit="years"),
            Metric(income, label="GDP per person", format="${:,.0f}"),
            Metric(people_now, label="People now", help="estimate: the growth of 2002 to 2007, carried on"),
            ratio=[4, 3, 3, 4],
        ),
        Chart(bubbles, height=480, selection="picked", title="Pick countries, and the table shows just them"),
        Table(ranking, columns={"country": "Country", "continent": "Continent", **LABELS}),
    ]


@app.page("Country", icon="flag")
def one_country():
    return [
        Markdown("# One country"),
        Columns(Select("country", COUNTRIES, value="Kenya"), year_slider()),
        Columns(
            Metric(country_people, label="People", format=",d", help="and the change in five years"),
            Metric(country_life, label="Life expectancy", format=".1f", unit="years"),
            Metric(country_income, label="GDP per person", format="${:,.0f}"),
        ),
        Columns(Chart(life_line), Chart(income_line)),
        Table(history, columns={"year": "Year", **LABELS}),
    ]


@app.page("Map", icon="world")
def world_map():
    return [
        Markdown("# Life expectancy around the world"),
        Columns(year_slider(), continent_choice()),
        Chart(world, height=480),
    ]
