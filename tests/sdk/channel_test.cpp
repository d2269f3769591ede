#include "seva/channel.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <stdexcept>

#include "seva/testing/fake_host.hpp"

namespace seva {
namespace {

/// Shows in its effects what it was told.
class Mirror final : public Channel {
  void on_start(const Start& start, Effects& effects) override {
    effects.log(LogLevel::info, "start",
                start.config.text("name", "?") + "|" + std::to_string(start.config.integer("count", -1)) + "|" +
                    (start.config.flag("on") ? "on" : "off") + "|" + std::to_string(start.config.texts("list").size()) + "|" +
                    start.config.section("below").text("name") + "|" + std::to_string(start.config.sections("rows").size()));
    effects.log(LogLevel::info, "secret", std::string(start.secrets.current("key")) + "|" + std::string(start.secrets.previous("key")));
    effects.log(LogLevel::info, "state", start.state.get("cursor"));
    effects.log(LogLevel::info, "file", start.files.find("words").value_or("none"));
    effects.log(LogLevel::info, "lead", start.is_lead ? "yes" : "no");
    for (const KnownCall& known : start.calls) {
      Call call;
      call.call_id = known.call_id;
      call.sequence = known.sequence + 1;
      call.state = known.state;
      call.at = start.now;
      call.to = known.to;
      call.agent = known.agent;
      call.location = Location{std::nullopt, std::nullopt, "Lucknow"};
      call.is_gap = true;
      effects.accept(call);
    }
  }
  void on_timer(const TimerFired& timer, Effects& effects) override {
    if (timer.tag == "throw") throw std::runtime_error("broken");
    if (timer.tag == "half") {
      effects.save("a", "b");
      throw 7;
    }
    effects.set_timer(timer.tag, std::chrono::seconds{-5});
    effects.cancel_timer("other");
  }
  void on_http_response(const HttpResponse& response, Effects& effects) override {
    effects.log(LogLevel::debug, "answer",
                std::to_string(response.status) + std::string(response.headers.get("x-a")) + std::string(response.error) +
                    (response.was_sent ? "sent" : "") + std::string(response.body));
  }
  void on_stream_data(const StreamData& data, Effects& effects) override {
    effects.respond("hook", 200, "ok", {{"content-type", "text/plain"}});
    effects.unreadable(3, 4, "not_json");
    effects.ignore("9", "retweet");
    effects.withdraw("8");
    Message message;
    message.source_id = "1";
    message.text = data.data;
    message.author.id = "a";
    message.sent_at = data.now;
    message.location = Location{1.5, std::nullopt, "Lucknow"};
    effects.accept(message);
  }
};

class Stillborn final : public Channel {
 public:
  Stillborn() { throw std::runtime_error("no"); }
  void on_start(const Start&, Effects&) override {}
};

constexpr seva_plugin kMirror = detail::describe<detail::ChannelHost, Mirror>(R"({"id":"mirror"})");
constexpr seva_plugin kStillborn = detail::describe<detail::ChannelHost, Stillborn>("{}");

std::string logged(const testing::Turn& turn, std::string_view code) {
  for (const auto& log : turn.of("log"))
    if (log.at("code") == boost::json::string_view(code.data(), code.size())) return log.at("text").as_string().c_str();
  return "nothing";
}

TEST(Channel, describes_itself_without_running_code) {
  static_assert(kMirror.struct_size == sizeof(seva_plugin) && kMirror.abi_major == 1);
  EXPECT_EQ(std::string_view(kMirror.manifest.data, kMirror.manifest.size), R"({"id":"mirror"})");
}

TEST(Channel, is_told_its_configuration_secrets_state_and_files) {
  testing::FakeHost host(kMirror);
  host.config = {{"name", "x"}, {"count", 3}, {"on", true}, {"list", {"a", "b"}}, {"below", {{"name", "y"}}}, {"rows", {boost::json::object{}}}};
  host.secrets = {{"key", {"new", "old"}}};
  host.files = {{"empty", ""}, {"words", "some words"}};
  auto turn = host.start({{"state", {{"cursor", "17"}}}});
  EXPECT_EQ(logged(turn, "start"), "x|3|on|2|y|1");
  EXPECT_EQ(logged(turn, "secret"), "new|old");
  EXPECT_EQ(logged(turn, "state"), "17");
  EXPECT_EQ(logged(turn, "file"), "some words");
  EXPECT_EQ(logged(turn, "lead"), "yes");
  host.config = {{"name", 5}, {"count", "many"}};
  turn = host.start({{"files", {{"words", {5, 900}}}}});
  EXPECT_EQ(logged(turn, "start"), "?|-1|off|0||0");
  EXPECT_EQ(logged(turn, "file"), "none");
}

TEST(Channel, is_told_which_calls_are_live_and_tells_of_calls) {
  testing::FakeHost host(kMirror);
  const auto turn = host.start({{"calls",
                                 {{{"call_id", "1.2"}, {"sequence", 7}, {"state", "transferred"}, {"to", "queue"}, {"agent", "agent7"}},
                                  {{"call_id", "1.3"}, {"state", "?"}}}}});
  ASSERT_FALSE(turn.has_failed) << turn.problem;
  const auto calls = turn.accepted("calls");
  ASSERT_EQ(calls.size(), 2U);
  const auto expected = boost::json::parse(
      R"({"call_id": "1.2", "sequence": 8, "state": "transferred", "at": 1767594600000000, "to": "queue", "agent": "agent7",
          "location": {"place": "Lucknow"}, "gap": true})");
  EXPECT_EQ(calls.at(0), expected);
  EXPECT_EQ(calls.at(1).at("state"), "waiting");
}

TEST(Channel, ignores_events_and_fields_that_it_does_not_know) {
  testing::FakeHost host(kMirror);
  host.start({{"novelty", {{"deep", {1, 2}}}}});
  EXPECT_EQ(host.send({{"type", "of_next_year"}}).answer, "[]");
  EXPECT_EQ(host.send({{"no_type", 1}}).answer, "[]");
}

TEST(Channel, fails_without_effects_when_it_throws) {
  for (const char* tag : {"throw", "half"}) {
    testing::FakeHost host(kMirror);
    host.start();
    const auto turn = host.send({{"type", "timer"}, {"tag", tag}});
    EXPECT_TRUE(turn.has_failed);
    EXPECT_TRUE(turn.answer.empty());
    EXPECT_FALSE(host.start().has_failed);
  }
}

TEST(Channel, does_not_come_to_life_if_its_constructor_throws) {
  EXPECT_EQ(kStillborn.create(), nullptr);
  EXPECT_TRUE(testing::FakeHost(kStillborn).start().has_failed);
}

TEST(Channel, fails_on_an_event_that_is_no_json) {
  void* instance = kMirror.create();
  for (const std::string_view event : {"", "{", "[]", "7", "{\"type\":\"\xFF\"}"})
    EXPECT_EQ(kMirror.handle(instance, {event.data(), event.size()}, {nullptr, 0}).data, nullptr) << event;
  const std::string_view stop = R"({"type":"stop"})";
  EXPECT_NE(kMirror.handle(instance, {stop.data(), stop.size()}, {nullptr, 0}).data, nullptr);
  kMirror.destroy(instance);
}

TEST(Channel, gathers_what_was_read_in_one_effect_ahead_of_the_others) {
  testing::FakeHost host(kMirror);
  host.start();
  const auto turn = host.stream("s", "text\xFF");
  EXPECT_EQ(turn.answer, R"([{"type":"accept","messages":[{"source_id":"1","revision":1,"author":{"id":"a"},"text":"text�","sent_at":)" +
                             std::to_string(to_micros(host.now())) + R"(,"location":{"place":"Lucknow"}}],"withdrawn":["8"],)" +
                             R"("ignored":[{"source_id":"9","reason":"retweet"}],"unreadable":[{"offset":3,"size":4,"reason":"not_json"}]},)" +
                             R"({"type":"respond","tag":"hook","status":200,"headers":{"content-type":"text/plain"},"body":"ok"}])");
}

TEST(Channel, starts_each_turn_with_nothing) {
  testing::FakeHost host(kMirror);
  host.start();
  const auto first = host.stream("s", "x").answer;
  EXPECT_EQ(host.stream("s", "x").answer, first);
  EXPECT_EQ(host.send({{"type", "stop"}}).answer, "[]");
}

TEST(Channel, is_told_answers_with_their_bodies_as_bytes) {
  testing::FakeHost host(kMirror);
  host.start();
  const auto turn = host.send({{"type", "http_response"}, {"tag", "t"}, {"status", 503}, {"headers", {{"x-a", "b"}}}, {"was_sent", true}},
                              std::string_view("\0\xFF", 2));
  EXPECT_EQ(logged(turn, "answer"), std::string("503bsent\0\uFFFD", 12).substr(0, 8));
  EXPECT_EQ(turn.one("log").at("text").as_string(), boost::json::string_view("503bsent\0\uFFFD", 12));
}

TEST(Channel, never_asks_for_a_timer_in_the_past_by_mistake) {
  testing::FakeHost host(kMirror);
  host.start();
  const auto turn = host.send({{"type", "timer"}, {"tag", "t"}});
  EXPECT_EQ(turn.answer, R"([{"type":"set_timer","tag":"t","after_ms":0},{"type":"set_timer","tag":"other","after_ms":-1}])");
}

TEST(Channel, refuses_webhooks_and_deliveries_that_nobody_takes) {
  testing::FakeHost host(kMirror);
  host.start();
  EXPECT_EQ(host.webhook({{"tag", "w"}}, "").one("respond").at("status"), 404);
  const auto receipt = host.send({{"type", "deliver"}, {"delivery", "d"}, {"kind", "reply"}}).one("receipt");
  EXPECT_EQ(receipt.at("state"), "failed");
  EXPECT_EQ(receipt.at("reason"), "cannot_reply");
}

}  // namespace
}  // namespace seva
