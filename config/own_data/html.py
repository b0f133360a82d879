"""A row of the page that one reads; by hand, as there may be fifty thousand."""

from django.utils.html import escape

from config.own_data.labels import Shown


def row_html(fields: Shown) -> str:
    """Return the row as a list of terms; every word of it is escaped."""
    return f"<dl>{''.join(field_html(label, values) for label, values in fields)}</dl>\n"


def field_html(label: str, values: list[object]) -> str:
    told = "".join(f"<dd>{value_html(value)}</dd>" for value in values)
    return f"<dt>{escape(label)}</dt>{told}"


def value_html(value: object) -> str:
    if isinstance(value, list):  # a row within a row
        return row_html(value)
    return str(escape(value)).replace("\n", "<br>")
