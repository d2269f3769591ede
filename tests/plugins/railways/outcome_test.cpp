#include "outcome.hpp"

#include <gtest/gtest.h>

namespace {

std::string problem_of(std::string_view outcome, std::vector<std::pair<std::string_view, std::string_view>> fields,
                       std::string_view priority = "normal") {
  seva::OutcomeCheck check;
  check.outcome = outcome;
  check.priority = priority;
  check.fields = std::move(fields);
  std::string codes;
  for (const auto& problem : seva::railways::problems_of(check)) codes += problem.field + ":" + problem.code + " ";
  return codes;
}

TEST(RailwaysOutcome, NeedsWhatWasDoneAndByWhom) {
  EXPECT_EQ(problem_of("action_taken", {{"description", "Water was filled at Itarsi."}, {"taken_by", "Station Superintendent Itarsi"}}), "");
  EXPECT_EQ(problem_of("action_taken", {{"description", "कोच की सफाई कराई गई"}, {"taken_by", "सीडीओ भोपाल"}}), "");
  EXPECT_EQ(problem_of("action_taken", {{"description", "done"}, {"taken_by", "-"}}), "description:description_short taken_by:taken_by_missing ");
}

TEST(RailwaysOutcome, NeedsTheOfficeAndTheReferenceOfARefund) {
  EXPECT_EQ(problem_of("refund", {{"office", "CCM Refunds, New Delhi"}, {"reference", "RF/2026/118"}}), "");
  EXPECT_EQ(problem_of("refund", {{"office", "दावा कार्यालय, कोलकाता"}, {"reference", "२०२६/११८"}}), "");
  EXPECT_EQ(problem_of("refund", {{"office", " "}, {"reference", "soon"}}), "office:office_missing reference:reference_form ");
}

TEST(RailwaysOutcome, NeedsTheNumberAndThePostOfAPoliceCase) {
  EXPECT_EQ(problem_of("police_case", {{"case_number", "GRP 0118/26"}, {"post", "GRP Itarsi"}}), "");
  EXPECT_EQ(problem_of("police_case", {}), "case_number:reference_form post:post_missing ");
}

TEST(RailwaysOutcome, ClosesNoEmergencyWithWordsAlone) {
  EXPECT_EQ(problem_of("information_given", {{"description", "The doctor was informed in time."}}, "emergency"), ":emergency_needs_action ");
  EXPECT_EQ(problem_of("suggestion_recorded", {{"description", "It was sent to the zone."}}, "emergency"), ":emergency_needs_action ");
  EXPECT_EQ(problem_of("information_given", {{"description", "Quota rules were explained to him."}}), "");
}

TEST(RailwaysOutcome, NeedsTheOfficeToWhichItWasPassed) {
  EXPECT_EQ(problem_of("not_railway_matter", {{"passed_to", "Nagar Nigam"}}), "");
  EXPECT_EQ(problem_of("not_railway_matter", {}), "passed_to:passed_to_missing ");
  EXPECT_EQ(problem_of("withdrawn", {}), ":outcome_unknown ");
}

}  // namespace
