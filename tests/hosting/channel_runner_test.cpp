#include "hosting/support/channel_world.hpp"

namespace seva::hosting {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST_F(ChannelRunnerTest, WebhookIsAnsweredOnlyAfterItsMessagesAreCommitted) {
  run(accept_webhooks);
  ledger_.hold();
  auto answer = receive("m1");
  ledger_.await_commit_under_way();
  EXPECT_EQ(answer.wait_for(0s), std::future_status::timeout);
  ledger_.release();
  EXPECT_EQ(answer.get().status, 200);
  EXPECT_THAT(ledger_.messages(), ElementsAre("m1"));
}

TEST_F(ChannelRunnerTest, FailedCommitAcknowledgesNothingAndStartsTheChannelAgain) {
  run(accept_webhooks);
  ledger_.fail_next(1);
  EXPECT_EQ(receive("m1").get().status, 503);
  EXPECT_THAT(states_.await(PluginState::failed), HasSubstr("could not be stored"));
  EXPECT_THAT(ledger_.turns(), IsEmpty());
  steady_.advance_when_slept_for(1s);
  states_.await(PluginState::running, 2);
  EXPECT_EQ(receive("m1").get().status, 200);
  EXPECT_EQ(plugin_->opened, 2);
}

TEST_F(ChannelRunnerTest, WhatWaitsTogetherIsCommittedTogetherAndInOrder) {
  ChannelRunner& runner = run([](const object& event, std::string_view) { return receipt_deliveries(event); });
  states_.await(PluginState::running);
  ledger_.hold();
  ASSERT_TRUE(runner.deliver(delivery(1), false));
  ledger_.await_commit_under_way();
  for (std::int64_t id = 2; id <= 4; ++id) ASSERT_TRUE(runner.deliver(delivery(id), false));
  ledger_.release();
  const auto turns = ledger_.await(2);
  ASSERT_EQ(turns.size(), 2U);
  EXPECT_EQ(turns[0].receipts.size(), 1U);
  ASSERT_EQ(turns[1].receipts.size(), 3U);
  EXPECT_EQ(turns[1].receipts[0].delivery.value, 2);
  EXPECT_EQ(turns[1].receipts[2].delivery.value, 4);
}

TEST_F(ChannelRunnerTest, MoreThanMayWaitIsRefusedAtOnce) {
  ChannelRunner& runner = run([](const object& event, std::string_view) { return receipt_deliveries(event); });
  states_.await(PluginState::running);
  ledger_.hold();
  ASSERT_TRUE(runner.deliver(delivery(1), false));
  ledger_.await_commit_under_way();
  for (std::size_t id = 2; id <= kTurnsAhead; ++id) ASSERT_TRUE(runner.deliver(delivery(static_cast<std::int64_t>(id)), false));
  EXPECT_FALSE(runner.deliver(delivery(999), false));
  EXPECT_EQ(runner.receive(webhook("m1")).status, 503);
  EXPECT_EQ(runner.figures().webhooks_refused, 1);
  ledger_.release();
}

TEST_F(ChannelRunnerTest, PoisonWebhookIsTriedTwiceAndThenSetAside) {
  run([](const object& event, std::string_view payload) -> std::optional<std::string> {
    if (payload == "poison") return std::nullopt;
    return accept_webhooks(event, payload);
  });
  auto poison = receive("poison");
  states_.await(PluginState::failed, 1);
  EXPECT_EQ(poison.wait_for(0s), std::future_status::timeout);
  steady_.advance_when_slept_for(1s);
  EXPECT_EQ(poison.get().status, 500);
  const auto turns = ledger_.turns();
  ASSERT_EQ(turns.size(), 1U);
  ASSERT_EQ(turns[0].unreadable.size(), 1U);
  EXPECT_EQ(turns[0].unreadable[0].bytes, "poison");
  EXPECT_EQ(turns[0].unreadable[0].reason, "plugin_failed");
  EXPECT_EQ(turns[0].unreadable[0].origin, "webhook");
  steady_.advance_when_slept_for(2s);
  EXPECT_EQ(receive("m1").get().status, 200);
}

actions::DeadLetter letter_of(const actions::Unreadable& unreadable) {
  actions::DeadLetter letter;
  letter.id = {7};
  letter.bytes = unreadable.bytes;
  letter.size = unreadable.size;
  letter.event = unreadable.event;
  letter.tag = unreadable.tag;
  letter.head = unreadable.head;
  return letter;
}

TEST_F(ChannelRunnerTest, WhatWasSetAsideIsHandedAgainTheWholeWayOnceThePluginIsMended) {
  std::atomic<bool> is_mended{false};
  ChannelRunner& runner = run([&](const object& event, std::string_view payload) -> std::optional<std::string> {
    if (!is_mended && payload == "poison") return std::nullopt;
    return accept_webhooks(event, payload);
  });
  auto poison = receive("poison");
  states_.await(PluginState::failed, 1);
  steady_.advance_when_slept_for(1s);
  EXPECT_EQ(poison.get().status, 500);
  const actions::DeadLetter letter = letter_of(ledger_.turns().at(0).unreadable.at(0));
  EXPECT_EQ(letter.event, "webhook");
  EXPECT_THAT(letter.head, HasSubstr("\"method\""));
  EXPECT_THAT(letter.head, HasSubstr("x-name"));
  for (const char* secret : {"authorization", "c2VjcmV0", "cookie", "secret"}) EXPECT_THAT(letter.head, ::testing::Not(HasSubstr(secret)));
  EXPECT_FALSE(runner.hand_again(letter).valid()) << "there is no instance yet";
  is_mended = true;
  steady_.advance_when_slept_for(2s);
  states_.await(PluginState::running, 3);
  EXPECT_TRUE(runner.hand_again(letter).get());
  EXPECT_THAT(ledger_.messages(), ElementsAre("poison"));
}

TEST_F(ChannelRunnerTest, WhatFailsAgainIsSetAsideNoSecondTime) {
  ChannelRunner& runner = run([](const object& event, std::string_view payload) -> std::optional<std::string> {
    if (payload == "poison\n") return std::nullopt;
    return accept_webhooks(event, payload);
  });
  states_.await(PluginState::running);
  actions::DeadLetter letter;
  letter.id = {7};
  letter.bytes = "poison\n";
  letter.event = "stream_data";
  letter.tag = "s";
  EXPECT_FALSE(runner.hand_again(letter).get());
  EXPECT_THAT(ledger_.turns(), IsEmpty());
}

TEST_F(ChannelRunnerTest, PoisonDeliveryFailsForGood) {
  ChannelRunner& runner = run([](const object& event, std::string_view) -> std::optional<std::string> {
    if (text_of(event, "type") == "deliver") return std::nullopt;
    return "[]";
  });
  states_.await(PluginState::running);
  ASSERT_TRUE(runner.deliver(delivery(7), false));
  states_.await(PluginState::failed, 1);
  steady_.advance_when_slept_for(1s);
  const auto turns = ledger_.await(1);
  ASSERT_EQ(turns[0].receipts.size(), 1U);
  EXPECT_EQ(turns[0].receipts[0].delivery.value, 7);
  EXPECT_EQ(turns[0].receipts[0].state, actions::Receipt::State::failed);
}

TEST_F(ChannelRunnerTest, StreamDataThatFailsIsHandedAgainPartByPart) {
  ChannelRunner& runner = run([](const object& event, std::string_view payload) -> std::optional<std::string> {
    if (text_of(event, "type") != "stream_data") return "[]";
    if (payload.find("bad") != std::string_view::npos) return std::nullopt;
    return "[" + accepting(std::string(payload.substr(0, payload.size() - 1))) + "]";
  });
  states_.await(PluginState::running);
  ASSERT_TRUE(runner.take_stream_data("s", {"p1\n", "bad\n", "p3\n"}));
  for (int failure = 1; failure <= 3; ++failure) {
    states_.await(PluginState::failed, failure);
    steady_.advance_when_slept_for(60s);
  }
  ledger_.await(3);
  EXPECT_THAT(ledger_.messages(), ElementsAre("p1", "p3"));
  EXPECT_EQ(runner.figures().dead_letters, 1);
}

TEST_F(ChannelRunnerTest, TurnsBeforeAFailureAreKept) {
  std::promise<void> may_start;
  ChannelRunner& runner = run([started = may_start.get_future().share()](const object& event, std::string_view) -> std::optional<std::string> {
    if (text_of(event, "type") == "start") return "[]";
    started.wait();
    if (text_of(event, "type") == "deliver" && text_of(event, "delivery") == "2") return std::nullopt;
    return receipt_deliveries(event);
  });
  states_.await(PluginState::running);
  ASSERT_TRUE(runner.deliver(delivery(1), false));
  ASSERT_TRUE(runner.deliver(delivery(2), false));
  may_start.set_value();
  const auto turns = ledger_.await(1);
  EXPECT_EQ(turns[0].receipts[0].delivery.value, 1);
  states_.await(PluginState::failed);
}

TEST_F(ChannelRunnerTest, TimerComesWhenItsTimeHasComeAndTheSameTagReplaces) {
  run([](const object& event, std::string_view) -> std::optional<std::string> {
    const std::string type = text_of(event, "type");
    if (type == "start")
      return R"([{"type": "set_timer", "tag": "tick", "after_ms": 9000}, {"type": "set_timer", "tag": "tick", "after_ms": 5000},
                 {"type": "set_timer", "tag": "never", "after_ms": 1000}, {"type": "set_timer", "tag": "never", "after_ms": -1}])";
    if (type == "timer") return "[" + accepting(text_of(event, "tag")) + "]";
    return "[]";
  });
  states_.await(PluginState::running);
  steady_.advance_when_slept_for(4999ms);
  EXPECT_THAT(ledger_.turns(), IsEmpty());
  steady_.advance_when_slept_for(1ms);
  ledger_.await(1);
  EXPECT_THAT(ledger_.messages(), ElementsAre("tick"));
}

