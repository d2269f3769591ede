#!/usr/bin/env python3
"""usage: make_posts.py FOLDER

Wraps the texts of FOLDER/posts.txt into the shape in which X's filtered stream (v2) delivers posts, one JSON object a line, and writes posts.jsonl.

Nothing is invented here: the texts are written by hand in posts.txt. The same source gives the same bytes.

A line of the source: author, minutes since the post before, [marks], text. The author is a number (citizen_012) or an account with @.
Marks: label=NAME names the post; reply=NAME, edit=NAME, retweet=NAME and dup=NAME refer to a named one (dup repeats its line as it was);
photo attaches a picture; note puts the whole text into note_tweet, as X does with long posts.
"""
import json
import re
import sys
import unicodedata
from datetime import datetime, timedelta, timezone
from pathlib import Path

FIRST = datetime(2026, 1, 5, 2, 30, tzinfo=timezone.utc)
SNOWFLAKE_EPOCH_MS = 1288834974657
LINE = re.compile(r"^(@?\w+) (\d+) \[([^\]]*)\] (.*)$")
HANDLE = re.compile(r"@(\w{1,15})")
HASHTAG = re.compile(r"#([\w\u0900-\u097F]+)")
HINGLISH = re.compile(r"\b(hai|hain|nahi|ka|ki|ke|me|se|ko|kar|ho|gaya|rahe|raha|mera|mere|sir ji)\b", re.IGNORECASE)


def user_of(author):
    if author.startswith("@"):
        handle = author[1:]
        return {"id": str(800000000 + sum(ord(c) * 131 ** i for i, c in enumerate(handle.lower())) % 90000000), "username": handle, "name": handle}
    return {"id": str(7000000000 + int(author)), "username": f"citizen_{author}", "name": f"Citizen {author}"}


def language_of(text):
    devanagari = sum("\u0900" <= c <= "\u097F" for c in text)
    if devanagari > len(text) * 0.2:
        return "hi"
    return "hi" if len(HINGLISH.findall(text)) >= 2 else "en"


def entities_of(text):
    entities = {}
    mentions = [{"start": m.start(), "end": m.end(), "username": m[1], "id": user_named(m[1])["id"]} for m in HANDLE.finditer(text)]
    hashtags = [{"start": m.start(), "end": m.end(), "tag": m[1]} for m in HASHTAG.finditer(text)]
    if mentions:
        entities["mentions"] = mentions
    if hashtags:
        entities["hashtags"] = hashtags
    return entities


def user_named(handle):
    return user_of(handle[8:] if handle.startswith("citizen_") else "@" + handle)


class Posts:
    def __init__(self):
        self.when = FIRST
        self.count = 0
        self.named = {}

    def next_id(self):
        self.count += 1
        return str((int(self.when.timestamp() * 1000) - SNOWFLAKE_EPOCH_MS << 22) + self.count)

    def wrap(self, author, minutes, marks, text):
        self.when += timedelta(minutes=minutes)
        if "dup" in marks:
            return self.named[marks["dup"]]
        user = user_of(author)
        source = self.named.get(marks.get("reply") or marks.get("edit") or marks.get("retweet"))
        post = {"id": self.next_id(), "text": text, "author_id": user["id"], "created_at": self.when.strftime("%Y-%m-%dT%H:%M:%S.000Z")}
        post["conversation_id"] = source["data"]["conversation_id"] if source and "retweet" not in marks else post["id"]
        post["edit_history_tweet_ids"] = [post["id"]]
        users = [user]
        includes = {"users": users}
        if "edit" in marks:
            post["edit_history_tweet_ids"] = source["data"]["edit_history_tweet_ids"] + [post["id"]]
        if "reply" in marks:
            post["in_reply_to_user_id"] = source["data"]["author_id"]
            post["referenced_tweets"] = [{"type": "replied_to", "id": source["data"]["id"]}]
        if "retweet" in marks:
            original = source["includes"]["users"][0]["username"]
            post["text"] = f"RT @{original}: {source['data']['text']}"[:140]
            post["referenced_tweets"] = [{"type": "retweeted", "id": source["data"]["id"]}]
            includes["tweets"] = [source["data"]]
        if "photo" in marks:
            key = "3_" + post["id"]
            post["attachments"] = {"media_keys": [key]}
            includes["media"] = [{"media_key": key, "type": "photo"}]
        if "note" in marks:
            post["note_tweet"] = {"text": text, "entities": entities_of(text)}
            post["text"] = text[:274] + "…"
        post["lang"] = language_of(text)
        post["entities"] = entities_of(post["text"])
        post["public_metrics"] = {"retweet_count": 0, "reply_count": 0, "like_count": 0, "quote_count": 0}
        post["possibly_sensitive"] = False
        post["reply_settings"] = "everyone"
        for mention in post["entities"].get("mentions", []):
            if mention["username"] not in [known["username"] for known in users]:
                users.append(user_named(mention["username"]))
        rules = [{"id": "1", "tag": "@" + m["username"]} for m in post["entities"].get("mentions", [])[:1]]
        wrapped = {"data": post, "includes": includes, "matching_rules": rules or [{"id": "2", "tag": "hashtags"}]}
        if "label" in marks:
            self.named[marks["label"]] = wrapped
        return wrapped


def main():
    if sys.argv[1:] in (["--help"], ["-h"]):
        print(__doc__)
        return
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    if not (folder / "posts.txt").is_file():
        sys.exit(f"{folder} holds no posts.txt. Give the folder of a demonstration, as config/railways/demo.")
    posts = Posts()
    lines = []
    for number, line in enumerate((folder / "posts.txt").read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        parts = LINE.match(line)
        if not parts:
            sys.exit(f"posts.txt:{number}: this is no post")
        marks = dict(mark.partition("=")[::2] for mark in parts[3].split())
        text = unicodedata.normalize("NFC", parts[4].replace("\\n", "\n"))
        lines.append(json.dumps(posts.wrap(parts[1], int(parts[2]), marks, text), ensure_ascii=False, separators=(",", ":")))
    (folder / "posts.jsonl").write_bytes("".join(line + "\r\n" for line in lines).encode())
    print(f"{len(lines)} posts")


if __name__ == "__main__":
    main()
