#include "seva/department.hpp"

#include <gtest/gtest.h>

#include "seva/testing/fake_host.hpp"

namespace seva {
namespace {

/// Answers with what it was told.
class DepartmentMirror final : public Department {
  void on_start(const DepartmentStart& start, Notices& notices) override {
    std::string seen;
    for (const UnitView& unit : start.units) {
      for (const std::string_view name : unit.names) seen += std::string(unit.code) + "<" + std::string(unit.parent) + ":" + std::string(name) + " ";
    }
    for (const AccountView& account : start.accounts) seen += std::string(account.handle) + ">" + std::string(account.unit);
    notices.log(LogLevel::info, "seen", seen);
    notices.health("gazetteer", start.files.find("places") ? HealthState::ok : HealthState::degraded);
  }
  [[nodiscard]] Assessment assess(const CitizenMessage& message) const override {
    Assessment assessment;
    assessment.relevance = RelevanceKind::grievance;
    assessment.score = message.is_reply ? 0.25 : 1;
    assessment.category = message.language;
    assessment.priority = Priority::emergency;
    assessment.unit = message.addressed.empty() ? "" : std::string(message.addressed.back().unit);
    for (const std::string_view hashtag : message.hashtags) assessment.candidates.push_back({std::string(hashtag), 0.5});
    if (message.location && message.location->latitude) assessment.facts.emplace_back("latitude", std::to_string(*message.location->latitude));
    assessment.is_confidential = message.text == "secret";
    assessment.reasons.push_back({Aspect::unit, "named", {std::string(message.text)}, 0.5, {{0, 3}, {4, 1}}});
    return assessment;
  }
  [[nodiscard]] std::vector<OutcomeProblem> check_outcome(const OutcomeCheck& check) const override {
    if (check.outcome == "fir" && check.field("fir_number").empty()) return {{"fir_number", "fir_missing", {std::string(check.unit)}}};
    return {};
  }
};

constexpr seva_plugin kDepartmentMirror = detail::describe<detail::DepartmentHost, DepartmentMirror>("{}");

TEST(Department, is_told_units_accounts_and_files) {
  testing::FakeHost host(kDepartmentMirror);
  host.files = {{"places", "x"}};
  const auto turn = host.start({{"units", {{{"code", "A"}, {"parent", "R"}, {"kind", "district"}, {"names", {"Agra", "आगरा"}}, {"aliases", {}}}}},
                                {"accounts", {{{"handle", "agrapolice"}, {"unit", "A"}}}}});
  EXPECT_EQ(turn.one("log").at("text"), "A<R:Agra A<R:आगरा agrapolice>A");
  EXPECT_EQ(turn.one("health").at("state"), "ok");
}

TEST(Department, assesses_a_batch_in_one_answer) {
  testing::FakeHost host(kDepartmentMirror);
  host.start();
  const std::string_view payload =
      R"([{"index":7,"text":"help","language":"hi","sent_at":1,"addressed":[{"account":"a","unit":"A"},{"account":"b","unit":"B"}],)"
      R"("hashtags":["x"],"location":{"latitude":26.5,"longitude":80}},{"index":9,"text":"secret","is_reply":true,"new":1}])";
  EXPECT_EQ(host.send({{"type", "assess"}}, payload).answer,
            R"([{"type":"assessed","results":[)"
            R"({"index":7,"relevance":{"kind":"grievance","score":1},"category":"hi","priority":"emergency","unit":"B",)"
            R"("candidates":[{"unit":"x","score":0.5}],"facts":{"latitude":"26.500000"},"confidential":false,)"
            R"("reasons":[{"aspect":"unit","code":"named","arguments":["help"],"weight":0.5,"words":[[0,3],[4,1]]}]},)"
            R"({"index":9,"relevance":{"kind":"grievance","score":0.25},"priority":"emergency","unit":"","confidential":true,)"
            R"("reasons":[{"aspect":"unit","code":"named","arguments":["secret"],"weight":0.5,"words":[[0,3],[4,1]]}]}]}])");
}

TEST(Department, fails_on_a_payload_that_is_no_list) {
  for (const std::string_view payload : {"", "{}", "[1,"}) {
    testing::FakeHost host(kDepartmentMirror);
    host.start();
    EXPECT_TRUE(host.send({{"type", "assess"}}, payload).has_failed) << payload;
  }
}

TEST(Department, says_what_is_wrong_with_an_outcome) {
  testing::FakeHost host(kDepartmentMirror);
  host.start();
  const boost::json::object ticket{{"category", "THEFT"}, {"priority", "high"}, {"unit", "A"}, {"status", "open"}};
  const auto check = [&](const boost::json::object& fields) {
    return host.send({{"type", "check_outcome"}, {"ticket", ticket}, {"outcome", {{"code", "fir"}, {"fields", fields}}}}).answer;
  };
  EXPECT_EQ(check({}), R"([{"type":"outcome_checked","problems":[{"field":"fir_number","code":"fir_missing","arguments":["A"]}]}])");
  EXPECT_EQ(check({{"fir_number", "12/2026"}}), R"([{"type":"outcome_checked","problems":[]}])");
}

}  // namespace
}  // namespace seva
