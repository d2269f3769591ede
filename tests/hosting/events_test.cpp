#include "hosting/events.hpp"

#include <gmock/gmock.h>

#include <boost/json.hpp>

#include "hosting/json_writer.hpp"
#include "hosting/support/fake_store.hpp"

namespace seva::hosting {
namespace {

const Stamp kStamp{"e-1", domain::from_micros(1'700'000'000'000'000)};

boost::json::object parsed(const std::string& text) { return boost::json::parse(text).as_object(); }

TEST(Events, ForeignBytesNeverSpoilAnEvent) {
  const actions::WebhookRequest request{"POST", "https://x/\xff", "/\xc3", {{"q", "\xed\xa0\x80"}}, {{"x-name", std::string("a\0b\"\\\x01", 6)}}, {}};
  const auto event = parsed(webhook_event(kStamp, "w", request));
  EXPECT_EQ(event.at("type"), "webhook");
  EXPECT_EQ(event.at("url"), "https://x/\uFFFD");
  EXPECT_EQ(event.at("headers").at("x-name").as_string(), boost::json::string_view("a\0b\"\\\x01", 6));
}

TEST(Events, ValidTextOfEveryPlaneIsKept) {
  std::string out;
  JsonWriter(out).text("a é क्षि € 😀 \u2028");
  EXPECT_EQ(boost::json::parse(out).as_string(), "a é क्षि € 😀 \u2028");
}

TEST(Events, EveryEventHasAnIdOfItsOwn) {
  FakeClock clock;
  Stamps stamps(clock);
  const Stamp first = stamps.next();
  EXPECT_NE(first.id, stamps.next().id);
  EXPECT_EQ(parsed(stop_event(first)).at("now"), 1'700'000'000'000'000);
}

TEST(Events, StartTellsOfLiveCallsWithoutTheirCallers) {
  domain::CallSession call;
  call.call_id = "1.2";
  domain::CallUpdate update;
  update.sequence = 7;
  update.state = domain::CallState::answered;
  update.from = "1000043210";
  update.name = "Sunita";
  update.to = "queue";
  update.agent = "agent7";
  merge(call.facts, update);
  const std::string text = start_event({"e1", {}}, {}, {}, {&call, 1}, true);
  const auto known = boost::json::parse(text).at("calls").at(0);
  EXPECT_EQ(known, (boost::json::value{{"call_id", "1.2"}, {"sequence", 7}, {"state", "answered"}, {"to", "queue"}, {"agent", "agent7"}}));
  EXPECT_EQ(text.find("43210"), std::string::npos);
  EXPECT_EQ(text.find("Sunita"), std::string::npos);
}

TEST(Events, DeliverySaysWhereToAndWhetherItIsARetry) {
  domain::Delivery delivery;
  delivery.id = {9007199254740993};
  delivery.kind = domain::DeliveryKind::private_message;
  delivery.to = "a1";
  delivery.text = "डॉकेट";
  delivery.created_at = domain::from_micros(1'767'594'000'000'001);
  const auto event = parsed(deliver_event(kStamp, delivery, true));
  EXPECT_EQ(event.at("delivery"), "9007199254740993");
  EXPECT_EQ(event.at("kind"), "private");
  EXPECT_EQ(event.at("text"), "डॉकेट");
  EXPECT_EQ(event.at("queued_at"), 1'767'594'000'000'001);
  EXPECT_TRUE(event.at("retry").as_bool());
}

TEST(Events, DepartmentsNeverLearnWhoWrote) {
  domain::Message message;
  message.text = "text";
  message.author = {"author-id", "author-handle", "author-name"};
  message.thread = "thread-id";
  message.source_id = "source-id";
  domain::Account account;
  account.handle = "seva";
  account.is_hashtag = true;
  account.unit = "HQ";
  const std::vector<const domain::Account*> addressed{&account};
  const std::vector<actions::Assessable> messages{{&message, addressed, true}};
  const std::string payload = assess_payload(messages);
  for (const char* secret : {"author-id", "author-handle", "author-name", "thread-id", "source-id"})
    EXPECT_EQ(payload.find(secret), std::string::npos);
  const auto element = boost::json::parse(payload).at(0);
  EXPECT_EQ(element.at("addressed").at(0).at("account"), "#seva");
  EXPECT_EQ(element.at("addressed").at(0).at("unit"), "HQ");
  EXPECT_TRUE(element.at("is_reply").as_bool());
}

TEST(Events, PlaceWithoutDegreesHasNone) {
  domain::Message message;
  message.location = domain::Location{0, 0, "Aliganj"};
  const std::vector<actions::Assessable> messages{{&message, {}, false}};
  EXPECT_EQ(boost::json::serialize(boost::json::parse(assess_payload(messages)).at(0).at("location")), R"({"place":"Aliganj"})");
}

}  // namespace
}  // namespace seva::hosting
