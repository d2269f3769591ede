#!/usr/bin/env python3
"""Shows that check_house.py can fail: plants one breach of each rule in a small copy of the tree and expects it to be named.

usage: plant_breaches.py ROOT
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

# file to write, its text, a part of the rule that must be named
BREACHES = [
    ("kernel/domain/planted.cpp", '#include "actions/ports.hpp"\nnamespace seva::domain {}\n', "domain/ may not include actions/"),
    ("kernel/actions/planted.cpp", '#include "storage/store.hpp"\nnamespace seva::actions {}\n', "actions/ may not include storage/"),
    ("kernel/http/planted.cpp", '#include "storage/store.hpp"\nnamespace seva::http {}\n', "http/ may not include storage/"),
    ("kernel/http/planted.cpp", "#include <soci/soci.h>\nnamespace seva::http {}\n", "soci/soci.h may be included only by"),
    ("kernel/hosting/planted.cpp", "#include <boost/dll.hpp>\nnamespace seva::hosting {}\n", "boost/dll.hpp may be included only by"),
    ("kernel/domain/planted.cpp", "#include <boost/json.hpp>\nnamespace seva::domain {}\n", "boost/json.hpp may be included only by"),
    ("kernel/hosting/planted.cpp", '#include "seva/channel.hpp"\nnamespace seva::hosting {}\n', "only seva/plugin.h"),
    ("kernel/cli/planted.cpp", "#include <seva/testing/contract.hpp>\nnamespace seva::cli {}\n", "only cli/plugin_*.cpp"),
    ("kernel/domain/planted.cpp", "namespace seva::domain { auto now = std::chrono::system_clock::now(); }\n", "the domain does no I/O"),
    ("kernel/domain/planted.cpp", "namespace seva::other {}\n", "the namespace must be seva::domain"),
    ("kernel/http/planted.cpp", 'namespace seva::http { bool is = channel == "twitter"; }\n', "the kernel knows no plugin"),
    ("plugins/channels/planted/planted.cpp", '#include "domain/ticket.hpp"\n', "never include the kernel"),
    ("sdk/include/seva/planted.hpp", '#include "actions/ports.hpp"\n', "never include the kernel"),
    ("kernel/utils/planted.cpp", "namespace seva::utils {}\n", "no folder has such a name"),
    ("kernel/domain/planted.cpp", "namespace seva::domain {}\n" + "//\n" * 401, "more than one idea"),
]


def check(root):
    done = subprocess.run([sys.executable, root / "tests/architecture/check_house.py", root], capture_output=True, text=True)
    return done.returncode, done.stdout


def main():
    source = pathlib.Path(sys.argv[1]).resolve()
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "seva"
        copy.mkdir()
        for top in ("kernel", "sdk", "plugins", "tests", "deploy", "config"):
            shutil.copytree(source / top, copy / top, ignore=shutil.ignore_patterns("node_modules", "*.jsonl"))
        status, before = check(copy)
        for name, text, rule in BREACHES:
            path = copy / name
            made = [parent for parent in path.parents if not parent.exists()]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            status, after = check(copy)
            news = "\n".join(line for line in after.splitlines() if line not in before.splitlines())
            if status == 0 or rule not in news:
                print(f"planted in {name}, not found: {rule}")
                failures += 1
            path.unlink()
            for parent in made:
                shutil.rmtree(parent, ignore_errors=True)
    print(f"{len(BREACHES) - failures} of {len(BREACHES)} planted breaches found")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
