#include <gtest/gtest.h>

#include "outcome.hpp"

namespace {

seva::Instant in_2026() { return seva::from_micros(1'767'594'600'000'000); }

std::string problem_of(std::string_view outcome, std::vector<std::pair<std::string_view, std::string_view>> fields) {
  seva::OutcomeCheck check;
  check.now = in_2026();
  check.outcome = outcome;
  check.fields = std::move(fields);
  std::string codes;
  for (const auto& problem : seva::police::problems_of(check)) codes += problem.field + ":" + problem.code + " ";
  return codes;
}

TEST(PoliceOutcome, NeedsTheNumberOfTheFirAndTheStation) {
  EXPECT_EQ(problem_of("fir", {{"fir_number", "123/2025"}, {"station", "Hazratganj"}}), "");
  EXPECT_EQ(problem_of("fir", {{"fir_number", "0045/26"}, {"station", "हजरतगंज"}}), "");
  EXPECT_EQ(problem_of("fir", {{"fir_number", "१२३/२०२५"}, {"station", "हजरतगंज"}}), "");
  EXPECT_EQ(problem_of("fir", {{"fir_number", "123"}, {"station", "Chowk"}}), "fir_number:fir_number_form ");
  EXPECT_EQ(problem_of("fir", {{"fir_number", "0/2025"}, {"station", "Chowk"}}), "fir_number:fir_number_form ");
  EXPECT_EQ(problem_of("fir", {{"fir_number", "12a/2025"}, {"station", "Chowk"}}), "fir_number:fir_number_form ");
  EXPECT_EQ(problem_of("fir", {{"fir_number", "123/2031"}, {"station", "Chowk"}}), "fir_number:fir_year ");
  EXPECT_EQ(problem_of("fir", {}), "fir_number:fir_number_form station:station_missing ");
}

TEST(PoliceOutcome, NeedsAFewWordsOnTheActionTaken) {
  EXPECT_EQ(problem_of("action_taken", {{"description", "Both sides were bound over by the magistrate."}}), "");
  EXPECT_EQ(problem_of("action_taken", {{"description", "दोनों पक्षों को पाबंद किया गया"}}), "");
  EXPECT_EQ(problem_of("action_taken", {{"description", "done"}}), "description:description_short ");
  EXPECT_EQ(problem_of("action_taken", {{"description", ". . . . ."}}), "description:description_short ");
}

TEST(PoliceOutcome, NeedsTheOfficeToWhichItWasPassed) {
  EXPECT_EQ(problem_of("not_police_matter", {{"passed_to", "Nagar Nigam"}}), "");
  EXPECT_EQ(problem_of("not_police_matter", {{"passed_to", " "}}), "passed_to:passed_to_missing ");
  EXPECT_EQ(problem_of("withdrawn", {}), ":outcome_unknown ");
}

}  // namespace