TEST_F(ChannelRunnerTest, StartBringsConfigurationSecretsStateFilesAndLead) {
  store_.states = {{"c", "cursor", "41", false}};
  std::promise<std::pair<object, std::string>> start;
  run([&](const object& event, std::string_view payload) -> std::optional<std::string> {
    if (text_of(event, "type") == "start") start.set_value({event, std::string(payload)});
    return "[]";
  });
  const auto [event, payload] = start.get_future().get();
  EXPECT_EQ(boost::json::serialize(event.at("config")), R"({"greeting":"hello"})");
  EXPECT_EQ(boost::json::serialize(event.at("secrets")), R"({"token":["current","previous"]})");
  EXPECT_EQ(boost::json::serialize(event.at("state")), R"({"cursor":"41"})");
  EXPECT_EQ(boost::json::serialize(event.at("files")), R"({"words":[0,4]})");
  EXPECT_EQ(payload, "file");
  EXPECT_TRUE(event.at("lead").as_bool());
}

TEST_F(ChannelRunnerTest, RequestIsMadeAfterTheCommitAndItsAnswerComesBack) {
  run([](const object& event, std::string_view payload) -> std::optional<std::string> {
    const std::string type = text_of(event, "type");
    if (type == "start")
      return R"([{"type": "http_request", "tag": "poll", "method": "GET", "url": "https://service.example/a"}, {"type": "save", "key": "k", "value": "v"}])";
    if (type == "http_response") return "[" + accepting(text_of(event, "tag") + "-" + std::string(payload)) + "]";
    return "[]";
  });
  auto asked = broker_.await(1);
  ASSERT_EQ(ledger_.turns().size(), 1U);
  EXPECT_EQ(ledger_.turns()[0].saves[0].key, "k");
  EXPECT_THAT(asked.allowed_hosts.declared, ElementsAre("service.example"));
  asked.answered({200, {}, "body", {}, true});
  ledger_.await(2);
  EXPECT_THAT(ledger_.messages(), ElementsAre("poll-body"));
}

