#!/usr/bin/env python3
"""Follows sdk/GUIDE.md outside of the source tree: installs into a folder, moves it, writes each kind of plugin with every compiler that is there, judges
and packs it, and lets a running server take one over.

usage: installed_test.py SOURCE_FOLDER BUILD_FOLDER
"""
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.error
import urllib.request

SOURCE, BUILD = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])


def run(command, **more):
    done = subprocess.run(command, capture_output=True, text=True, **more)
    if done.returncode != 0:
        sys.exit(f"{command}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", (SOURCE / "sdk/GUIDE.md").read_text(encoding="utf-8"), re.S)


def plain(text):
    return re.sub(r"\s+", " ", text)


def check_snippets_are_of_the_templates():
    compiled = plain("".join(path.read_text(encoding="utf-8") for path in (SOURCE / "sdk/template").rglob("*.cpp")))
    snippets = blocks("cpp")
    assert len(snippets) >= 4
    for snippet in snippets:
        assert plain(snippet).strip() in compiled, f"The guide shows what no template holds:\n{snippet}"


def check_nothing_absolute(prefix):
    for path in prefix.rglob("*"):
        if path.is_file() and not path.is_symlink():
            content = path.read_bytes()
            for place in (SOURCE, BUILD):
                assert str(place).encode() not in content, f"{path} names {place}"


def check_each_kind(prefix, work, compiler):
    seva = str(prefix / "bin/seva")
    folder = work / compiler
    folder.mkdir()
    for kind, words in (("hook", ["--webhook"]), ("asker", ["--polling"]), ("office", ["--kind", "department"])):
        run([seva, "plugin", "new", kind, *words], cwd=folder)
        assert len((folder / kind / f"{kind}.cpp").read_text().splitlines()) < 150
        run(["cmake", "-S", kind, "-B", f"{kind}/build", f"-DCMAKE_PREFIX_PATH={prefix}", f"-DCMAKE_CXX_COMPILER={compiler}",
             "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Werror"], cwd=folder)
        run(["cmake", "--build", f"{kind}/build"], cwd=folder)
        library = f"{kind}/build/plugins/{kind}.so"
        without = subprocess.run([seva, "--json", "plugin", "check", library], cwd=folder, capture_output=True, text=True)
        broken = [check["check"] for check in json.loads(without.stdout)["checks"] if not check["passed"]]
        assert without.returncode == 1 and broken == ["transcripts"], without.stdout
        run([seva, "plugin", "check", library, "--update"], cwd=folder)
        run(["ctest", "--test-dir", f"{kind}/build", "--output-on-failure"], cwd=folder)
        archive = run([seva, "plugin", "package", library], cwd=folder).strip()
        names = sorted(pathlib.PurePath(name).name for name in tarfile.open(folder / archive).getnames())
        assert names == sorted([f"{kind}.so", "manifest.json", "config_schema.json", "SHA256SUMS"]), names
    again = subprocess.run([seva, "plugin", "new", "hook"], cwd=folder, capture_output=True, text=True)
    assert again.returncode == 1 and "already" in again.stderr
    assert subprocess.run([seva, "plugin", "new", "Bad Name"], cwd=folder, capture_output=True).returncode == 2


