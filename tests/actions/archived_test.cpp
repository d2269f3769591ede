#include "storage/archive.hpp"

#include "actions/index_tickets.hpp"
#include "actions/read_tickets.hpp"
#include "actions/take_call.hpp"
#include "actions/ticket_filter.hpp"
#include "actions/work_ticket.hpp"
#include "domain/docket.hpp"
#include "timed_identities.hpp"
#include "world.hpp"

namespace seva::actions {
namespace {

constexpr const char* kFile = "seva-archive-2026-03.jsonl.gz";

/// What officers, citizens, channels and the search see of a ticket that was closed in March and archived.
class ArchivedTicketsSeen : public World, public ::testing::Test {
 protected:
  TimedIdentities timed{clock};
  Ports ports{*store, clock, timed, settings, departments, plugins, *search};
  const domain::Principal officer = person(domain::Role::officer, "D1");

  Counts take(std::vector<domain::Message> messages) {
    Turn turn;
    turn.channel = "x";
    turn.messages = std::move(messages);
    const Counts counts = ReceiveMessages(ports).commit(turn);
    clock.time += std::chrono::seconds{1};
    return counts;
  }
  domain::Ticket closed(const std::string& post_id, const std::string& text = "grievance D1 पानी नहीं आ रहा") {
    EXPECT_EQ(take({post(post_id, text)}).opened, 1);
    domain::Ticket ticket = tickets().back();
    return close(ticket);
  }
  domain::Ticket close(const domain::Ticket& ticket) {
    for (const domain::Delivery& delivery : deliveries(ticket.id)) {
      Turn turn;
      turn.channel = "x";
      turn.receipts = {{delivery.id, "sent-" + std::to_string(delivery.id.value), Receipt::State::sent, "", {}}};
      (void)ReceiveMessages(ports).commit(turn);
    }
    const auto closed = change_status(ports, officer, {ticket.docket, {}}, {domain::Status::closed, {"fir", {{"fir_number", "112/2026"}}}, ""});
    EXPECT_TRUE(closed) << closed.error().what;
    clock.time += std::chrono::seconds{1};
    return *closed;
  }
  std::int64_t archive() {
    clock.time += std::chrono::days{40};
    const auto done = storage::archive_closed({address(), folder / "files"}, folder / "archives", {2026, 4}, "UTC", archive_ports);
    EXPECT_TRUE(done) << done.error().what;
    clock.time += std::chrono::seconds{1};
    return done->empty() ? 0 : done->front().tickets;
  }
  void bring_back() {
    ASSERT_TRUE(storage::restore_archive({address(), folder / "files"}, folder / "archives" / kFile, archive_ports));
    clock.time += std::chrono::seconds{1};
  }
  [[nodiscard]] storage::DatabaseAddress address() const {
    storage::DatabaseAddress address;
    address.path = (folder / "seva.db").string();
    return address;
  }
  storage::ArchivePorts archive_ports{timed, [](const storage::ArchiveProgress&) {}, [](std::chrono::milliseconds) {}};
};

TEST_F(ArchivedTicketsSeen, are_named_by_month_to_those_who_might_read_them_and_by_file_to_administrators) {
  const domain::Ticket ticket = closed("1");
  ASSERT_EQ(archive(), 1);
  const auto shown = show_ticket(ports, officer, ticket.docket);
  ASSERT_FALSE(shown);
  EXPECT_EQ(shown.error().kind, domain::ProblemKind::gone);
  EXPECT_EQ(shown.error().code, "archived");
  EXPECT_EQ(shown.error().where, "2026-03");
  EXPECT_NE(shown.error().what.find("March 2026"), std::string::npos);
  EXPECT_EQ(add_note(ports, officer, {ticket.docket, {}}, "zu spät").error().code, "archived");
  EXPECT_EQ(show_ticket(ports, person(domain::Role::officer, "D2"), ticket.docket).error().code, "not_found") << "another unit's";
  EXPECT_EQ(show_ticket(ports, person(domain::Role::administrator, "HQ"), ticket.docket).error().code, "not_found")
      << "who administers reads no tickets by that alone";
  domain::Principal both = person(domain::Role::administrator, "HQ");
  both.roles.push_back({domain::Role::supervisor, "HQ"});
  EXPECT_EQ(show_ticket(ports, both, ticket.docket).error().where, kFile);
  EXPECT_EQ(track_docket(ports, ticket.docket).error().where, "2026-03");
  EXPECT_EQ(track_docket(ports, domain::Docket::make("TST", 77).text()).error().code, "not_found");
  bring_back();
  EXPECT_TRUE(show_ticket(ports, officer, ticket.docket));
  EXPECT_TRUE(track_docket(ports, ticket.docket));
}

TEST_F(ArchivedTicketsSeen, what_comes_again_is_known_and_what_is_new_begins_anew) {
  const domain::Ticket ticket = closed("1");
  const std::string own_post = "sent-" + std::to_string(deliveries(ticket.id).front().id.value);
  ASSERT_EQ(archive(), 1);
  EXPECT_EQ(take({post("1", "grievance D1 पानी नहीं आ रहा")}).duplicates, 1);
  domain::Message ours = post(own_post, "Docket", "Headquarters");
  ours.is_from_us = true;
  EXPECT_EQ(take({ours}).duplicates, 1) << "our own post too";
  EXPECT_EQ(take({answer("2", "1", "thanks")}).opened, 0);
  const Counts reply = take({answer("3", "1", "grievance D1 no water again")});
  EXPECT_EQ(reply.opened, 1) << "what would have joined a ticket that is here opens one of its own";
  EXPECT_NE(tickets().back().docket, ticket.docket);
  EXPECT_EQ(tickets().back().citizen, ticket.citizen) << "and is the same citizen's";
  EXPECT_EQ(take({post("4", "grievance D1 " + ticket.docket)}).opened, 1) << "a docket that is not here joins nothing";
  domain::Message edited = post("1", "grievance D1 पानी, edited");
  edited.revision = 2;
  EXPECT_EQ(take({edited}).stored, 1);
  const std::size_t here = tickets().size();
  bring_back();
  EXPECT_EQ(tickets().size(), here + 1);
  EXPECT_EQ(take({post("1", "grievance D1 पानी नहीं आ रहा")}).duplicates, 1);
  EXPECT_EQ(take({answer("5", "1", "grievance D1 now")}).appended, 1) << "what is back is joined again";
}

TEST_F(ArchivedTicketsSeen, the_search_forgets_them_and_finds_them_again) {
  IndexTickets index(ports);
  const auto bring_up_to_date = [&] {
    while (index.run()) continue;
  };
  const auto found = [&] {
    TicketFilter filter;
    filter.words = "टंकी";
    std::vector<std::string> dockets;
    for (const TicketRow& row : find_tickets(ports, officer, filter, TicketOrder::newest, std::nullopt, 50)) dockets.push_back(row.ticket.docket);
    return dockets;
  };
  const domain::Ticket ticket = closed("1", "grievance D1 टंकी खाली है");
  bring_up_to_date();
  EXPECT_EQ(found(), std::vector{ticket.docket});
  EXPECT_FALSE(search->find({{{"टंकी"}}, ""}, {}, 10).empty());
  ASSERT_EQ(archive(), 1);
  bring_up_to_date();
  EXPECT_TRUE(found().empty());
  EXPECT_TRUE(search->find({{{"टंकी"}}, ""}, {}, 10).empty()) << "nor do its words lie in the index";
  EXPECT_EQ(IndexTickets::state(ports).lag.count(), 0);
  bring_back();
  bring_up_to_date();
  EXPECT_EQ(found(), std::vector{ticket.docket});
  ASSERT_EQ(archive(), 1);
  index.begin_anew();
  bring_up_to_date();
  EXPECT_TRUE(found().empty()) << "an index that is made anew knows nothing of them";
}

TEST_F(ArchivedTicketsSeen, late_news_of_a_call_opens_no_second_one) {
  settings.instance.accounts.push_back({"x", "queue112", false, "D1", "blue", domain::AccountMode::live, false});
  settings.instance.index_accounts();
  domain::CallUpdate update;
  update.call_id = "c1";
  update.sequence = 1;
  update.state = domain::CallState::ended;
  update.at = clock.time;
  update.from = "01000043210";
  update.to = "queue112";
  const auto tell = [&](domain::CallUpdate news) {
    Turn turn;
    turn.channel = "x";
    turn.calls = {std::move(news)};
    turn.is_replay = true;
    return ReceiveMessages(ports).commit(turn).calls;
  };
  EXPECT_EQ(tell(update), 1);
  std::vector<domain::CallSession> calls;
  store->read([&](Transaction& transaction) { calls = transaction.calls().by_call_ids("x", std::vector<std::string>{"c1"}); });
  CallForm form;
  form.text = "grievance D1 my shop";
  const auto ticket = open_ticket_from_call(ports, person(domain::Role::call_taker, "D1"), calls.front().id, form);
  ASSERT_TRUE(ticket) << ticket.error().what;
  (void)close(*ticket);
  ASSERT_EQ(archive(), 1);
  EXPECT_EQ(stored().calls, 0);
  update.sequence = 2;
  EXPECT_EQ(tell(update), 1) << "it is counted";
  EXPECT_EQ(stored().calls, 0);
  bring_back();
  EXPECT_EQ(stored().calls, 1);
  EXPECT_EQ(tell(update), 1);
  EXPECT_EQ(stored().calls, 1);
}

}  // namespace
}  // namespace seva::actions
