#include <gtest/gtest.h>

#include "domain/workflow.hpp"

namespace seva::domain {
namespace {

using std::chrono::hours;

const Instant kMergeDay{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + hours{4}};
const Actor kMerger{ActorKind::user, "7", "Inspector Meera Singh"};

UnitTree office_units() { return *UnitTree::build({{"HQ", "", "hq", {}, {}}, {"D1", "HQ", "district", {}, {}}, {"D2", "HQ", "district", {}, {}}}); }

Ticket ticket(std::int64_t id, const std::string& docket) {
  Ticket made;
  made.id = TicketId{id};
  made.docket = docket;
  made.unit = "D1";
  made.category = "THEFT";
  made.opened_at = kMergeDay;
  made.response_due = kMergeDay + hours{4};
  made.resolution_due = kMergeDay + hours{100};
  return made;
}

Ticket after_event(Ticket changed, const Result<Event>& event) {
  EXPECT_TRUE(event) << event.error().code;
  if (event) apply(changed, *event);
  return changed;
}

TEST(Merging, closes_the_ticket_as_part_of_the_other_and_comes_back_where_it_stood) {
  const Ticket leading = ticket(1, "A");
  const Ticket second = after_event(ticket(2, "B"), change_status(ticket(2, "B"), {Status::in_process, {}, ""}, kMerger, kMergeDay));
  const Ticket merged = after_event(second, merge(second, leading, office_units(), "Told twice.", kMerger, kMergeDay + hours{1}));
  EXPECT_EQ(merged.status, Status::closed);
  EXPECT_EQ(merged.merged_into, "A");
  EXPECT_TRUE(merged.outcome.code.empty()) << "it is no disposal";
  const Ticket back = after_event(merged, unmerge(merged, Status::in_process, kMerger, kMergeDay + hours{2}));
  EXPECT_EQ(back.status, Status::in_process);
  EXPECT_TRUE(back.merged_into.empty());
  EXPECT_EQ(back.reopened_count, 0U);
  EXPECT_EQ(unmerge(back, Status::open, kMerger, kMergeDay).error().code, "not_merged");
}

TEST(Merging, makes_no_circles_and_joins_nothing_closed_or_sealed_with_open) {
  const Ticket leading = ticket(1, "A");
  const Ticket second = ticket(2, "B");
  EXPECT_EQ(merge(leading, leading, office_units(), "x", kMerger, kMergeDay).error().code, "merge_with_itself");
  EXPECT_EQ(merge(second, leading, office_units(), "", kMerger, kMergeDay).error().code, "reason_missing");
  const Ticket merged = after_event(second, merge(second, leading, office_units(), "x", kMerger, kMergeDay));
  EXPECT_EQ(merge(leading, merged, office_units(), "x", kMerger, kMergeDay).error().code, "leading_merged");
  EXPECT_EQ(merge(merged, ticket(3, "C"), office_units(), "x", kMerger, kMergeDay).error().code, "already_merged");
  Ticket closed = ticket(4, "D");
  closed.status = Status::closed;
  EXPECT_EQ(merge(second, closed, office_units(), "x", kMerger, kMergeDay).error().code, "leading_closed");
  EXPECT_EQ(merge(closed, leading, office_units(), "x", kMerger, kMergeDay).error().code, "ticket_closed");
  Ticket sealed = ticket(5, "E");
  sealed.is_sealed = true;
  EXPECT_EQ(merge(second, sealed, office_units(), "x", kMerger, kMergeDay).error().code, "sealed_stays");
}

TEST(TakingBack, restores_all_that_an_act_changed_and_adds_to_the_history) {
  Ticket asked = ticket(1, "A");
  asked.assignee = UserId{9};
  asked.needs_attention = true;
  asked = after_event(asked, change_status(asked, {Status::incomplete, {}, ""}, kMerger, kMergeDay + hours{1}));
  asked.needs_attention = true;
  Ticket closed = ticket(2, "B");
  closed = after_event(closed, change_status(closed, {Status::closed, {"fir", {{"number", "4/26"}}}, ""}, kMerger, kMergeDay));
  closed = after_event(closed, verify(closed, "", kMerger, kMergeDay));
  const std::vector<std::pair<Ticket, Result<Event>>> acts{
      {asked, forward(asked, office_units(), "D2", "There.", kMerger, kMergeDay + hours{2})},
      {asked, change_status(asked, {Status::in_process, {}, ""}, kMerger, kMergeDay + hours{2})},
      {asked, change_status(asked, {Status::closed, {"fir", {{"number", "5/26"}}}, ""}, kMerger, kMergeDay + hours{2})},
      {asked, assign(asked, UserId{3}, "B", kMerger, kMergeDay + hours{2})},
      {closed, change_status(closed, {Status::open, {}, "New facts."}, kMerger, kMergeDay + hours{2})}};
  for (const auto& [before, act] : acts) {
    const Ticket done = after_event(before, act);
    Ticket back = after_event(done, take_back(done, before, kMerger, kMergeDay + hours{3}));
    EXPECT_EQ(back.version, before.version + 2);
    back.version = before.version;
    EXPECT_EQ(back, before) << name_of(act->kind);
  }
}

}  // namespace
}  // namespace seva::domain
