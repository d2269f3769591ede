#!/usr/bin/env python3
"""Writes dial100.replay: an hour of a call centre as Asterisk's manager interface tells of it, for `seva replay --channel dial100`.

The calls are made up here. Their numbers begin with a 1, as no subscriber's number in India does. The same script gives the same bytes.
"""
from pathlib import Path

FIRST = 1767594600  # 2026-01-05T06:30:00Z
QUEUE = "up112"

# Seconds after the first call, number (empty: withheld), agent, and what happened.
CALLS = [
    (0, "1000000101", "constable-04", "answered"),
    (41, "1000000102", "constable-07", "answered"),
    (63, "1000000103", "", "gave up"),
    (95, "1000000104", "constable-04", "agent hung up"),
    (140, "", "constable-09", "answered"),
    (171, "1000000105", "constable-07", "rang twice"),
    (233, "1000000106", "constable-09", "transferred"),
    (260, "1000000107", "", "gave up"),
    (318, "1000000103", "constable-04", "answered"),
    (402, "1000000108", "constable-12", "answered"),
    (466, "1000000109", "", "gave up"),
    (530, "1000000102", "constable-07", "answered"),
]


class Trace:
    def __init__(self):
        self.messages = []

    def add(self, at, event, *headers):
        lines = [("Event", event), ("Privilege", "call,all"), ("Timestamp", f"{FIRST + at}.{at % 1000:06d}"), *headers]
        self.messages.append((at, len(self.messages), "".join(f"{name}: {value}\r\n" for name, value in lines) + "\r\n"))

    def text(self):
        return "Asterisk Call Manager/7.0.3\r\n" + "".join(text for _, _, text in sorted(self.messages))


def caller(serial, start, number):
    unique_id = f"{FIRST + start}.{serial}"
    return (("Channel", f"PJSIP/trunk-{serial:08x}"), ("ChannelState", "6"), ("CallerIDNum", number or "<unknown>"), ("CallerIDName", "<unknown>"),
            ("Context", "from-trunk"), ("Exten", "112"), ("Uniqueid", unique_id), ("Linkedid", unique_id))


def agent(name):
    return (("Queue", QUEUE), ("DestChannel", f"PJSIP/{name}-0000002a"), ("Interface", f"PJSIP/{name}"), ("MemberName", name))


def main():
    trace = Trace()
    for serial, (start, number, name, story) in enumerate(CALLS, 1):
        who = caller(serial, start, number)
        trace.add(start, "Newchannel", *who)
        trace.add(start + 1, "QueueCallerJoin", *who, ("Queue", QUEUE), ("Position", 1), ("Count", 1))
        if story == "gave up":
            trace.add(start + 25, "QueueCallerAbandon", *who, ("Queue", QUEUE), ("Position", 1), ("OriginalPosition", 1), ("HoldTime", 24))
            trace.add(start + 25, "Hangup", *who, ("Cause", 16), ("Cause-txt", "Normal Clearing"))
            continue
        at = start + 3
        if story == "rang twice":
            trace.add(at, "AgentCalled", *who, *agent("constable-03"))
            at += 15
            trace.add(at, "AgentRingNoAnswer", *who, *agent("constable-03"), ("RingTime", 15000))
        trace.add(at, "AgentCalled", *who, *agent(name))
        trace.add(at + 4, "QueueCallerLeave", *who, ("Queue", QUEUE), ("Position", 1), ("Count", 0))
        trace.add(at + 4, "AgentConnect", *who, *agent(name), ("RingTime", 4), ("HoldTime", at + 4 - start))
        end = at + 4 + 50 + 7 * serial
        if story == "transferred":
            trace.add(end, "BlindTransfer", ("Result", "Success"), ("TransfererUniqueid", f"{FIRST + start}.9{serial}"), ("TransfereeUniqueid", who[6][1]),
                      ("Context", "from-internal"), ("Extension", "district-desk"))
        reason = {"agent hung up": "agent", "transferred": "transfer"}.get(story, "caller")
        trace.add(end, "AgentComplete", *who, *agent(name), ("HoldTime", at + 4 - start), ("TalkTime", 50 + 7 * serial), ("Reason", reason))
        trace.add(end + (90 if story == "transferred" else 0), "Hangup", *who, ("Cause", 16), ("Cause-txt", "Normal Clearing"))
    Path(__file__).with_name("dial100.replay").write_text(trace.text(), newline="")


if __name__ == "__main__":
    main()
