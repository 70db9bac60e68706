import plotly.express as px
from envision_core import App
from envision_charts import Chart
from envision_content import Markdown
from envision_forms import MultiSelect, Slider
from envision_layout import Columns
from envision_tables import Table

app = App("Irises")

@app.source
def irises():                                   # runs once, shared by everyone
    return px.data.iris()

@app.source
def chosen(irises, species: list[str]):         # a parameter names another source or an input
    return irises[irises["species"].isin(species)]

@app.source
def sepals(chosen, bins: int):
    return px.histogram(chosen, x="sepal_length", nbins=bins)

@app.page("Explore")
def explore():
    return [
        Markdown("# Irises"),
        Columns(
            MultiSelect("species", ["setosa", "versicolor", "virginica"], value=["setosa"]),
            Slider("bins", 5, 50, value=20),
        ),
        Chart(sepals),                          # appears at once as a placeholder, filled when its data is ready
        Table(chosen),
    ]
