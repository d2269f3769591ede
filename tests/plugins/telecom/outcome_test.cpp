#include "outcome.hpp"

#include <gtest/gtest.h>

namespace {

using Fields = std::vector<std::pair<std::string_view, std::string_view>>;

std::string problem_of(std::string_view category, std::string_view outcome, Fields fields) {
  seva::OutcomeCheck check;
  check.now = seva::from_micros(1'767'594'600'000'000);  // 2026-01-05
  check.category = category;
  check.outcome = outcome;
  check.fields = std::move(fields);
  std::string codes;
  for (const auto& problem : seva::telecom::problems_of(check)) codes += problem.field + ":" + problem.code + " ";
  return codes;
}

TEST(TelecomOutcome, RestoredNeedsTheCompanysDocketAndWhatWasMended) {
  EXPECT_EQ(problem_of("LANDLINE_DEAD", "restored", {{"docket", "LKO/2026-4411"}, {"description", "Cable joint near the exchange mended"}}), "");
  EXPECT_EQ(problem_of("LANDLINE_DEAD", "restored", {{"docket", "LKO/2026-4411"}, {"description", "done"}}), "description:description_short ");
  for (const char* docket : {"", "123", "abcd", "12 34 56", "1234;drop", "1234567890123456789012345678901"})
    EXPECT_EQ(problem_of("LANDLINE_DEAD", "restored", {{"docket", docket}, {"description", "केबल का जोड़ ठीक किया"}}), "docket:docket_form ") << docket;
}

TEST(TelecomOutcome, CreditedNeedsAnAmountAndItsNumber) {
  for (const char* amount : {"499", "1,234.50", "१२३४", "0.50"})
    EXPECT_EQ(problem_of("BILLING", "credited", {{"amount", amount}, {"reference", "CN-20260101"}}), "") << amount;
  for (const char* amount : {"", "0", "0.00", "-5", "all", "12.345", "1e9", "99999999999"})
    EXPECT_EQ(problem_of("BILLING", "credited", {{"amount", amount}, {"reference", "CN-20260101"}}), "amount:amount_form ") << amount;
  EXPECT_EQ(problem_of("BILLING", "credited", {{"amount", "499"}}), "reference:reference_form ");
}

TEST(TelecomOutcome, DeliveredNeedsADayThatIsNotToComeAndTheOffice) {
  for (const char* day : {"05/01/2026", "4-1-2026", "31.12.2025", "2026-01-02", "०४/०१/२०२६"})
    EXPECT_EQ(problem_of("POST_LATE", "delivered", {{"delivered_on", day}, {"office", "Lucknow GPO"}}), "") << day;
  for (const char* day : {"", "yesterday", "31/02/2026", "0/1/2026", "05/01", "05/01/26", "05/01/2026x"})
    EXPECT_EQ(problem_of("POST_LATE", "delivered", {{"delivered_on", day}, {"office", "Lucknow GPO"}}), "delivered_on:day_form ") << day;
  EXPECT_EQ(problem_of("POST_LATE", "delivered", {{"delivered_on", "06/01/2026"}, {"office", "Lucknow GPO"}}), "delivered_on:day_to_come ");
  EXPECT_EQ(problem_of("POST_LATE", "delivered", {{"delivered_on", "05/01/2026"}}), "office:office_missing ");
}

TEST(TelecomOutcome, FitsTheCategory) {
  EXPECT_EQ(problem_of("NO_NETWORK", "delivered", {{"delivered_on", "05/01/2026"}, {"office", "Lucknow GPO"}}), ":outcome_not_for_category ");
  EXPECT_EQ(problem_of("POST_SAVINGS", "delivered", {{"delivered_on", "05/01/2026"}, {"office", "Lucknow GPO"}}), ":outcome_not_for_category ");
  EXPECT_EQ(problem_of("POST_LATE", "restored", {{"docket", "D-1234"}, {"description", "The line was mended today"}}), ":outcome_not_for_category ");
  EXPECT_EQ(problem_of("OTHER", "restored", {{"docket", "D-1234"}, {"description", "The line was mended today"}}), "");
}

TEST(TelecomOutcome, TheOthersNeedAReasonADeedOrAnOffice) {
  EXPECT_EQ(problem_of("NEW_CONNECTION", "not_feasible", {{"reason", "No free pair in the pillar"}}), "");
  EXPECT_EQ(problem_of("NEW_CONNECTION", "not_feasible", {{"reason", "not possible"}}), "reason:reason_short ");
  EXPECT_EQ(problem_of("NEW_CONNECTION", "provided", {{"reference", "OB-7781"}, {"description", "Fibre connection installed and tested"}}), "");
  EXPECT_EQ(problem_of("POST_STAFF", "action_taken", {{"description", "The clerk was warned in writing"}}), "");
  EXPECT_EQ(problem_of("POST_STAFF", "action_taken", {{"description", "warned"}}), "description:description_short ");
  EXPECT_EQ(problem_of("OTHER", "not_ours", {{"passed_to", "Nagar Nigam"}}), "");
  EXPECT_EQ(problem_of("OTHER", "not_ours", {}), "passed_to:passed_to_missing ");
  EXPECT_EQ(problem_of("OTHER", "fir", {}), ":outcome_unknown ");
}

TEST(TelecomOutcome, TellsNoTelephoneNumberInPublic) {
  EXPECT_EQ(problem_of("POST_STAFF", "action_taken", {{"description", "We called 6500000000 and told the citizen"}}),
            "description:telephone_number_public ");
  EXPECT_EQ(problem_of("OTHER", "not_ours", {{"passed_to", "Nagar Nigam 0522-1000001"}}), "passed_to:telephone_number_public ");
}

}  // namespace
