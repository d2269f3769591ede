#include "hosting/department.hpp"

#include <gmock/gmock.h>

#include <future>

#include "hosting/support/fake_clock.hpp"
#include "hosting/support/fake_plugin.hpp"
#include "hosting/support/fake_store.hpp"
#include "hosting/support/ledger.hpp"

namespace seva::hosting {
namespace {

using namespace std::chrono_literals;
using boost::json::object;
using ::testing::HasSubstr;

/// Assesses each message for U1, in the order given.
std::optional<std::string> assess_all(const object& event, std::string_view payload) {
  const std::string type = text_of(event, "type");
  if (type == "check_outcome") return R"([{"type": "outcome_checked", "problems": [{"field": "number", "code": "taken", "arguments": ["1"]}]}])";
  if (type != "assess") return "[]";
  std::string results;
  const auto messages = boost::json::parse({payload.data(), payload.size()});
  for (const auto& message : messages.as_array())
    results +=
        (results.empty() ? "" : ", ") + (R"({"index": )" + boost::json::serialize(message.at("index"))) +
        R"(, "relevance": {"kind": "grievance", "score": 0.9}, "category": "ANY", "unit": "U1", "facts": {"text": )" +
        boost::json::serialize(message.at("text")) +
        R"(}, "confidential": true, "reasons": [{"aspect": "unit", "code": "by_word", "arguments": ["a"], "weight": 0.5, "words": [[0, 1]]}]})";
  return R"([{"type": "assessed", "results": [)" + results + "]}]";
}

class DepartmentTest : public ::testing::Test {
 protected:
  DepartmentTest() {
    domain::Unit unit;
    unit.code = "U1";
    unit.name = {"One", "एक"};
    instance_.units = domain::UnitTree::build({unit}).value();
    domain::Account ours;
    ours.handle = "ours";
    ours.department = "d";
    domain::Account others = ours;
    others.handle = "others";
    others.department = "other";
    instance_.accounts = {ours, others};
  }

  Department& department(FakePlugin::Handle handle) {
    auto process = std::make_unique<FakePlugin>(std::move(handle));
    process_ = process.get();
    plugin_.manifest.id = "d";
    plugin_.manifest.outcomes = {{"done", {"Done", "हो गया"}, {{"number", {"Number", "संख्या"}, true, {}, "line", "[0-9]+"}}}};
    plugin_.process = std::move(process);
    department_ = std::make_unique<Department>(plugin_, StartMaterial{}, instance_, Department::Services{states_, stamps_, steady_},
                                               Department::Rules{{crash_limit_, std::chrono::minutes{10}}});
    return *department_;
  }
  std::optional<std::vector<domain::Assessment>> assess(std::size_t count) {
    messages_.resize(count);
    std::vector<actions::Assessable> asked;
    for (std::size_t index = 0; index < count; ++index) {
      messages_[index].text = "text " + std::to_string(index);
      asked.push_back({&messages_[index], {}, false});
    }
    return department_->assess(asked);
  }
  static domain::Outcome outcome(const std::string& code, std::map<std::string, std::string> fields) { return {code, std::move(fields)}; }

