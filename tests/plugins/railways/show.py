#!/usr/bin/env python3
"""Takes the posts to @RailMinIndia of a recorded stream through the shipped instance of the railways and shows what was stored.

usage: SEVA_SAMPLES=FOLDER tests/plugins/railways/show.py [--seed N] [--pick N] [--texts]

Without SEVA_SAMPLES the instance's own demonstration is read. The program must be built (deploy/build.sh). The database lies in a folder that is
removed at the end. Prints the replay's counts, tickets and posts waiting for a person by class and by unit, and some posts picked at random by
the seed; --texts shows their texts, which nobody but the reader may keep.
"""
import argparse
import collections
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
ACCOUNT = "railminindia"
OPENED, APPENDED, TRIAGE, CHATTER = 1, 2, 3, 4
STORED_AS = {OPENED: "ticket", APPENDED: "appended", TRIAGE: "waits for a person", CHATTER: "no business"}


def lines_of_the_stream():
    folder = os.environ.get("SEVA_SAMPLES")
    if not folder:
        print("SEVA_SAMPLES names no folder: the demonstration of the instance is read.")
        return (ROOT / "config/railways/demo/posts.jsonl").read_bytes().splitlines(keepends=True)
    lines = (Path(folder) / "x_stream_2016.jsonl").read_bytes().splitlines(keepends=True)
    return [line for line in lines if any(rule["tag"].lower() == "@" + ACCOUNT for rule in json.loads(line)["matching_rules"])]


def replay(lines, home):
    posts = Path(home) / "posts.jsonl"
    posts.write_bytes(b"".join(lines))
    seva = [str(ROOT / "build/seva"), "--instance", str(ROOT / "config/railways"), "--home", home, "--log-level", "error"]
    subprocess.run([*seva, "migrate"], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    done = subprocess.run([*seva, "--json", "replay", "--channel", "twitter", str(posts)], check=True, stdout=subprocess.PIPE, cwd=ROOT)
    return json.loads(done.stdout)


def read_store(home):
    """A row for each post: what was stored, and the class, category, priority and unit where the store keeps them."""
    store = sqlite3.connect(f"file:{home}/seva.db?mode=ro", uri=True)
    opened = {message: json.loads(details) for message, details in store.execute("SELECT message, details FROM events WHERE kind = 1")}
    waiting = {message: json.loads(opinions) for message, opinions in store.execute("SELECT message, assessments FROM triage_items WHERE question <> 4")}
    rows = []
    for message, text, disposition in store.execute("SELECT id, body, disposition FROM messages ORDER BY sent_at, id"):
        row = {"text": text, "stored": disposition, "class": "other", "category": "", "priority": "", "unit": ""}
        if message in opened:
            details = opened[message]
            row.update({name: details[name] for name in ("category", "priority", "unit")}, **{"class": details["fact.class"]})
        elif disposition == TRIAGE and waiting.get(message):
            _, _, _, category, _, unit, _, facts, *_ = waiting[message][0]
            row.update(category=category, unit=unit, **{"class": facts["class"]})
        rows.append(row)
    return rows


def show_counts(title, counts):
    print(f"\n{title}")
    for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        print(f"  {count:5} {name}")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seed", type=int, default=20160411)
    options.add_argument("--pick", type=int, default=30)
    options.add_argument("--texts", action="store_true")
    chosen = options.parse_args()
    if not (ROOT / "build/seva").exists():
        sys.exit("build/seva is not there: run deploy/build.sh first")
    with tempfile.TemporaryDirectory() as home:
        counts = replay(lines_of_the_stream(), home)
        rows = read_store(home)
    print(json.dumps(counts))
    tickets = [row for row in rows if row["stored"] == OPENED]
    show_counts("posts by class", collections.Counter(row["class"] for row in rows))
    show_counts("tickets by class", collections.Counter(row["class"] for row in tickets))
    show_counts("tickets by priority", collections.Counter(row["priority"] for row in tickets))
    show_counts("tickets by category", collections.Counter(row["category"] for row in tickets))
    show_counts("tickets by unit and class", collections.Counter(f"{row['unit']:14} {row['class']}" for row in tickets))
    print(f"\n{min(chosen.pick, len(rows))} posts picked at random, seed {chosen.seed}")
    for number in sorted(random.Random(chosen.seed).sample(range(len(rows)), min(chosen.pick, len(rows)))):
        row = rows[number]
        print(f"  {number:4} {STORED_AS[row['stored']]:18} {row['class']:12} {row['category']:20} {row['priority']:9} {row['unit']}")
        if chosen.texts:
            print("       " + " ".join(row["text"].split()))


if __name__ == "__main__":
    main()
