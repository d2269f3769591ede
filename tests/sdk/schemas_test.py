#!/usr/bin/env python3
"""The published schemas: they are JSON Schema (2020-12), they agree with every transcript and manifest that is shipped, nothing in them breaks what was
published as 1.0, and a change that would break it is found.

usage: schemas_test.py SOURCE_FOLDER
"""
import copy
import json
import pathlib
import sys

import jsonschema

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from compatibility import incompatible  # noqa: E402

SOURCE = pathlib.Path(sys.argv[1]).resolve()
PAGES = ("manifest", "channel_events", "channel_effects", "department_events", "department_effects")


def read(folder, page):
    return json.loads((folder / f"{page}.schema.json").read_text(encoding="utf-8"))


PRESENT = {page: read(SOURCE / "sdk/schemas", page) for page in PAGES}
FROZEN = {page: read(SOURCE / "tests/sdk/frozen/1.0/schemas", page) for page in PAGES}


def check_they_are_schemas():
    for page in PAGES:
        jsonschema.Draft202012Validator.check_schema(PRESENT[page])


def validator(page, name=None):
    document = PRESENT[page] if name is None else {"$ref": f"#/$defs/{name}", "$defs": PRESENT[page]["$defs"]}
    return jsonschema.Draft202012Validator(document)


def check_manifests_are_right():
    manifests = sorted(SOURCE.glob("plugins/*/*/manifest.json")) + sorted(SOURCE.glob("sdk/template/*/manifest.json"))
    assert len(manifests) >= 10, manifests
    for manifest in manifests:
        text = manifest.read_text(encoding="utf-8").replace("@NAME@", "name").replace("@CLASS@", "Name")
        validator("manifest").validate(json.loads(text))


def check_transcripts_are_right():
    """Events are written down without what every event has, and only as far as the test needs; effects are whole."""
    effects = 0
    for transcript in sorted(SOURCE.glob("tests/transcripts/*/*.txt")):
        for line in transcript.read_text(encoding="utf-8").splitlines():
            if not line.startswith("< "):
                continue
            effect = json.loads(line[2:])
            page = "department_effects" if effect["type"] in ("assessed", "outcome_checked") else "channel_effects"
            validator(page, effect["type"]).validate(effect)
            effects += 1
    assert effects >= 80, effects


def check_nothing_is_broken():
    for page in PAGES:
        found = incompatible(FROZEN[page], PRESENT[page], page.endswith("_events"))
        assert not found, f"{page}.schema.json breaks what was published as 1.0:\n" + "\n".join(found)


def planted(page, change):
    altered = copy.deepcopy(FROZEN[page])
    change(altered["$defs"] if "oneOf" in altered else altered)
    assert altered != FROZEN[page], "nothing was planted"
    return incompatible(FROZEN[page], altered, page.endswith("_events"))


def remove(name, field):
    def change(definitions):
        del definitions[name]["properties"][field]
        if field in definitions[name].get("required", []):
            definitions[name]["required"].remove(field)
    return change


def rename(name, field):
    def change(definitions):
        definitions[name]["properties"]["renamed"] = definitions[name]["properties"].pop(field)
        definitions[name]["required"] = ["renamed" if known == field else known for known in definitions[name].get("required", [])]
    return change


def setting(name, field, **keywords):
    return lambda definitions: definitions[name]["properties"].__setitem__(field, keywords)


def optional(name, field):
    return lambda definitions: definitions[name]["required"].remove(field)


def required(name, field):
    return lambda definitions: definitions[name]["required"].append(field)


def dropped(name):
    return lambda definitions: definitions.pop(name)


