#!/usr/bin/env python3
"""Wraps the texts of helpline_sms.txt into requests as the SMS gateway makes them, one a line, and writes helpline1090.replay.

Nothing is invented here. The same source gives the same bytes. The numbers begin with +91 0000, which no telephone has.
"""
from pathlib import Path
from urllib.parse import urlencode

FIRST = 1767581400  # 2026-01-05 02:50 UTC


def main():
    folder = Path(__file__).parent
    at = FIRST
    lines = []
    for number, line in enumerate((folder / "helpline_sms.txt").read_text(encoding="utf-8").splitlines()):
        if line.startswith("#"):
            continue
        sender, minutes, text = line.split(" ", 2)
        at += int(minutes) * 60
        fields = {"id": f"00000000-0000-4000-8000-{number:012d}", "from": f"+9100000000{sender}", "to": "placeholder-1090-sms", "text": text,
                  "charset": "UTF-8", "time": str(at)}
        lines.append("GET /sms?" + urlencode(fields))
    (folder / "helpline1090.replay").write_text("\n".join(lines) + "\n", encoding="utf-8")


main()
