#include <gtest/gtest.h>

#include "domain/workflow.hpp"

namespace seva::domain {
namespace {

using std::chrono::hours;

const Instant kMorning{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + hours{4}};
const Actor kOfficer{ActorKind::user, "7", "Inspector Meera Singh"};

UnitTree units() { return *UnitTree::build({{"HQ", "", "hq", {}, {}}, {"D1", "HQ", "district", {}, {}}, {"D2", "HQ", "district", {}, {}}}); }

Ticket ticket(std::int64_t id, const std::string& docket) {
  Ticket made;
  made.id = TicketId{id};
  made.docket = docket;
  made.unit = "D1";
  made.category = "THEFT";
  made.opened_at = kMorning;
  made.response_due = kMorning + hours{4};
  made.resolution_due = kMorning + hours{100};
  return made;
}

Ticket after(Ticket changed, const Result<Event>& event) {
  EXPECT_TRUE(event) << event.error().code;
  if (event) apply(changed, *event);
  return changed;
}

TEST(Merging, closes_the_ticket_as_part_of_the_other_and_comes_back_where_it_stood) {
  const Ticket leading = ticket(1, "A");
  const Ticket second = after(ticket(2, "B"), change_status(ticket(2, "B"), {Status::in_process, {}, ""}, kOfficer, kMorning));
  const Ticket merged = after(second, merge(second, leading, units(), "Told twice.", kOfficer, kMorning + hours{1}));
  EXPECT_EQ(merged.status, Status::closed);
  EXPECT_EQ(merged.merged_into, "A");
  EXPECT_TRUE(merged.outcome.code.empty()) << "it is no disposal";
  const Ticket back = after(merged, unmerge(merged, Status::in_process, kOfficer, kMorning + hours{2}));
  EXPECT_EQ(back.status, Status::in_process);
  EXPECT_TRUE(back.merged_into.empty());
  EXPECT_EQ(back.reopened_count, 0U);
  EXPECT_EQ(unmerge(back, Status::open, kOfficer, kMorning).error().code, "not_merged");
}

TEST(Merging, makes_no_circles_and_joins_nothing_closed_or_sealed_with_open) {
  const Ticket leading = ticket(1, "A");
  const Ticket second = ticket(2, "B");
  EXPECT_EQ(merge(leading, leading, units(), "x", kOfficer, kMorning).error().code, "merge_with_itself");
  EXPECT_EQ(merge(second, leading, units(), "", kOfficer, kMorning).error().code, "reason_missing");
  const Ticket merged = after(second, merge(second, leading, units(), "x", kOfficer, kMorning));
  EXPECT_EQ(merge(leading, merged, units(), "x", kOfficer, kMorning).error().code, "leading_merged");
  EXPECT_EQ(merge(merged, ticket(3, "C"), units(), "x", kOfficer, kMorning).error().code, "already_merged");
  Ticket closed = ticket(4, "D");
  closed.status = Status::closed;
  EXPECT_EQ(merge(second, closed, units(), "x", kOfficer, kMorning).error().code, "leading_closed");
  EXPECT_EQ(merge(closed, leading, units(), "x", kOfficer, kMorning).error().code, "ticket_closed");
  Ticket sealed = ticket(5, "E");
  sealed.is_sealed = true;
  EXPECT_EQ(merge(second, sealed, units(), "x", kOfficer, kMorning).error().code, "sealed_stays");
}

TEST(TakingBack, restores_all_that_an_act_changed_and_adds_to_the_history) {
  Ticket asked = ticket(1, "A");
  asked.assignee = UserId{9};
  asked.needs_attention = true;
  asked = after(asked, change_status(asked, {Status::incomplete, {}, ""}, kOfficer, kMorning + hours{1}));
  asked.needs_attention = true;
  Ticket closed = ticket(2, "B");
  closed = after(closed, change_status(closed, {Status::closed, {"fir", {{"number", "4/26"}}}, ""}, kOfficer, kMorning));
  closed = after(closed, verify(closed, "", kOfficer, kMorning));
  const std::vector<std::pair<Ticket, Result<Event>>> acts{
      {asked, forward(asked, units(), "D2", "There.", kOfficer, kMorning + hours{2})},
      {asked, change_status(asked, {Status::in_process, {}, ""}, kOfficer, kMorning + hours{2})},
      {asked, change_status(asked, {Status::closed, {"fir", {{"number", "5/26"}}}, ""}, kOfficer, kMorning + hours{2})},
      {asked, assign(asked, UserId{3}, "B", kOfficer, kMorning + hours{2})},
      {closed, change_status(closed, {Status::open, {}, "New facts."}, kOfficer, kMorning + hours{2})}};
  for (const auto& [before, act] : acts) {
    const Ticket done = after(before, act);
    Ticket back = after(done, take_back(done, before, kOfficer, kMorning + hours{3}));
    EXPECT_EQ(back.version, before.version + 2);
    back.version = before.version;
    EXPECT_EQ(back, before) << name_of(act->kind);
  }
}

}  // namespace
}  // namespace seva::domain
