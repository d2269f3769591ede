#!/usr/bin/env python3
"""`seva plugin check` and `seva plugin run`, as authors use them: every shipped plugin and a program in Python keep the contract; one that crashes, hangs or
attacks is a failed check with its reason; and a plugin played by hand gives a transcript.

usage: plugin_kit_test.py SOURCE_FOLDER BUILD_FOLDER
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import landlock

SOURCE, BUILD = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
SEVA = BUILD / "seva"
HAS_SANDBOX = "sanitize" not in (BUILD / "CMakeCache.txt").read_text(encoding="utf-8")
START = '> {"type":"start","config":%s,"secrets":{"token":["t"]},"lead":true}\n'
EVENT = '> {"type":"webhook","tag":"w","method":"POST","url":"u","path":"/in","query":{},"headers":{"x-token":"t"}}\n& {"id":"1","from":"a","text":"b"}\n'


def check(file, transcripts, *more):
    done = subprocess.run([SEVA, "--json", "plugin", "check", file, "--transcripts", transcripts, *more], capture_output=True, text=True, timeout=300)
    assert done.stdout, done.stderr
    findings = {finding["check"]: finding for finding in json.loads(done.stdout)["checks"]}
    broken = {name: finding["problem"] for name, finding in findings.items() if not finding["passed"]}
    assert done.returncode == (1 if broken else 0)
    return findings, broken


def transcripts(folder, config="{}", event=EVENT):
    folder.mkdir(exist_ok=True)
    (folder / "a.txt").write_text(START % config + "\n" + event, encoding="utf-8")
    return folder


def check_what_is_shipped_keeps_the_contract():
    for name in ("twitter", "dial100", "helpline1090", "police", "railways", "telecom", "general"):
        findings, broken = check(BUILD / f"plugins/{name}.so", SOURCE / f"tests/transcripts/{name}")
        assert not broken, (name, broken)
        assert len(findings) >= 11, (name, findings)


def check_a_program_keeps_it_too(work):
    folder = transcripts(work / "program")
    _, broken = check(SOURCE / "tests/program_plugins/post_box.plugin", folder, "--update")
    assert not broken, broken
    written = (folder / "a.txt").read_text(encoding="utf-8")
    assert '< {"type":"accept","messages":[{"source_id":"1"' in written, written
    assert not check(SOURCE / "tests/program_plugins/post_box.plugin", folder)[1]


def check_who_ends_is_found_with_the_reason(work):
    ends = {"hostile_plugins/segfault.so": "SIGSEGV", "hostile_plugins/hang.so": "took too long", "hostile_plugins/socket.so": "socket",
            "hostile_plugins/constructor_fork.so": "clone", "broken_plugins/throwing_handle.so": "threw an exception"}
    for file, reason in ends.items():
        folder = transcripts(work / "ends", event='> {"type":"timer","tag":"t"}\n')
        before = (folder / "a.txt").read_text(encoding="utf-8")
        _, broken = check(BUILD / file, folder, "--update")
        assert reason in broken.get("stays_alive", "") + broken.get("is_taken_by_the_server", ""), (file, broken)
        assert (folder / "a.txt").read_text(encoding="utf-8") == before, "what crashed is no expected answer"
    for act, reason in (("dies", "exit status 7"), ("hang", "took too long"), ("socket", "not allowed"), ("garbage", "no answer")):
        folder = transcripts(work / "ends", config=json.dumps({"act": act}))
        _, broken = check(SOURCE / "tests/program_plugins/hostile.plugin", folder)
        assert reason in broken["stays_alive"], (act, broken)
        assert "webhook" in broken["stays_alive"], "it says at which event"


def check_the_manifest_is_looked_at_first(work):
    folder = transcripts(work / "manifest")
    for name, word in (("bad_manifest", "An id is 2 to 32"), ("new_api", "newer kernel"), ("no_symbol", "export")):
        findings, broken = check(BUILD / f"broken_plugins/{name}.so", folder)
        assert word in broken["is_taken_by_the_server"], (name, broken)
        assert "transcripts" not in findings, "nothing else is tried"
    for name in ("LICENSE", "sdk", "no_such_file", "no_such.plugin"):
        assert check(SOURCE / name, folder)[1], name


def play(file, text):
    return subprocess.run([SEVA, "plugin", "run", file], input=text, capture_output=True, text=True, timeout=120)


def check_a_plugin_is_played_by_hand(work):
    played = play(SOURCE / "tests/program_plugins/post_box.plugin", START % "{}" + "\n" + EVENT)
    assert played.returncode == 0, played.stderr
    assert '< {"type":"respond","tag":"w","status":200}' in played.stdout, played.stdout
    folder = work / "played"
    folder.mkdir()
    (folder / "a.txt").write_text(played.stdout, encoding="utf-8")
    _, broken = check(SOURCE / "tests/program_plugins/post_box.plugin", folder)
    assert not broken, ("what was printed is a transcript", broken)

    asker = '> {"type":"start","config":{"accounts":[{"handle":"Seva","user_id":"1001"}],"mentions":true},"secrets":{"consumer_key":["a"],"consumer_secret":["b"],' \
            '"access_token":["c"],"access_token_secret":["d"],"bearer_token":["e"]},"lead":true}\n\n'
    played = play(BUILD / "plugins/twitter.so", asker + "! wait 600000\n\n! answer 200\n& <html>\n\n! wait 600000\n\n! lose timeout\n")
    assert played.returncode == 0, (played.stdout, played.stderr)
    for word in ('"type":"http_request"', "# waits for the answer", '> {"type":"timer"', '> {"type":"http_response"', "# waits for the timer"):
        assert word in played.stdout, (word, played.stdout)

    for text, word in ((EVENT, "begin with an event of the type start"), (START % "{}" + "\n! dance\n", "no command dance"),
                       (START % "{}" + "\n! answer 200\n", "waits for no answer"), ("hello\n", "begins with none"), ('> {"type"\n', "next:"),
                       (START % "{}" + "\n! wait soon\n", "no number")):
        refused = play(SOURCE / "tests/program_plugins/post_box.plugin", text)
        assert refused.returncode == 1 and word in refused.stderr, (text, refused)
    crashed = play(BUILD / "hostile_plugins/segfault.so", START % "{}" + '\n> {"type":"timer","tag":"t"}\n')
    ended_by = "SIGSEGV" if HAS_SANDBOX else "exit status 1"  # a sanitizer takes the signal and ends the process itself
    assert crashed.returncode == 1 and ended_by in crashed.stderr, crashed
    assert play(SOURCE / "LICENSE", "").returncode == 1
    taught = subprocess.run([SEVA, "plugin", "run", "--help"], capture_output=True, text=True)
    assert taught.returncode == 0 and "Example: printf" in taught.stdout


def check_a_debugger_finds_the_crash(work):
    """The guide's line, but for the names."""
    text = START % "{}" + '\n> {"type":"timer","tag":"t"}\n'
    (work / "events.txt").write_text(text, encoding="utf-8")
    line = re.search(r"```gdb\n(.*?)\n```", (SOURCE / "sdk/GUIDE.md").read_text(encoding="utf-8"), re.S).group(1)
    line = line.replace("sms/build/plugins/sms.so", str(BUILD / "hostile_plugins/segfault.so")).replace(" seva", f" {SEVA}").replace("gdb ", "gdb -batch ")
    line = line.replace("events.txt", str(work / "events.txt"))
    if HAS_SANDBOX:
        found = subprocess.run(["bash", "-c", f"timeout -k 5 100 {line}"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
        assert "SIGSEGV" in found.stdout and f"{BUILD}/hostile_plugins/segfault.so" in found.stdout, found
    else:
        print("not looked at under a debugger: a sanitizer ends the plugin before it crashes")
    plain = play(BUILD / "plugins/general.so", '> {"type":"start","config":{},"files":{},"units":[],"accounts":[]}\n')
    inside = subprocess.run([SEVA, "plugin", "run", "--in-process", BUILD / "plugins/general.so"], capture_output=True, text=True,
                            input='> {"type":"start","config":{},"files":{},"units":[],"accounts":[]}\n')
    assert inside.returncode == 0 and inside.stdout == plain.stdout, inside
    program = subprocess.run([SEVA, "plugin", "run", "--in-process", SOURCE / "tests/program_plugins/post_box.plugin"], capture_output=True, text=True, input="")
    assert program.returncode == 1 and "--in-process" in program.stderr, program


def main():
    with tempfile.TemporaryDirectory() as temporary:
        work = pathlib.Path(temporary)
        check_what_is_shipped_keeps_the_contract()
        if landlock.is_there():
            check_a_program_keeps_it_too(work)
        if HAS_SANDBOX and landlock.is_there():
            check_who_ends_is_found_with_the_reason(work)
        check_the_manifest_is_looked_at_first(work)
        if landlock.is_there():
            check_a_plugin_is_played_by_hand(work)
        check_a_debugger_finds_the_crash(work)
    print("check and run keep their word")


if __name__ == "__main__":
    main()
