#!/usr/bin/env python3
"""A channel in Python, put into the folder of a running server: what is posted to it becomes a ticket. And what FRAMES.md shows is that channel's code,
and the template's. What the template writes passes the check as it is.

usage: program_test.py SOURCE_FOLDER BUILD_FOLDER
"""
import pathlib
import re
import sys
import tempfile

import landlock
from installed_test import BUILD, SOURCE, Served, plain, run, wait_until

PROGRAM = SOURCE / "tests/program_plugins/post_box.plugin"


def check_the_page_shows_what_runs():
    code = plain(PROGRAM.read_text(encoding="utf-8"))
    template = plain((SOURCE / "sdk/template/python/@NAME@.plugin").read_text(encoding="utf-8"))
    snippets = re.findall(r"```python\n(.*?)```", (SOURCE / "sdk/FRAMES.md").read_text(encoding="utf-8"), re.S)
    assert len(snippets) >= 2
    for snippet in snippets:
        for place in (code, template):
            assert plain(snippet).strip() in place, f"The page shows what does not run:\n{snippet}"


def check_the_template_is_right(work):
    """Answers with the file that it wrote."""
    seva = BUILD / "seva"
    written = run([seva, "plugin", "new", "letters", "--template", "python"], cwd=work)
    assert "seva plugin check letters.plugin --update" in written, written
    folder = work / "letters"
    assert sorted(path.name for path in folder.iterdir()) == ["README.md", "letters.plugin", "transcripts"]
    assert not [path for path in folder.rglob("*") if path.is_file() and "@" in path.read_text(encoding="utf-8").replace("@seva", "")]
    run([seva, "plugin", "check", "letters.plugin", "--update"], cwd=folder)
    expected = (folder / "transcripts/webhook.txt").read_text(encoding="utf-8")
    for effect in ('"type":"accept","messages":[{"source_id":"17"', '"status":200', '"status":401'):
        assert effect in expected, (effect, expected)
    run([seva, "plugin", "check", "letters.plugin"], cwd=folder)
    packed = run([seva, "plugin", "package", "letters.plugin"], cwd=folder).strip()
    assert packed.endswith("letters-0.1.0.tar.gz"), packed
    return folder / "letters.plugin"


def check_a_message_becomes_a_ticket(work, template):
    with Served(work, BUILD / "seva", f"{BUILD}/plugins") as served:
        assert served.post("post_box", "1") == 404, "the channel is not there yet"
        served.add_plugin(PROGRAM)
        served.add_channel("  post_box:\n    enabled: true\n    mode: live\n    secrets: {token: {environment: SEVA_SMS_TOKEN}}\n",
                           "post_box,seva,OFF-HQ,general,live,sourced,a letter box\n")
        wait_until("the server takes the program over", lambda: served.post("post_box", "1") == 200)
        assert served.post("post_box", "1") == 200, "the same again is taken for what it is"
        assert served.post("post_box", "2", "guess") == 401
        assert served.counts() == [1, 1], (served.counts(), served.log())
        served.add_plugin(template)
        served.add_channel("  letters:\n    enabled: true\n    mode: live\n    config: {account: seva}\n    secrets: {token: {environment: SEVA_SMS_TOKEN}}\n",
                           "letters,seva,OFF-HQ,general,live,sourced,another letter box\n")
        wait_until("the server takes what the template wrote", lambda: served.post("letters", "1") == 200)
        assert served.post("letters", "2", "guess") == 401
        assert served.counts() == [2, 2], (served.counts(), served.log())


if __name__ == "__main__":
    check_the_page_shows_what_runs()
    if not landlock.is_there():
        print("There is no Landlock here, so the server refuses programs.")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as temporary:
        work = pathlib.Path(temporary)
        check_a_message_becomes_a_ticket(work, check_the_template_is_right(work))
    print("a letter became a ticket")
