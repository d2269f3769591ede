#!/usr/bin/env python3
"""Checks the rules of the house: who may include whom, which library lives where, and that the kernel knows no plugin.

usage: check_house.py ROOT
Prints each breach as file:line: rule; exits 1 if there is one.
"""
import pathlib
import re
import sys

INNER = {"domain": {"domain"}, "actions": {"domain", "actions"}}
ADAPTERS = {"machine", "settings", "storage", "hosting", "http", "cli", "exchange"}
for adapter in ADAPTERS:
    INNER[adapter] = {"domain", "actions", adapter}
INNER["exchange"].add("settings")  # mapping files are settings, and both read CSV

# A library and the only files under kernel/ that may include it.
HOMES = {
    r"boost/dll": r"hosting/process/plugin_library\.cpp",
    r"soci/": r"storage/.*",
    r"(mysql|mariadb)": r"storage/.*",
    r"sqlite3": r"storage/.*",
    r"Poco/": r"http/.*",
    r"curl/": r"hosting/.*",
    r"CLI/": r"cli/.*",
    r"yaml-cpp/": r"settings/.*",
    r"sodium": r"(machine|actions|hosting|storage)/.*",
    r"spdlog/": r"(hosting|http|storage|main\.cpp).*",
    r"boost/json": r"(?!domain/).*",
    r"kainjow/": r"http/.*",
    r"prometheus/": r"(http|hosting)/.*",
}
FORBIDDEN_FOLDERS = {"utils", "util", "common", "helpers", "helper", "manager", "managers", "misc"}
SOURCES = {".cpp", ".hpp", ".h", ".inc"}
LONGEST_FILE = 400
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def lines_of(path):
    return path.read_text(encoding="utf-8").splitlines()


def sources_under(folder):
    return sorted(p for p in folder.rglob("*") if p.suffix in SOURCES and p.is_file())


def includes_of(path):
    for number, line in enumerate(lines_of(path), 1):
        found = INCLUDE.match(line)
        if found:
            yield number, found.group(1), found.group(2)


def check_kernel_includes(root):
    kernel = root / "kernel"
    for path in sources_under(kernel):
        place = path.relative_to(kernel)
        folder = place.parts[0]
        for number, kind, target in includes_of(path):
            for library, home in HOMES.items():
                if re.match(library, target) and not re.fullmatch(home, str(place)):
                    yield path, number, f"{target} may be included only by kernel/{home}"
            first = target.split("/")[0]
            is_boundary = folder == "hosting" and target == "seva/plugin.h"
            is_authors_kit = re.fullmatch(r"cli/plugin_\w+\.cpp", str(place)) and target.startswith("seva/testing/")
            if first == "seva" and not is_boundary and not is_authors_kit:
                yield path, number, "of the SDK hosting/ may include only seva/plugin.h, and only cli/plugin_*.cpp seva/testing/"
            if len(place.parts) > 1 and first in INNER and "/" in target and first not in INNER.get(folder, set()):
                yield path, number, f"{folder}/ may not include {first}/"
        if len(place.parts) > 1 and path.suffix != ".inc":
            text = path.read_text(encoding="utf-8")
            if f"namespace seva::{folder}" not in text:
                yield path, 1, f"the namespace must be seva::{folder}"


def check_domain_is_pure(root):
    impure = re.compile(r"(_clock::now\(|std::(cout|cerr|ifstream|ofstream|thread|mutex)|\bgetenv\(|spdlog|boost::json)")
    for path in sources_under(root / "kernel" / "domain"):
        for number, line in enumerate(lines_of(path), 1):
            if impure.search(line):
                yield path, number, "the domain does no I/O, has no clock, no threads, no JSON"


def check_sdk_and_plugins(root):
    kernel_folders = set(INNER)
    for path in sources_under(root / "sdk") + sources_under(root / "plugins"):
        for number, kind, target in includes_of(path):
            first = target.split("/")[0]
            is_local = kind == '"' and (path.parent / target).exists()
            if not is_local and first in kernel_folders and "/" in target:
                yield path, number, "the SDK and the plugins never include the kernel"
            if "plugins" in path.relative_to(root).parts[:1] and kind == '"' and not is_local and first != "seva":
                yield path, number, "a plugin includes its own files and seva/ alone"


def plugin_ids(root):
    return sorted(p.name for kind in ("channels", "departments") for p in (root / "plugins" / kind).glob("*") if p.is_dir())


def check_kernel_knows_no_plugin(root):
    planned = {"twitter", "dial100", "helpline1090", "open311", "police", "railways", "telecom", "general"}
    ids = planned | set(plugin_ids(root))
    word = re.compile(r"\b(" + "|".join(sorted(ids - {"general"})) + r")\b", re.IGNORECASE)
    quoted = re.compile(r"[\"']general[\"']")
    for path in sorted((root / "kernel").rglob("*")):
        if not path.is_file() or path.suffix in {".png", ".woff2"} or "node_modules" in path.parts:
            continue
        for number, line in enumerate(lines_of(path), 1):
            if word.search(line) or quoted.search(line):
                yield path, number, "the kernel knows no plugin by name"


def check_shape(root):
    for top in ("kernel", "plugins", "sdk", "tests", "deploy", "config"):
        for path in sorted((root / top).rglob("*")):
            if "node_modules" in path.parts:
                continue
            if path.is_dir() and path.name in FORBIDDEN_FOLDERS:
                yield path, 1, "no folder has such a name"
            if path.is_file() and path.suffix in {".cpp", ".hpp", ".h", ".py", ".sh"}:
                lines = lines_of(path)
                if len(lines) > LONGEST_FILE:
                    yield path, LONGEST_FILE, f"the file has {len(lines)} lines: it holds more than one idea"
                for number, line in enumerate(lines, 1):
                    if re.search(r"\b(TODO|FIXME|XXX|HACK)\b", line) and path.name != "check_house.py":
                        yield path, number, "nothing unfinished is left behind in comments"


def check_test_programs_are_built(root):
    for path in sorted((root / "tests").rglob("*_test.cpp")):
        if not (path.parent / "CMakeLists.txt").exists() and not (path.parent.parent / "CMakeLists.txt").exists():
            yield path, 1, "no CMakeLists.txt builds this test"


CHECKS = (check_kernel_includes, check_domain_is_pure, check_sdk_and_plugins, check_kernel_knows_no_plugin, check_shape, check_test_programs_are_built)


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    root = pathlib.Path(sys.argv[1]).resolve()
    breaches = 0
    for check in CHECKS:
        for path, number, rule in check(root):
            print(f"{path.relative_to(root)}:{number}: {rule}")
            breaches += 1
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