def wait_until(what, condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            sys.exit(f"It never came: {what}")
        time.sleep(0.1)


class Served:
    """A running server whose instance and plugins change while it runs; nothing here starts it anew."""

    def __init__(self, work, program, plugin_folders):
        self.work, self.program, self.instance, self.plugins = work, program, work / "instance", work / "plugins"
        shutil.copytree(SOURCE / "tests/instances/offices-2016", self.instance)
        self.plugins.mkdir()
        self.environment = {**os.environ, "SEVA_SMS_TOKEN": "right-token", "SEVA_INSTANCE": str(self.instance), "SEVA_HOME": str(work / "home"),
                            "SEVA_PLUGINS": f"{plugin_folders}:{self.plugins}", "SEVA_LISTEN": "127.0.0.1:0"}

    def __enter__(self):
        with open(self.work / "log", "w", encoding="utf-8") as log:
            self.server = subprocess.Popen([self.program, "serve"], env=self.environment, stdout=subprocess.PIPE, stderr=log, text=True)
        self.address = next((line.split()[-1] for line in self.server.stdout if line.startswith("Seva serves on")), None)
        assert self.address, self.log()
        return self

    def __exit__(self, *failure):
        is_alive = self.server.poll() is None
        self.server.terminate()
        self.server.wait(timeout=60)
        assert is_alive, self.log()

    def add_plugin(self, file):
        shutil.copy(file, self.plugins / "arriving")
        (self.plugins / "arriving").rename(self.plugins / file.name)

    def add_channel(self, lines, account):
        with open(self.instance / "accounts.csv", "a", encoding="utf-8") as accounts:
            accounts.write(account)
        settings = (self.instance / "seva.yaml").read_text(encoding="utf-8")
        (self.instance / "seva.yaml").write_text(settings.replace("channels:\n", "channels:\n" + lines), encoding="utf-8")

    def post(self, channel, identity, token="right-token"):
        body = json.dumps({"id": identity, "from": "citizen-1", "text": "@seva The drain in our lane has overflowed for a week, please help"}).encode()
        request = urllib.request.Request(f"{self.address}/channels/{channel}/in", body, {"x-token": token, "content-type": "application/json"})
        try:
            return urllib.request.urlopen(request, timeout=20).status
        except urllib.error.HTTPError as error:
            return error.code

    def counts(self):
        with sqlite3.connect(f"file:{self.work}/home/seva.db?mode=ro", uri=True) as database:
            return [database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("messages", "tickets")]

    def log(self):
        return (self.work / "log").read_text(encoding="utf-8")[-3000:]


def check_a_message_becomes_a_ticket(prefix, work):
    """The guide's commands, to the letter; the server is never started anew."""
    folder = work / "guide"
    folder.mkdir()
    with Served(work, prefix / "bin/seva", f"{prefix}/lib/seva/plugins") as served:
        assert served.post("sms", "1") == 404, "the channel is not there yet"
        commands = {**os.environ, "PREFIX": str(prefix), "PATH": f"{prefix}/bin:{os.environ['PATH']}"}
        run(["bash", "-euc", blocks("sh")[0]], cwd=folder, env=commands)
        served.add_plugin(folder / "sms/build/plugins/sms.so")
        served.add_channel(blocks("yaml")[0], blocks("csv")[0])
        wait_until("the server takes the plugin over", lambda: served.post("sms", "1") == 200)
        assert served.post("sms", "1") == 200, "the same again is taken for what it is"
        assert served.post("sms", "2", "guess") == 401
        run([prefix / "bin/seva", "plugin", "disable", "sms"], env=served.environment)
        wait_until("the channel is off", lambda: served.post("sms", "1") == 404)
        run([prefix / "bin/seva", "plugin", "enable", "sms"], env=served.environment)
        wait_until("the channel is on again", lambda: served.post("sms", "1") == 200)
        assert subprocess.run([prefix / "bin/seva", "plugin", "enable", "nobody"], env=served.environment, capture_output=True).returncode == 1
        assert served.counts() == [1, 1], (served.counts(), served.log())


def main():
    check_snippets_are_of_the_templates()
    if "-fsanitize=" in (BUILD / "CMakeCache.txt").read_text(encoding="utf-8"):
        print("skipped: a kit that a sanitizer watches is not what authors get")
        return
    with tempfile.TemporaryDirectory() as temporary:
        work = pathlib.Path(temporary)
        run(["cmake", "--install", BUILD, "--prefix", work / "first"])
        prefix = work / "moved"
        (work / "first").rename(prefix)
        check_nothing_absolute(prefix)
        assert len(list((prefix / "share/seva/schemas").glob("*.schema.json"))) == 5
        compilers = [compiler for compiler in ("g++", "clang++-14") if shutil.which(compiler)]
        for compiler in compilers:
            check_each_kind(prefix, work, compiler)
        check_a_message_becomes_a_ticket(prefix, work)
    print("built with " + " and ".join(compilers))


if __name__ == "__main__":
    main()
