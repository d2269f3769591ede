#!/usr/bin/env python3
"""Writes sdk/REFERENCE.md, the fields of everything that crosses the boundary, from sdk/schemas.

usage: reference.py [--check]    --check: changes nothing, exits 1 where REFERENCE.md says something else
"""
import json
import pathlib
import sys

SDK = pathlib.Path(__file__).resolve().parent
PAGES = ("manifest", "channel_events", "channel_effects", "department_events", "department_effects")
OF_EVERY_EVENT = {"id", "now", "type"}


def words_of_range(schema):
    least, greatest = schema.get("minimum"), schema.get("maximum")
    if least is None and greatest is None:
        return ""
    if greatest in (None, 2**53 - 1):
        return "" if least == 0 else f" from {least:,}"
    return f" {least:,} to {greatest:,}"


def type_of(schema, definitions):
    """In a few words; what has a row or a section of its own is named."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        target = definitions[name]
        if name == "instant":
            return "instant"
        return f"[{name}](#{{page}}-{name})" if "properties" in target else type_of(target, definitions)
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return " \\| ".join(f"`{word}`" for word in schema["enum"])
    kind = schema.get("type", "any")
    if kind == "array":
        if schema.get("minItems") == 2 and schema.get("maxItems") == 2:
            return "[integer, integer]"
        return "array of " + type_of(schema["items"], definitions)
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return "object: name → " + type_of(schema["additionalProperties"], definitions)
    if kind == "string" and schema.get("minLength") == 1:
        return "string, not empty"
    if "pattern" in schema:
        return f"string `{schema['pattern']}`"
    return kind + words_of_range(schema)


def section(page, name, schema, definitions):
    fields = {field: said for field, said in schema.get("properties", {}).items() if not (set(schema["properties"]) >= {"type"} and field in OF_EVERY_EVENT)}
    lines = [f'### <a id="{page}-{name}"></a>{name}', ""]
    if schema.get("description"):
        lines += [schema["description"], ""]
    if "x-payload" in schema:
        lines += [f"Payload: {schema['x-payload']}.", ""]
    for pattern, said in schema.get("patternProperties", {}).items():
        fields[f"{pattern.lstrip('^')}…"] = said
    if not fields:
        return lines
    lines += ["| field | | what |", "|---|---|---|"]
    for field, said in fields.items():
        must = "**" if field in schema.get("required", []) else ""
        description = said.get("description", "")
        lines.append(f"| {must}`{field}`{must} | {type_of(said, definitions).replace('{page}', page)} | {description} |")
    return lines + [""]


def page_of(page):
    document = json.loads((SDK / f"schemas/{page}.schema.json").read_text(encoding="utf-8"))
    definitions = document["$defs"]
    lines = [f"## {document['title']}", "", document["description"], ""]
    if "properties" in document:
        lines += section(page, "manifest", {key: document[key] for key in ("properties", "required")}, definitions)
    for name, schema in definitions.items():
        if "properties" in schema:
            lines += section(page, name, schema, definitions)
    return lines


def reference():
    lines = ["# Every field that crosses the boundary", "",
             "Written by `sdk/reference.py` from the JSON Schemas in `sdk/schemas`, which are what counts. [PROTOCOL.md](PROTOCOL.md) says in which order things",
             "happen and what is promised.", "",
             "A field in **bold** is always there; another may be absent. Every event has `id` (string, unique, also over restarts), `now` (instant) and `type`, its",
             "name; every effect has `type`. An instant is an integer: microseconds since 1970 UTC. `name → x` is an object whose keys are free.", ""]
    for page in PAGES:
        lines += page_of(page)
    return "\n".join(lines).rstrip() + "\n"


def main():
    file = SDK / "REFERENCE.md"
    if sys.argv[1:] == ["--check"]:
        if file.exists() and file.read_text(encoding="utf-8") == reference():
            return 0
        print("sdk/REFERENCE.md does not say what sdk/schemas say. Run sdk/reference.py and read the difference.", file=sys.stderr)
        return 1
    if sys.argv[1:]:
        print(__doc__, file=sys.stderr)
        return 2
    file.write_text(reference(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
