#include "hosting/effects.hpp"

#include <gmock/gmock.h>

#include "hosting/limits.hpp"

namespace seva::hosting {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

domain::Result<ChannelEffects> read(std::string_view effects, std::size_t payload_size = 10) {
  EffectsReader reader;
  return reader.read("c", effects, payload_size);
}

std::string refused_at(std::string_view effects) {
  const auto result = read(effects);
  return result ? "nothing was refused" : result.error().where;
}

TEST(Effects, MessageIsReadWhole) {
  const auto effects = read(R"([{"type": "accept", "messages": [{"source_id": "719331236640169897", "revision": 2, "thread": "t", "in_reply_to": "r",
    "author": {"id": "a", "handle": "h", "name": "नाम"}, "to": ["uppolice"], "text": "मेरी \u0936िकायत", "language": "hi", "sent_at": 1460336906000000,
    "hashtags": ["x"], "mentions": ["y"], "attachments": [{"id": "p", "type": "photo", "url": "https://u"}],
    "location": {"latitude": 26.8, "longitude": 80.9, "place": "Lucknow"}, "repliable": false, "from_us": true, "private": true}]}])");
  ASSERT_TRUE(effects) << effects.error().what << effects.error().where;
  ASSERT_EQ(effects->turn.messages.size(), 1U);
  const domain::Message& message = effects->turn.messages[0];
  EXPECT_EQ(message.channel, "c");
  EXPECT_EQ(message.source_id, "719331236640169897");
  EXPECT_EQ(message.revision, 2U);
  EXPECT_EQ(message.thread, "t");
  EXPECT_EQ(message.in_reply_to, "r");
  EXPECT_EQ(message.author.name, "नाम");
  EXPECT_THAT(message.addressed_to, ElementsAre("uppolice"));
  EXPECT_EQ(message.text, "मेरी शिकायत");
  EXPECT_EQ(domain::to_micros(message.sent_at), 1460336906000000);
  EXPECT_THAT(message.hashtags, ElementsAre("x"));
  EXPECT_THAT(message.mentions, ElementsAre("y"));
  EXPECT_EQ(message.attachments.at(0).url, "https://u");
  EXPECT_EQ(message.location.value().place, "Lucknow");
  EXPECT_FALSE(message.is_repliable);
  EXPECT_TRUE(message.is_from_us);
  EXPECT_TRUE(message.is_private);
}

TEST(Effects, EverythingElseIsReadInItsOrder) {
  const auto effects = read(R"([{"type": "log", "level": "warning", "code": "late", "text": "t"},
    {"type": "accept", "withdrawn": ["w"], "ignored": [{"source_id": "i", "reason": "retweet"}], "unreadable": [{"offset": 2, "size": 3, "reason": "no_json"}], "calls": []},
    {"type": "save", "key": "k", "value": "v", "secret": true},
    {"type": "receipt", "delivery": "42", "state": "retry", "retry_after_ms": 500, "reason": "busy"},
    {"type": "respond", "tag": "w1", "status": 200, "headers": {"content-type": "text/plain"}, "body": "ok"},
    {"type": "http_request", "tag": "h", "method": "POST", "url": "https://x", "headers": {}, "body": "b", "timeout_ms": 100},
    {"type": "open_stream", "tag": "s", "url": "https://x", "delimiter": "\r\n", "silence_ms": 20000}, {"type": "send_stream", "tag": "s", "data": "d"},
    {"type": "close_stream", "tag": "s"}, {"type": "set_timer", "tag": "t", "after_ms": -1}, {"type": "health", "part": "p", "state": "down"}])");
  ASSERT_TRUE(effects) << effects.error().what << effects.error().where;
  EXPECT_THAT(effects->turn.withdrawn, ElementsAre("w"));
  EXPECT_EQ(effects->turn.ignored.at(0).reason, "retweet");
  EXPECT_EQ(effects->unreadable.at(0).offset, 2U);
  EXPECT_TRUE(effects->turn.saves.at(0).is_secret);
  EXPECT_EQ(effects->turn.receipts.at(0).delivery.value, 42);
  EXPECT_EQ(effects->turn.receipts.at(0).retry_after, std::chrono::milliseconds(500));
  ASSERT_EQ(effects->actions.size(), 8U);
  EXPECT_TRUE(std::holds_alternative<LogLine>(effects->actions[0]));
  EXPECT_EQ(std::get<Respond>(effects->actions[1]).headers.at(0).second, "text/plain");
  EXPECT_EQ(std::get<HttpRequest>(effects->actions[2]).body, "b");
  EXPECT_EQ(std::get<OpenStream>(effects->actions[3]).delimiter, "\r\n");
  EXPECT_LT(std::get<SetTimer>(effects->actions[6]).after.count(), 0);
  EXPECT_TRUE(effects->is_stored());
  EXPECT_EQ(effects->accounted(), 3U);
}

