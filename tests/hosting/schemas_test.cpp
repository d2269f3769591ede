#include "seva/testing/schema.hpp"

#include <gmock/gmock.h>

#include <boost/json.hpp>

#include "domain/delivery.hpp"
#include "hosting/department_answers.hpp"
#include "hosting/effects.hpp"
#include "hosting/events.hpp"

/// What the kernel writes and reads, beside what sdk/schemas says of it.
namespace seva::hosting {
namespace {

using seva::testing::PluginKind;

const Stamp kAnyStamp{"e-1", domain::from_micros(1'700'000'000'000'000)};

std::string wrong_in(PluginKind kind, const std::string& event) {
  return seva::testing::event_problem(kind, boost::json::parse(event)).value_or(std::string());
}

StartMaterial material() {
  StartMaterial material;
  material.config_json = R"({"greeting": "hello"})";
  material.secrets = {{"token", {"current", "previous"}}};
  material.files = {{"words", 0, 4}};
  material.payload = "file";
  return material;
}

TEST(Schemas, TellOfEveryFieldOfEveryEventToAChannel) {
  const actions::PluginState state{"c", "cursor", "7", false};
  domain::CallSession call;
  call.call_id = "1.2";
  domain::CallUpdate update;
  update.sequence = 7;
  update.state = domain::CallState::wrap_up;
  merge(call.facts, update);
  const actions::WebhookRequest request{"POST", "https://x/\xff", "/\xc3", {{"q", "\xed\xa0\x80"}}, {{"x-name", "v"}}, {}};
  domain::Delivery delivery;
  delivery.id = {7};
  std::vector<std::string> events{start_event(kAnyStamp, material(), {&state, 1}, {&call, 1}, true),
                                  start_event(kAnyStamp, {}, {}, {}, false),
                                  stop_event(kAnyStamp),
                                  webhook_event(kAnyStamp, "w", request),
                                  timer_event(kAnyStamp, "t"),
                                  http_response_event(kAnyStamp, "r", {200, {{"content-type", "text/plain"}}, "body", {}, true}),
                                  http_response_event(kAnyStamp, "r", {0, {}, {}, "timeout", false}),
                                  stream_opened_event(kAnyStamp, "s", 0, {}),
                                  stream_closed_event(kAnyStamp, "s", "silent"),
                                  stream_data_event(kAnyStamp, "s")};
  for (const auto kind : {domain::DeliveryKind::reply, domain::DeliveryKind::private_message, domain::DeliveryKind::call_back}) {
    delivery.kind = kind;
    events.push_back(deliver_event(kAnyStamp, delivery, true));
  }
  for (const std::string& event : events) EXPECT_EQ(wrong_in(PluginKind::channel, event), "") << event;
}

TEST(Schemas, TellOfEveryFieldOfEveryEventToADepartment) {
  domain::Unit unit;
  unit.code = "U1";
  unit.name = {"Unit", "इकाई"};
  domain::Account account;
  account.handle = "seva";
  account.unit = "U1";
  domain::Ticket ticket;
  domain::Outcome outcome;
  outcome.code = "done";
  outcome.fields = {{"number", "7"}};
  for (const std::string& event : {department_start_event(kAnyStamp, material(), {&unit, 1}, {&account, 1}), assess_event(kAnyStamp),
                                   check_outcome_event(kAnyStamp, ticket, outcome)})
    EXPECT_EQ(wrong_in(PluginKind::department, event), "") << event;

  domain::Message message;
  message.text = "text";
  const std::vector<const domain::Account*> addressed{&account};
  for (const auto& location : {std::optional<domain::Location>{}, std::optional(domain::Location{26.8, 80.9, "Lucknow"}),
                               std::optional(domain::Location{0, 0, "Aliganj"})}) {
    message.location = location;
    const actions::Assessable assessable{&message, addressed, true};
    const std::string payload = assess_payload({&assessable, 1});
    EXPECT_EQ(seva::testing::assess_payload_problem(boost::json::parse(payload)).value_or(""), "") << payload;
  }
}

TEST(Schemas, AreNotContentWithWhatTheyDoNotTellOf) {
  EXPECT_NE(wrong_in(PluginKind::channel, R"({"id":"1","now":1,"type":"timer","tag":"t","novelty":1})"), "");
  EXPECT_NE(wrong_in(PluginKind::channel, R"({"id":"1","now":1,"type":"timer"})"), "");
  EXPECT_NE(wrong_in(PluginKind::channel, R"({"id":"1","now":1,"type":"assess"})"), "") << "that is for departments";
  EXPECT_NE(wrong_in(PluginKind::channel, R"({"id":"1","now":"1","type":"stop"})"), "");
}

/// Both agree about each of these.
TEST(Schemas, RefuseTheEffectsThatTheKernelRefuses) {
  const std::pair<const char*, bool> effects[] = {
      {R"({"type":"accept","messages":[{"source_id":"1","author":{"id":"a"},"text":"t","sent_at":1}]})", true},
      {R"({"type":"accept","messages":[{"source_id":"1","author":{"id":"a","phone":"1"},"text":"t","sent_at":1}]})", false},
      {R"({"type":"accept","messages":[{"source_id":"","author":{"id":"a"},"text":"t","sent_at":1}]})", false},
      {R"({"type":"accept","messages":[{"source_id":"1","author":{"id":"a"},"text":"t","sent_at":9007199254740992}]})", false},
      {R"({"type":"accept","calls":[{"call_id":"1","sequence":1,"state":"lost","at":1}]})", false},
      {R"({"type":"accept"})", true},
      {R"({"type":"save","key":"k","value":"v"})", true},
      {R"({"type":"save","key":"k"})", false},
      {R"({"type":"receipt","delivery":"7","state":"sent"})", true},
      {R"({"type":"receipt","state":"sent"})", false},
      {R"({"type":"receipt","delivery":"7","state":"lost"})", false},
      {R"({"type":"respond","tag":"t","status":99})", false},
      {R"({"type":"respond","tag":"t","status":204,"headers":{"a":1}})", false},
      {R"({"type":"http_request","tag":"t","method":"GET"})", false},
      {R"({"type":"http_request","tag":"t","method":"GET","url":"https://x","timeout_ms":0})", false},
      {R"({"type":"open_stream","tag":"t","url":"tcp://x:1","delimiter":""})", false},
      {R"({"type":"send_stream","tag":"t"})", false},
      {R"({"type":"close_stream"})", false},
      {R"({"type":"set_timer","tag":"t","after_ms":1.5})", false},
      {R"({"type":"set_timer","tag":"t","after_ms":-1})", true},
      {R"({"type":"health","part":"p","state":"fine"})", false},
      {R"({"type":"log","level":"info","code":"c"})", false},
      {R"({"type":"log","level":"info","code":"c","text":""})", true},
      {R"({"type":"forget"})", false},
      {"7", false},
  };
  EffectsReader reader;
  for (const auto& [effect, is_right] : effects) {
    EXPECT_EQ(static_cast<bool>(reader.read("c", "[" + std::string(effect) + "]", 0)), is_right) << effect;
    EXPECT_EQ(!seva::testing::effect_problem(boost::json::parse(effect)), is_right) << effect;
  }
}

TEST(Schemas, RefuseTheAnswersOfDepartmentsThatTheKernelRefuses) {
  domain::Message message;
  message.text = "text";
  const actions::Assessable assessable{&message, {}, false};
  const std::pair<const char*, bool> results[] = {
      {R"({"index":0,"relevance":{"kind":"grievance","score":1}})", true},
      {R"({"index":0,"relevance":{"kind":"grievance","score":1.1}})", false},
      {R"({"index":0,"relevance":{"kind":"rumour"}})", false},
      {R"({"index":0})", false},
      {R"({"index":0,"relevance":{"kind":"query"},"priority":"soon"})", false},
      {R"({"index":0,"relevance":{"kind":"query"},"facts":{"train":12}})", false},
      {R"({"index":0,"relevance":{"kind":"query"},"candidates":[{"score":1}]})", false},
      {R"({"index":0,"relevance":{"kind":"query"},"reasons":[{"aspect":"deadline","code":"c"}]})", false},
      {R"({"index":0,"relevance":{"kind":"query"},"reasons":[{"aspect":"unit","code":"c","words":[[0,1]]}]})", true},
      {R"({"index":0,"relevance":{"kind":"query"},"reasons":[{"aspect":"unit","code":"c","words":[[0]]}]})", false},
      {R"({"index":0,"relevance":{"kind":"query"},"author":"a"})", false},
  };
  DepartmentReader reader;
  for (const auto& [result, is_right] : results) {
    const std::string effect = R"({"type":"assessed","results":[)" + std::string(result) + "]}";
    EXPECT_EQ(static_cast<bool>(reader.read("d", "[" + effect + "]", DepartmentQuestion::assess, {&assessable, 1})), is_right) << result;
    EXPECT_EQ(!seva::testing::effect_problem(boost::json::parse(effect)), is_right) << result;
  }
}

}  // namespace
}  // namespace seva::hosting