TEST_F(ChannelRunnerTest, AnswerForAnInstanceThatEndedIsDropped) {
  run([](const object& event, std::string_view payload) -> std::optional<std::string> {
    const std::string type = text_of(event, "type");
    if (type == "start") return R"([{"type": "http_request", "tag": "poll", "method": "GET", "url": "https://service.example/a"}])";
    if (type == "http_response" && payload == "html") return std::nullopt;
    if (type == "http_response") return "[" + accepting(std::string(payload)) + "]";
    return "[]";
  });
  auto first = broker_.await(1);
  first.answered({200, {}, "html", {}, true});
  states_.await(PluginState::failed);
  first.answered({200, {}, "late", {}, true});
  steady_.advance_when_slept_for(1s);
  broker_.await(2).answered({200, {}, "fresh", {}, true});
  ledger_.await(1);
  EXPECT_THAT(ledger_.messages(), ElementsAre("fresh"));
}

TEST_F(ChannelRunnerTest, EffectsThatAreRefusedEndTheInstanceByName) {
  run([](const object& event, std::string_view) -> std::optional<std::string> {
    if (text_of(event, "type") == "start")
      return R"([{"type": "log", "level": "info", "code": "c", "text": ""}, {"type": "set_timer", "tag": "t", "after_ms": "soon"}])";
    return "[]";
  });
  EXPECT_THAT(states_.await(PluginState::failed), HasSubstr("effects[1].after_ms"));
}