TEST(Effects, WhatTheKernelDoesNotKnowIsRefusedByItsPlace) {
  EXPECT_EQ(refused_at(R"([{"type": "forget"}])"), "effects[0].type");
  EXPECT_EQ(refused_at(R"([{"type": "health", "part": "p", "state": "ok"}, {"type": "set_timer", "tag": "t", "after_ms": 1, "confidential": true}])"),
            "effects[1].confidential");
  EXPECT_EQ(refused_at(R"([{"type": "accept", "messages": [{"source_id": "1", "author": {"id": "a", "phone": "1"}, "text": "t", "sent_at": 1}]}])"),
            "effects[0].messages[0].author.phone");
  EXPECT_EQ(refused_at(R"([{"type": "health", "part": "p", "state": "fine"}])"), "effects[0].state");
}

TEST(Effects, WrongTypesAndNumbersOutOfRangeAreRefused) {
  EXPECT_EQ(refused_at(R"({"type": "log"})"), "effects");
  EXPECT_EQ(refused_at(R"([7])"), "effects[0]");
  EXPECT_EQ(refused_at(R"([{"type": "set_timer", "tag": "t", "after_ms": 1.5}])"), "effects[0].after_ms");
  EXPECT_EQ(refused_at(R"([{"type": "set_timer", "tag": "t", "after_ms": 18446744073709551615}])"), "effects[0].after_ms");
  EXPECT_EQ(refused_at(R"([{"type": "accept", "messages": [{"source_id": "1", "author": {"id": "a"}, "text": "t", "sent_at": 9007199254740992}]}])"),
            "effects[0].messages[0].sent_at");
  EXPECT_EQ(refused_at(R"([{"type": "accept", "messages": [{"source_id": 1, "author": {"id": "a"}, "text": "t", "sent_at": 1}]}])"),
            "effects[0].messages[0].source_id");
  EXPECT_EQ(refused_at(R"([{"type": "accept", "messages": [{"source_id": "1", "author": {"id": "a"}, "text": null, "sent_at": 1}]}])"),
            "effects[0].messages[0].text");
  EXPECT_EQ(refused_at(R"([{"type": "respond", "tag": "t", "status": 99}])"), "effects[0].status");
  EXPECT_EQ(
      refused_at(
          R"([{"type": "accept", "messages": [{"source_id": "1", "author": {"id": "a"}, "text": "t", "sent_at": 1, "location": {"latitude": 1}}]}])"),
      "effects[0].messages[0].location");
}

TEST(Effects, MissingFieldsAreRefused) {
  EXPECT_EQ(refused_at(R"([{}])"), "effects[0].type");
  EXPECT_EQ(refused_at(R"([{"type": "accept", "messages": [{"source_id": "1", "author": {}, "text": "t", "sent_at": 1}]}])"),
            "effects[0].messages[0].author.id");
  EXPECT_EQ(refused_at(R"([{"type": "accept", "messages": [{"source_id": "1", "author": {"id": "a"}, "text": "t"}]}])"),
            "effects[0].messages[0].sent_at");
  EXPECT_EQ(refused_at(R"([{"type": "receipt", "state": "sent"}])"), "effects[0].delivery");
}