  FakeClock clock_;
  Stamps stamps_{clock_};
  FakeSteadyClock steady_;
  StateLog states_;
  domain::Instance instance_;
  InstalledPlugin plugin_;
  FakePlugin* process_ = nullptr;
  std::unique_ptr<Department> department_;
  std::vector<domain::Message> messages_;
  std::size_t crash_limit_ = 5;
};

TEST_F(DepartmentTest, EachMessageGetsItsOwnAssessmentOverManyBatches) {
  std::atomic<std::size_t> largest{0};
  department([&](const object& event, std::string_view payload) {
    if (text_of(event, "type") == "assess")
      largest = std::max<std::size_t>(largest, boost::json::parse({payload.data(), payload.size()}).as_array().size());
    return assess_all(event, payload);
  });
  const auto assessments = assess(250);
  ASSERT_TRUE(assessments);
  ASSERT_EQ(assessments->size(), 250U);
  EXPECT_EQ(assessments->at(249).facts.at("text"), "text 249");
  EXPECT_EQ(assessments->at(0).department, "d");
  EXPECT_TRUE(assessments->at(0).is_confidential);
  EXPECT_EQ(assessments->at(0).reasons.at(0).words.at(0), std::pair(0U, 1U));
  EXPECT_EQ(largest, 100U);
  states_.await(PluginState::running);
}

TEST_F(DepartmentTest, StartBringsUnitsAndTheAccountsThatAreItsBusiness) {
  object start;
  department([&](const object& event, std::string_view) {
    if (text_of(event, "type") == "start") start = event;
    return "[]";
  });
  EXPECT_EQ(boost::json::serialize(start.at("units")), R"([{"code":"U1","parent":"","kind":"","names":["One","एक"],"aliases":[]}])");
  EXPECT_EQ(start.at("accounts").as_array().size(), 1U);
  EXPECT_EQ(start.at("accounts").at(0).at("handle"), "ours");
}

TEST_F(DepartmentTest, FailureAnswersNothingAndItStartsAgainLater) {
  auto is_broken = std::make_shared<std::atomic<bool>>(true);
  department([is_broken](const object& event, std::string_view payload) -> std::optional<std::string> {
    if (text_of(event, "type") == "assess" && *is_broken) return std::nullopt;
    return assess_all(event, payload);
  });
  EXPECT_FALSE(assess(1));
  states_.await(PluginState::failed);
  *is_broken = false;
  EXPECT_FALSE(assess(1));
  EXPECT_EQ(process_->opened, 1);
  steady_.advance(1s);
  EXPECT_TRUE(assess(1));
  states_.await(PluginState::running, 2);
}

TEST_F(DepartmentTest, QuestionWhoseProcessWasEndedFromOutsideIsAskedAgainAtOnce) {
  crash_limit_ = 1000;
  Department& asked = department(assess_all);
  for (int round = 0; round < 6; ++round) {
    process_->ends_from_outside = 2;
    EXPECT_TRUE(assess(1));
    process_->ends_from_outside = 2;
    EXPECT_TRUE(asked.check_outcome({}, outcome("done", {{"number", "1"}})));
  }
  EXPECT_FALSE(asked.is_quarantined());
  process_->ends_from_outside = 1000;
  EXPECT_FALSE(assess(1)) << "whoever ends each of them is not outlasted";
}

TEST_F(DepartmentTest, EndsFromOutsideAreSeenAndCountAsCrashes) {
  Department& asked = department(assess_all);
  states_.await(PluginState::running);
  process_->ends_from_outside = 1;
  EXPECT_TRUE(assess(1));
  EXPECT_THAT(states_.await(PluginState::failed), HasSubstr("ended from outside"));
  states_.await(PluginState::running, 2);
  EXPECT_EQ(states_.starts(), 2) << "the one that took its place";
  for (int crash = 2; crash < 5; ++crash) {
    process_->ends_from_outside = 1;
    EXPECT_TRUE(assess(1));
    EXPECT_FALSE(asked.is_quarantined());
  }
  process_->ends_from_outside = 1;
  EXPECT_FALSE(assess(1));
  EXPECT_TRUE(asked.is_quarantined());
  EXPECT_EQ(states_.quarantined(), 1);
  steady_.advance(24h);
  const int opened = process_->opened;
  EXPECT_FALSE(assess(1));
  EXPECT_EQ(process_->opened, opened);
}

TEST_F(DepartmentTest, QuarantineEndsTheInstancesThatWaitToo) {
  auto is_broken = std::make_shared<std::atomic<bool>>(false);
  std::promise<void> both_ask;
  auto waiting = std::make_shared<std::atomic<int>>(0);
  crash_limit_ = 1;
  Department& asked = department(
      [=, release = both_ask.get_future().share(), &both_ask](const object& event, std::string_view payload) -> std::optional<std::string> {
        if (text_of(event, "type") == "assess") {
          if (++*waiting == 2) both_ask.set_value();
          release.wait();
          if (*is_broken) return std::nullopt;
        }
        return assess_all(event, payload);
      });
  domain::Message message;
  message.text = "t";
  const std::vector<actions::Assessable> one{{&message, {}, false}};
  auto other = std::async(std::launch::async, [&] { return department_->assess(one); });
  EXPECT_TRUE(assess(1));
  EXPECT_TRUE(other.get());
  EXPECT_EQ(process_->opened, 2);
  *is_broken = true;
  EXPECT_FALSE(assess(1));
  EXPECT_TRUE(asked.is_quarantined());
  *is_broken = false;
  EXPECT_FALSE(assess(1)) << "the other instance is ended as well";
}

TEST_F(DepartmentTest, CrashesBeyondTheLimitEndTheTrying) {
  Department& asked = department([](const object& event, std::string_view) -> std::optional<std::string> {
    return text_of(event, "type") == "start" ? std::optional<std::string>("[]") : std::nullopt;
  });
  for (const auto wait : {1s, 2s, 4s, 8s}) {
    EXPECT_FALSE(assess(1));
    EXPECT_FALSE(asked.is_quarantined());
    steady_.advance(wait);
  }
  EXPECT_FALSE(assess(1));
  EXPECT_TRUE(asked.is_quarantined());
  steady_.advance(24h);
  EXPECT_FALSE(assess(1));
  EXPECT_EQ(process_->opened, 5);
}

TEST_F(DepartmentTest, AnswersThatDoNotFitTheQuestionAreRefused) {
  const auto answered = [&](const std::string& results) {
    department([results](const object& event, std::string_view) -> std::optional<std::string> {
      return text_of(event, "type") == "assess" ? R"([{"type": "assessed", "results": [)" + results + "]}]" : "[]";
    });
    const bool is_taken = assess(1).has_value();
    return is_taken ? std::string() : states_.await(PluginState::failed);
  };
  const std::string head = R"({"index": 0, "relevance": {"kind": "query", "score": 0.5})";
  EXPECT_EQ(answered(head + "}"), "");
  EXPECT_THAT(answered(""), HasSubstr("not assessed"));
  EXPECT_THAT(answered(head + "}, " + head + "}"), HasSubstr("results[1].index"));
  EXPECT_THAT(answered(R"({"index": 1, "relevance": {"kind": "query", "score": 0.5}})"), HasSubstr("results[0].index"));
  EXPECT_THAT(answered(head + R"(, "unit": "ELSEWHERE"})"), HasSubstr("results[0].unit"));
  EXPECT_THAT(answered(R"({"index": 0, "relevance": {"kind": "query", "score": 1.5}})"), HasSubstr("relevance.score"));
  EXPECT_THAT(answered(head + R"(, "reasons": [{"aspect": "unit", "code": "c", "words": [[5, 9]]}]})"), HasSubstr("words[0][1]"));
  EXPECT_THAT(answered(head + R"(, "reasons": [{"aspect": "deadline", "code": "c"}]})"), HasSubstr("aspect"));
  EXPECT_THAT(answered(head + R"(, "sealed": true})"), HasSubstr("results[0].sealed"));
}

TEST_F(DepartmentTest, OutcomesAreHeldAgainstTheirFormBeforeThePluginIsAsked) {
  Department& asked = department(assess_all);
  const domain::Ticket ticket;
  EXPECT_EQ(asked.check_outcome(ticket, outcome("other", {})).value().at(0).code, "outcome_unknown");
  EXPECT_EQ(asked.check_outcome(ticket, outcome("done", {})).value().at(0).code, "field_required");
  EXPECT_EQ(asked.check_outcome(ticket, outcome("done", {{"number", "x"}})).value().at(0).code, "field_invalid");
  EXPECT_EQ(asked.check_outcome(ticket, outcome("done", {{"number", "1"}})).value().at(0).code, "taken");
}

TEST_F(DepartmentTest, ThreadsThatAskTogetherGetInstancesOfTheirOwnThatStartedAlike) {
  auto starts = std::make_shared<std::vector<std::string>>();
  auto guard = std::make_shared<std::mutex>();
  std::promise<void> both_ask;
  auto waiting = std::make_shared<std::atomic<int>>(0);
  department([=, release = both_ask.get_future().share(), &both_ask](const object& event, std::string_view payload) -> std::optional<std::string> {
    if (text_of(event, "type") == "start") {
      const std::lock_guard lock(*guard);
      starts->push_back(boost::json::serialize(event));
    } else {
      if (++*waiting == 2) both_ask.set_value();
      release.wait();
    }
    return assess_all(event, payload);
  });
  domain::Message message;
  message.text = "t";
  const std::vector<actions::Assessable> one{{&message, {}, false}};
  auto other = std::async(std::launch::async, [&] { return department_->assess(one); });
  EXPECT_TRUE(department_->assess(one));
  EXPECT_TRUE(other.get());
  ASSERT_EQ(starts->size(), 2U);
  EXPECT_EQ(starts->at(0), starts->at(1));
}

TEST_F(DepartmentTest, KnowsWhetherAStartWouldBeTheSame) {
  Department& running = department(assess_all);
  EXPECT_TRUE(running.is_started_with({}, instance_));
  StartMaterial other;
  other.config_json = R"({"a": 1})";
  EXPECT_FALSE(running.is_started_with(other, instance_));
  domain::Instance renamed = instance_;
  renamed.accounts[0].unit = "U1";
  EXPECT_FALSE(running.is_started_with({}, renamed));
}

}  // namespace
}  // namespace seva::hosting
