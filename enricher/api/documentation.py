"""The page at /docs: all operations, made from the OpenAPI description; no script, no CDN."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from importlib.resources import files
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

router = APIRouter(include_in_schema=False)

# What parameters of these names and types mean wherever no description says it.
_PARAMETERS = {
    ("id", "string"): "The id of a document, or the start of it.",
    ("id", "integer"): "The number, as the list shows it.",
    ("number", "integer"): "The number, as the list shows it.",
    ("name", "string"): "The name, as the list shows it.",
    ("project", "string"): "The name of the project.",
    ("category", "string"): "The name of the category.",
    ("model", "string"): "The name of a model, or the start of its version.",
    ("deployment", "string"): "The name of the deployment, such as `production`.",
    ("size", "integer"): "How many to return.",
    ("from", "integer"): "How many to skip.",
}


def describe_operations(openapi: dict[str, Any]) -> None:
    """Sum operations up by their first sentence, and say what parameters of the same name mean."""
    for methods in openapi["paths"].values():
        for operation in methods.values():
            first = operation["description"].partition("\n\n")[0]
            operation["summary"] = " ".join(first.split()).partition(". ")[0].removesuffix(".")
            for one in operation.get("parameters", []):
                known = _PARAMETERS.get((one["name"], one["schema"].get("type")))
                if known and not one.get("description"):
                    one["description"] = known


@router.get("/docs")
def read_page(request: Request) -> HTMLResponse:
    return HTMLResponse(render_page(request.app.openapi()))


@router.get("/docs.css")
def read_style() -> Response:
    style = files("enricher.api").joinpath("docs.css").read_bytes()
    return Response(style, media_type="text/css", headers={"cache-control": "max-age=3600"})


def render_page(openapi: dict[str, Any]) -> str:
    info = openapi["info"]
    operations = "".join(
        _operation(method, path, operation, openapi)
        for path, methods in openapi["paths"].items()
        for method, operation in methods.items()
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(info["title"])} API</title><link rel="stylesheet" href="/docs.css"></head>'
        f"<body><main><h1>{escape(info['title'])} API <small>{escape(info['version'])}</small></h1>"
        f"<p>{_prose(info['description'])}</p>"
        '<p>For programs: <a href="/openapi.json">openapi.json</a>. Errors are problem details'
        " (RFC 9457).</p>"
        f"{operations}</main></body></html>"
    )


def _operation(method: str, path: str, operation: dict[str, Any], openapi: dict[str, Any]) -> str:
    paragraphs = operation.get("description", "").split("\n\n")
    return (
        f'<section id="{escape(operation["operationId"])}">'
        f'<h2><span class="method {method}">{method.upper()}</span> <code>{escape(path)}</code></h2>'
        + "".join(f"<p>{_prose(one)}</p>" for one in paragraphs)
        + _parameters(operation.get("parameters", []))
        + "".join(_body(kind, body, openapi) for kind, body in _bodies(operation))
        + "".join(_answers(operation, openapi))
        + "</section>"
    )


def _prose(text: str) -> str:
    """Text as HTML, with what stands between backticks as code."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", escape(text))


def _parameters(parameters: list[dict[str, Any]]) -> str:
    if not parameters:
        return ""
    rows = "".join(
        f"<tr><th scope=row><code>{escape(one['name'])}</code></th>"
        f"<td>{escape(_kind(one['schema']))}</td>"
        f"<td>{_prose(one.get('description', one['schema'].get('description', '')))}"
        f"{_example(one['schema'])}</td></tr>"
        for one in parameters
    )
    return (
        "<table><thead><tr><th scope=col>parameter</th><th scope=col>type</th>"
        f"<th scope=col>meaning</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def _example(schema: dict[str, Any]) -> str:
    examples = schema.get("examples")
    if not examples:
        return ""
    first = examples[0] if isinstance(examples[0], list) else [examples[0]]
    return " For example " + ", ".join(f"<code>{escape(str(one))}</code>" for one in first) + "."


def _kind(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        return " or ".join(_kind(one) for one in schema["anyOf"] if one.get("type") != "null")
    kind = str(schema.get("type", "any"))
    if kind == "array":
        return f"{_kind(schema['items'])}, repeatable"
    return f"{kind}, default {schema['default']}" if schema.get("default") else kind


def _bodies(operation: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from operation.get("requestBody", {}).get("content", {}).items()


def _body(kind: str, body: dict[str, Any], openapi: dict[str, Any]) -> str:
    return f"<h3>Request body, {escape(kind)}</h3>{_shape(body['schema'], openapi)}"


def _answers(operation: dict[str, Any], openapi: dict[str, Any]) -> Iterator[str]:
    for status, answer in operation["responses"].items():
        for kind, body in answer.get("content", {}).items():
            if status.startswith("2"):
                yield f"<h3>Response {status}, {escape(kind)}</h3>{_shape(body['schema'], openapi)}"


def _shape(schema: dict[str, Any], openapi: dict[str, Any]) -> str:
    """An example of a schema's values, folded where it is long."""
    text = json.dumps(_sample(schema, openapi), indent=2, ensure_ascii=False)
    block = f"<pre>{escape(text)}</pre>"
    if text.count("\n") < 12:
        return block
    return f"<details><summary>Show an example</summary>{block}</details>"


def _sample(schema: dict[str, Any], openapi: dict[str, Any]) -> Any:
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return _sample(openapi["components"]["schemas"][name], openapi)
    if schema.get("examples"):
        return schema["examples"][0]
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return _sample(schema["anyOf"][0], openapi)
    if schema.get("type") == "object" and "properties" in schema:
        return {name: _sample(one, openapi) for name, one in schema["properties"].items()}
    if "prefixItems" in schema:
        return [_sample(one, openapi) for one in schema["prefixItems"]]
    if schema.get("type") == "array":
        return [_sample(schema["items"], openapi)]
    samples = {"integer": 1, "number": 0.97, "boolean": False, "object": {}}
    return samples.get(str(schema.get("type")), "…")
