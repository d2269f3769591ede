#!/usr/bin/env python3
"""A channel in Python, put into the folder of a running server: what is posted to it becomes a ticket. And what FRAMES.md shows is that channel's code.

usage: program_test.py SOURCE_FOLDER BUILD_FOLDER
"""
import pathlib
import re
import sys
import tempfile

import landlock
from installed_test import BUILD, SOURCE, Served, plain, wait_until

PROGRAM = SOURCE / "tests/program_plugins/post_box.plugin"


def check_the_page_shows_what_runs():
    code = plain(PROGRAM.read_text(encoding="utf-8"))
    snippets = re.findall(r"```python\n(.*?)```", (SOURCE / "sdk/FRAMES.md").read_text(encoding="utf-8"), re.S)
    assert len(snippets) >= 2
    for snippet in snippets:
        assert plain(snippet).strip() in code, f"The page shows what does not run:\n{snippet}"


def check_a_message_becomes_a_ticket(work):
    with Served(work, BUILD / "seva", f"{BUILD}/plugins") as served:
        assert served.post("post_box", "1") == 404, "the channel is not there yet"
        served.add_plugin(PROGRAM)
        served.add_channel("  post_box:\n    enabled: true\n    mode: live\n    secrets: {token: {environment: SEVA_SMS_TOKEN}}\n",
                           "post_box,seva,OFF-HQ,general,live,sourced,a letter box\n")
        wait_until("the server takes the program over", lambda: served.post("post_box", "1") == 200)
        assert served.post("post_box", "1") == 200, "the same again is taken for what it is"
        assert served.post("post_box", "2", "guess") == 401
        assert served.counts() == [1, 1], (served.counts(), served.log())


if __name__ == "__main__":
    check_the_page_shows_what_runs()
    if not landlock.is_there():
        print("There is no Landlock here, so the server refuses programs.")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as temporary:
        check_a_message_becomes_a_ticket(pathlib.Path(temporary))
    print("a letter became a ticket")