TEST_F(ChannelRunnerTest, MoreStateThanAPluginMayKeepIsRefused) {
  store_.states = {{"c", "old", std::string(kStateBytes / 2, 'x'), false}};
  run([](const object& event, std::string_view) -> std::optional<std::string> {
    if (text_of(event, "type") == "start") return R"([{"type": "save", "key": "new", "value": ")" + std::string(kStateBytes / 2, 'y') + R"("}])";
    return "[]";
  });
  EXPECT_THAT(states_.await(PluginState::failed), HasSubstr("1 MB"));
  EXPECT_THAT(ledger_.turns(), IsEmpty());
}

TEST_F(ChannelRunnerTest, HealthIsPassedOn) {
  run([](const object&, std::string_view) -> std::optional<std::string> {
    return R"([{"type": "health", "part": "poll", "state": "needs_login", "detail": "renew the token"}])";
  });
  const HealthReport report = states_.await_health();
  EXPECT_EQ(report.part, "poll");
  EXPECT_EQ(report.state, HealthState::needs_login);
}

TEST_F(ChannelRunnerTest, StoppingLetsAnOpenResponseFinish) {
  run([tag = std::string()](const object& event, std::string_view) mutable -> std::optional<std::string> {
    const std::string type = text_of(event, "type");
    if (type == "webhook") {
      tag = text_of(event, "tag");
      return R"([{"type": "http_request", "tag": "look-up", "method": "GET", "url": "https://service.example/a"}])";
    }
    if (type == "http_response") return "[" + responding(tag, 202) + "]";
    return "[]";
  });
  auto answer = receive("m1");
  auto asked = broker_.await(1);
  auto stopped = std::async(std::launch::async, [this] { runner_->stop(); });
  asked.answered({200, {}, "found", {}, true});
  EXPECT_EQ(answer.get().status, 202);
  stopped.get();
  EXPECT_EQ(runner_->receive(webhook("m2")).status, 503);
}

TEST_F(ChannelRunnerTest, WebhookThatNobodyAnswersGets503AfterItsTime) {
  services_.webhook_patience = 1ms;
  run([](const object&, std::string_view) -> std::optional<std::string> { return "[]"; });
  EXPECT_EQ(receive("m1").get().status, 503);
}

TEST_F(ChannelRunnerTest, BodyBeyondTheLimitNeverReachesThePlugin) {
  ChannelRunner& runner = run(accept_webhooks);
  EXPECT_EQ(runner.receive(webhook(std::string(kBodyBytes + 1, 'x'))).status, 413);
}

