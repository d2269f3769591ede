"""Says whether everything that one JSON Schema lets pass, another lets pass as well: what a promise to others needs.

What the kernel writes (events) may only become narrower for those who read it; what it reads (effects, the manifest) only wider for those who write it.
Unknown keywords count as a difference, so that nothing is let through unseen.
"""

ANNOTATIONS = {"description", "title", "$schema", "$id", "$defs", "$comment"}


class Document:
    """A schema and what its references mean."""

    def __init__(self, root):
        self.root = root

    def resolved(self, schema):
        seen = {}
        while isinstance(schema, dict) and "$ref" in schema:
            seen = {key: value for key, value in schema.items() if key != "$ref"} | seen
            schema = self.root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
        if schema is True:
            schema = {}
        return {key: value for key, value in ({**schema, **seen} if isinstance(schema, dict) else {}).items() if key not in ANNOTATIONS}


def types_of(schema):
    if "const" in schema:
        return {kind_of(schema["const"])}
    if "enum" in schema:
        return {kind_of(value) for value in schema["enum"]}
    kinds = schema.get("type")
    if kinds is None:
        return None
    kinds = set(kinds) if isinstance(kinds, list) else {kinds}
    return kinds | {"integer"} if "number" in kinds else kinds


def kind_of(value):
    return {bool: "boolean", str: "string", int: "integer", float: "number", list: "array", dict: "object", type(None): "null"}[type(value)]


def values_of(schema):
    return [schema["const"]] if "const" in schema else schema.get("enum")


def breaches(narrow, wide, narrow_document, wide_document, place=""):
    """Yields why something may pass `narrow` and not `wide`. Conservative: what it cannot judge, it names."""
    narrow, wide = narrow_document.resolved(narrow), wide_document.resolved(wide)
    where = place or "the whole"
    if wide == {}:
        return
    yield from types_and_values(narrow, wide, where)
    yield from bounds(narrow, wide, where)
    for keyword in ("pattern", "anyOf", "dependentRequired", "uniqueItems", "x-payload", "oneOf"):
        if keyword in wide and narrow.get(keyword) != wide[keyword]:
            yield f"{where}: {keyword} is another"
    known = {"type", "const", "enum", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "pattern", "anyOf", "dependentRequired",
             "uniqueItems", "x-payload", "oneOf", "properties", "patternProperties", "additionalProperties", "required", "items"}
    for keyword in (set(narrow) | set(wide)) - known:
        yield f"{where}: {keyword} cannot be judged; teach tests/sdk/compatibility.py about it"
    if "items" in wide:
        yield from breaches(narrow.get("items", {}), wide["items"], narrow_document, wide_document, f"{place}[]")
    yield from members(narrow, wide, narrow_document, wide_document, place)


def types_and_values(narrow, wide, where):
    allowed, possible = types_of(wide), types_of(narrow)
    if allowed is not None and (possible is None or not possible <= allowed):
        yield f"{where}: its type is another"
    values, known = values_of(narrow), values_of(wide)
    if known is not None:
        for value in values if values is not None else ["anything"]:
            if value not in known:
                yield f"{where}: {value} is not among {', '.join(map(str, known))}"


def bounds(narrow, wide, where):
    for keyword in ("minimum", "minLength", "minItems"):
        if keyword in wide and narrow.get(keyword, float("-inf")) < wide[keyword]:
            yield f"{where}: {keyword} is another"
    for keyword in ("maximum", "maxLength", "maxItems"):
        if keyword in wide and narrow.get(keyword, float("inf")) > wide[keyword]:
            yield f"{where}: {keyword} is another"


def others_of(schema):
    return schema.get("additionalProperties", True)


def members(narrow, wide, narrow_document, wide_document, place):
    for name in wide.get("required", []):
        if name not in narrow.get("required", []):
            yield f"{place}.{name}: it may be absent"
    fields, known = narrow.get("properties", {}), wide.get("properties", {})
    for name in sorted(set(fields) | set(known)):
        if name in fields and name in known:
            yield from breaches(fields[name], known[name], narrow_document, wide_document, f"{place}.{name}")
        elif name in fields and others_of(wide) is False:
            yield f"{place}.{name}: it is no longer known"
        elif name in known and others_of(narrow) is not False:
            yield f"{place}.{name}: it is no longer described"
    if wide.get("patternProperties", {}) != {} or narrow.get("patternProperties", {}) != {}:
        for pattern in sorted(set(narrow.get("patternProperties", {})) | set(wide.get("patternProperties", {}))):
            if pattern not in wide.get("patternProperties", {}):
                yield f"{place}.{pattern}: it is no longer known"
            else:
                yield from breaches(narrow.get("patternProperties", {}).get(pattern, {}), wide["patternProperties"][pattern], narrow_document, wide_document,
                                    f"{place}.{pattern}")
    if others_of(wide) is False and others_of(narrow) is not False:
        yield f"{place or 'the whole'}: unknown fields are no longer let pass"
    elif isinstance(others_of(wide), dict):
        narrower = others_of(narrow)
        yield from breaches({} if narrower is True else narrower, others_of(wide), narrow_document, wide_document, f"{place}.*")


def named(document):
    """The events or effects of a file: what its oneOf lists."""
    return [entry["$ref"].rsplit("/", 1)[1] for entry in document["oneOf"]]


def incompatible(frozen, present, is_event):
    """Why whoever was built for `frozen` does not get on with `present`."""
    old, new = Document(frozen), Document(present)
    if "oneOf" not in frozen:
        return list(breaches(frozen, present, old, new))
    found = []
    parts = named(frozen) + (["message"] if is_event and "message" in frozen["$defs"] else [])
    for name in parts:
        if name not in present["$defs"]:
            found.append(f"{name}: it is gone")
        elif is_event:
            found += breaches({"$ref": f"#/$defs/{name}"}, {"$ref": f"#/$defs/{name}"}, new, old, name)
        else:
            found += breaches({"$ref": f"#/$defs/{name}"}, {"$ref": f"#/$defs/{name}"}, old, new, name)
    found += [f"{name}: it is no longer listed" for name in named(frozen) if name in present["$defs"] and name not in named(present)]
    return found