BREAKING = {
    "an event's field is gone": ("channel_events", remove("webhook", "url")),
    "an event's optional field is gone": ("channel_events", remove("http_response", "error")),
    "an event's field is renamed": ("channel_events", rename("deliver", "text")),
    "an event's required field may be absent": ("channel_events", optional("timer", "tag")),
    "an event's type is wider": ("channel_events", setting("http_response", "status", type=["integer", "string"])),
    "an event's field is of another type": ("channel_events", setting("deliver", "retry", type="string")),
    "an event's word is new": ("channel_events", setting("deliver", "kind", enum=["reply", "private", "call_back", "fax"])),
    "an event's number may be less": ("channel_events", setting("http_response", "status", type="integer", minimum=-1, maximum=999)),
    "an event is gone": ("channel_events", dropped("stream_opened")),
    "a payload is another": ("channel_events", lambda definitions: definitions["webhook"].__setitem__("x-payload", "the body, in base64")),
    "a nested field is gone": ("channel_events", remove("known_call", "agent")),
    "a shared definition is wider": ("channel_events", lambda definitions: definitions.__setitem__("pairs", {"type": "object"})),
    "a message's field is gone": ("department_events", remove("message", "is_reply")),
    "a unit's field may be absent": ("department_events", optional("unit", "aliases")),
    "an effect's field is required": ("channel_effects", required("message", "thread")),
    "an effect's field is gone": ("channel_effects", remove("message", "location")),
    "an effect's type is narrower": ("channel_effects", setting("respond", "body", type="string", maxLength=100)),
    "an effect's number is bounded more": ("channel_effects", setting("respond", "status", type="integer", minimum=200, maximum=499)),
    "an effect's word is gone": ("channel_effects", setting("receipt", "state", enum=["sent", "delivered", "retry", "failed"])),
    "an effect's text needs a pattern": ("channel_effects", setting("save", "value", type="string", pattern="^[a-z]*$")),
    "an effect is gone": ("channel_effects", dropped("health")),
    "an alternative is gone": ("channel_effects", lambda definitions: definitions["receipt"].__setitem__("anyOf", [{"required": ["delivery"]}])),
    "a result's field is required": ("department_effects", required("result", "reasons")),
    "a result's word is gone": ("department_effects", setting("relevance", "kind", enum=["grievance", "query", "chatter"])),
    "the manifest's field is required": ("manifest", lambda document: document["required"].append("icon")),
    "the manifest's field is gone": ("manifest", lambda document: document["properties"].pop("way_in")),
    "the manifest's word is gone": ("manifest", lambda document: document["properties"].__setitem__("privacy_class", {"enum": ["public", "sealed"]})),
    "the manifest's id is shorter": ("manifest", lambda document: document["properties"]["id"].__setitem__("pattern", "^[a-z]+$")),
    "a form's field is required": ("manifest", lambda document: document["$defs"]["field"]["required"].append("help")),
    "capabilities are closed": ("manifest", lambda document: document["$defs"]["capabilities"].pop("patternProperties")),
    "a keyword that nobody knows": ("manifest", lambda document: document["properties"]["version"].__setitem__("format", "date")),
}


def add_effect(definitions):
    definitions["forward"] = {"type": "object"}


HARMLESS = {
    "an event has a new field": ("channel_events", setting("webhook", "peer", type="string")),
    "an event's new field is always there": ("channel_events", lambda definitions: (setting("webhook", "peer", type="string")(definitions),
                                                                                    required("webhook", "peer")(definitions))),
    "an event's optional field is always there": ("channel_events", required("http_response", "error")),
    "an event's number is bounded more": ("channel_events", setting("http_response", "status", type="integer", minimum=0, maximum=599)),
    "there is a new event": ("channel_events", add_effect),
    "an effect has a new optional field": ("channel_effects", setting("message", "mood", type="string")),
    "an effect's field may be absent": ("channel_effects", optional("log", "text")),
    "an effect's word is new": ("channel_effects", setting("receipt", "state", enum=["sent", "delivered", "read", "retry", "failed", "seen"])),
    "there is a new effect": ("channel_effects", add_effect),
    "the manifest has a new optional field": ("manifest", lambda document: document["properties"].__setitem__("home", {"type": "string"})),
    "a description is another": ("manifest", lambda document: document["properties"]["icon"].__setitem__("description", "a picture")),
}


def check_breaking_changes_are_found():
    for what, (page, change) in BREAKING.items():
        assert planted(page, change), f"it escapes: {what}"


def check_harmless_changes_pass():
    for what, (page, change) in HARMLESS.items():
        found = planted(page, change)
        assert not found, f"{what}: {found}"


def main():
    checks = [value for name, value in globals().items() if name.startswith("check_")]
    for check in checks:
        check()
    print(f"{len(checks)} checks, {len(BREAKING)} planted breaches found, {len(HARMLESS)} harmless changes passed")


if __name__ == "__main__":
    main()