TEST_F(ChannelRunnerTest, FiveCrashesInTenMinutesEndTheTrying) {
  crash_limit_ = 5;
  ChannelRunner& runner = run([](const object&, std::string_view) -> std::optional<std::string> { return std::nullopt; });
  int failures = 0;
  for (const auto wait : {1s, 2s, 4s, 8s}) {
    states_.await(PluginState::failed, ++failures);
    EXPECT_FALSE(runner.is_quarantined());
    steady_.advance_when_slept_for(wait);
  }
  states_.await(PluginState::failed, ++failures);
  while (!runner.is_quarantined()) std::this_thread::yield();
  steady_.advance(24h);
  EXPECT_EQ(receive("m1").get().status, 503) << "at once";
  EXPECT_EQ(plugin_->opened, 5);
}

TEST_F(ChannelRunnerTest, EventWhoseProcessWasEndedFromOutsideIsHandedAgainAtOnceHoweverOften) {
  ChannelRunner& runner = run(accept_webhooks);
  states_.await(PluginState::running);
  plugin_->ends_from_outside = 7;
  EXPECT_EQ(receive("m1").get().status, 200) << "no clock was moved: nobody waited for a backoff";
  EXPECT_THAT(ledger_.messages(), ::testing::ElementsAre("m1"));
  EXPECT_EQ(runner.figures().dead_letters, 0);
}

TEST_F(ChannelRunnerTest, EndsFromOutsideCountAsCrashes) {
  crash_limit_ = 3;
  ChannelRunner& runner = run(accept_webhooks);
  states_.await(PluginState::running);
  plugin_->ends_from_outside = 3;
  auto response = receive("m1");
  while (!runner.is_quarantined()) std::this_thread::yield();
  EXPECT_EQ(runner.figures().dead_letters, 0) << "the event is not to blame";
  runner.stop();
  EXPECT_EQ(response.get().status, 503);
}

TEST_F(ChannelRunnerTest, StartThatKeepsFailingIsTriedAgainEverMoreRarely) {
  run([](const object&, std::string_view) -> std::optional<std::string> { return std::nullopt; });
  int failures = 0;
  for (const auto wait : {1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s}) {
    states_.await(PluginState::failed, ++failures);
    steady_.advance_when_slept_for(wait - 1ms);
    EXPECT_EQ(plugin_->opened, failures);
    steady_.advance_when_slept_for(1ms);
  }
  states_.await(PluginState::failed, ++failures);
}

TEST_F(ChannelRunnerTest, AnAttachmentIsSentBetweenBodyAndEndAndItsBytesNeverCrossTheBoundary) {
  services_.attachments = [](const std::string& channel, const std::string& attachment) -> std::optional<std::string> {
    return channel == "c" && attachment == "7" ? std::optional<std::string>(std::string("\0\xFF picture", 10)) : std::nullopt;
  };
  std::string answers;
  int count = 0;
  std::mutex mutex;
  std::condition_variable heard;  // turns may be committed together, so they are not counted
  ChannelRunner& runner = run([&](const object& event, std::string_view) -> std::optional<std::string> {
    if (text_of(event, "type") == "http_response") {
      const std::lock_guard lock(mutex);
      answers += text_of(event, "tag") + ":" + (event.contains("error") ? text_of(event, "error") : "") + " ";
      ++count;
      heard.notify_all();
      return "[]";
    }
    if (text_of(event, "type") != "deliver") return "[]";
    return R"([{"type": "http_request", "tag": "there", "method": "POST", "url": "https://service.example/", "body": "before ", "body_from": "7", "body_end": " after"},
               {"type": "http_request", "tag": "gone", "method": "POST", "url": "https://service.example/", "body": "before ", "body_from": "8"}])";
  });
  states_.await(PluginState::running);
  ASSERT_TRUE(runner.deliver(delivery(1), false));
  const auto asked = broker_.await(1);
  EXPECT_EQ(asked.request.body, "before " + std::string("\0\xFF picture", 10) + " after");
  EXPECT_EQ(asked.request.body_from, "");
  asked.answered({200, {}, "", {}, true});
  std::unique_lock lock(mutex);
  heard.wait(lock, [&] { return count == 2; });
  EXPECT_THAT(answers, HasSubstr("gone:no_attachment "));
  EXPECT_THAT(answers, HasSubstr("there: "));
}

}  // namespace
}  // namespace seva::hosting