TEST(Effects, UnreadablePartMustLieInThePayload) {
  EXPECT_TRUE(read(R"([{"type": "accept", "unreadable": [{"offset": 4, "size": 6, "reason": "r"}]}])"));
  EXPECT_EQ(refused_at(R"([{"type": "accept", "unreadable": [{"offset": 4, "size": 7, "reason": "r"}]}])"), "effects[0].unreadable[0].size");
  EXPECT_EQ(refused_at(R"([{"type": "accept", "unreadable": [{"offset": 11, "size": 0, "reason": "r"}]}])"), "effects[0].unreadable[0].offset");
}

TEST(Effects, CallIsReadWhole) {
  const auto effects = read(R"([{"type": "accept", "calls": [{"call_id": "1.2", "sequence": 7, "state": "transferred", "at": 1460336906000000,
    "from": "98", "name": "n", "to": "q", "agent": "a", "reason": "r", "recording": "w", "location": {"place": "Lucknow"}, "gap": true}]}])");
  ASSERT_TRUE(effects) << effects.error().what << effects.error().where;
  ASSERT_EQ(effects->turn.calls.size(), 1U);
  EXPECT_TRUE(effects->is_stored());
  const domain::CallUpdate& call = effects->turn.calls[0];
  EXPECT_EQ(call.call_id, "1.2");
  EXPECT_EQ(call.sequence, 7);
  EXPECT_EQ(call.state, domain::CallState::transferred);
  EXPECT_EQ(domain::to_micros(call.at), 1460336906000000);
  EXPECT_EQ(call.from + call.name + call.to + call.agent + call.reason + call.recording, "98nqarw");
  EXPECT_EQ(call.location.value().place, "Lucknow");
  EXPECT_TRUE(call.is_gap);
}

TEST(Effects, CallsAreNotLostInSilence) {
  EXPECT_EQ(refused_at(R"([{"type": "accept", "calls": [{"call_id": "1"}]}])"), "effects[0].calls[0].sequence");
  EXPECT_EQ(refused_at(R"([{"type": "accept", "calls": [{"call_id": "1", "sequence": 1, "state": "lost", "at": 1}]}])"), "effects[0].calls[0].state");
  EXPECT_EQ(refused_at(R"([{"type": "accept", "calls": [{"call_id": "1", "sequence": 1, "state": "ended", "at": 1, "sealed": true}]}])"),
            "effects[0].calls[0].sealed");
}

TEST(Effects, WhatIsNoUtf8IsRefused) {
  const auto effects = read("[{\"type\": \"log\", \"level\": \"info\", \"code\": \"c\", \"text\": \"\xff\"}]");
  ASSERT_FALSE(effects);
  EXPECT_THAT(effects.error().what, HasSubstr("UTF-8"));
  EXPECT_FALSE(read(R"([{"type": "log", "level": "info", "code": "c", "text": "\ud800"}])"));
}

TEST(Effects, MoreThanTheLimitIsRefusedUnread) {
  const std::string large = "[" + std::string(kEffectsBytes, ' ') + "]";
  EXPECT_FALSE(read(large));
}

TEST(Effects, DeepNestingIsRefusedAndDoesNoHarm) { EXPECT_FALSE(read(std::string(100'000, '['))); }

TEST(Effects, OneReaderServesAnyNumberOfAnswers) {
  EffectsReader reader;
  const std::string text = std::string(R"([{"type": "accept", "messages": [{"source_id": "1", "author": {"id": "a"}, "sent_at": 1, "text": ")") +
                           std::string(900, 'x') + R"("}]}])";
  for (int turn = 0; turn < 2'000; ++turn) ASSERT_TRUE(reader.read("c", text, 0));
  ASSERT_FALSE(reader.read("c", "[{", 0));
  ASSERT_TRUE(reader.read("c", text, 0));
}

}  // namespace
}  // namespace seva::hosting
