#include <fstream>
#include <sstream>

#include "actions/index_tickets.hpp"
#include "actions/search_tokens.hpp"
#include "actions/ticket_filter.hpp"
#include "actions/work_ticket.hpp"
#include "sealed_world.hpp"
#include "timed_identities.hpp"
#include "world.hpp"

namespace seva::actions {
namespace {

using Dockets = std::vector<std::string>;

class Search : public World, public ::testing::Test {
 protected:
  TimedIdentities timed{clock};
  Ports ports{*store, clock, timed, settings, departments, plugins, *search};
  IndexTickets index{ports};
  std::atomic<int> posts{0};

  std::string opened(const std::string& text, const std::string& author = "anita") {
    domain::Message message = post(std::to_string(++posts), text, author);
    Turn turn;
    turn.channel = "x";
    turn.messages = {std::move(message)};
    EXPECT_EQ(ReceiveMessages(ports).commit(turn).opened, 1) << text;
    clock.time += std::chrono::seconds{1};
    return tickets().back().docket;
  }
  void bring_up_to_date() {
    while (index.run()) continue;
  }
  Dockets found(const std::string& words, const domain::Principal& who = person(domain::Role::officer, "HQ"), TicketOrder order = TicketOrder::newest,
                TicketFilter filter = {}) {
    filter.words = words;
    Dockets dockets;
    for (const TicketRow& row : find_tickets(ports, who, filter, order, std::nullopt, 50)) dockets.push_back(row.ticket.docket);
    return dockets;
  }
};

TEST_F(Search, finds_what_citizens_and_the_office_wrote_by_sound_and_by_letter) {
  const std::string first = opened("grievance D1 हमारे मोहल्ले में पानी नहीं आ रहा");
  const std::string second = opened("grievance D2 no paani since Monday in ward 12", "Sunita_K");
  bring_up_to_date();
  EXPECT_EQ(found("pani"), (Dockets{second, first}));
  EXPECT_EQ(found("पानी monday"), Dockets{second});
  EXPECT_EQ(found("\"paani since\""), Dockets{second});
  EXPECT_EQ(found("\"since paani\""), Dockets{});
  EXPECT_EQ(found("\"पानी\""), Dockets{first}) << "quoted: as it is written";
  EXPECT_EQ(found("@sunita_k"), Dockets{second});
  EXPECT_EQ(found("mohal"), Dockets{first}) << "not whole yet";
  EXPECT_EQ(found("\" AND OR NOT NEAR( * ^ : {"), Dockets{}) << "nothing that is typed is a command";
  ASSERT_TRUE(add_note(ports, person(domain::Role::officer, "D1"), {first, {}}, "टैंकर भेजा गया"));
  EXPECT_EQ(found("tanker"), Dockets{}) << "not yet";
  EXPECT_GE(IndexTickets::state(ports).lag.count(), 0);
  bring_up_to_date();
  EXPECT_EQ(found("tainkar"), Dockets{first});
  EXPECT_EQ(found("pani"), (Dockets{second, first})) << "what was there stays";
}

TEST_F(Search, asks_the_policy_within_the_search_and_follows_a_ticket_to_its_new_unit) {
  const std::string first = opened("grievance D1 पानी");
  const std::string second = opened("grievance D2 पानी");
  bring_up_to_date();
  const auto of_district = person(domain::Role::officer, "D1");
  EXPECT_EQ(found("pani", of_district), Dockets{first});
  EXPECT_EQ(found("pani", person(domain::Role::officer, "D2")), Dockets{second});
  EXPECT_EQ(found("pani", person(domain::Role::administrator, "HQ")), Dockets{}) << "an administrator reads no tickets by that alone";
  ASSERT_TRUE(forward_ticket(ports, person(domain::Role::officer, "HQ"), {second, {}}, "D1", "इनका क्षेत्र"));
  EXPECT_EQ(found("pani", person(domain::Role::officer, "D2")), Dockets{}) << "at once, whatever the index still says";
  bring_up_to_date();
  EXPECT_EQ(found("pani", of_district), (Dockets{second, first}));
}

TEST_F(Search, chooses_within_what_is_found) {
  const std::string first = opened("grievance D1 पानी emergency");
  const std::string second = opened("grievance D1 NOISE पानी");
  ASSERT_TRUE(change_status(ports, person(domain::Role::officer, "D1"), {second, {}}, {domain::Status::in_process, {}, {}}));
  bring_up_to_date();
  const auto officer = person(domain::Role::officer, "HQ");
  TicketFilter noise;
  noise.categories = {"NOISE"};
  EXPECT_EQ(found("pani", officer, TicketOrder::newest, noise), Dockets{second});
  TicketFilter open;
  open.statuses = {domain::Status::open};
  EXPECT_EQ(found("pani", officer, TicketOrder::newest, open), Dockets{first});
  TicketFilter closed;
  closed.statuses = {domain::Status::closed};
  EXPECT_EQ(found("pani", officer, TicketOrder::newest, closed), Dockets{});
  EXPECT_EQ(found("pani", officer, TicketOrder::due), (Dockets{first, second})) << "an emergency comes first";
  TicketFilter words;
  words.words = "pani";
  const ClockCounts counts = count_found(ports, officer, words);
  EXPECT_EQ(counts.over + counts.today + counts.later, 2);
}

TEST_F(Search, pages_by_age_without_an_end) {
  Dockets all;
  for (int number = 0; number < 7; ++number) all.insert(all.begin(), opened("grievance D1 पानी"));
  bring_up_to_date();
  TicketFilter filter;
  filter.words = "pani";
  Dockets paged;
  std::optional<TicketQuery::After> after;
  for (;;) {
    const auto rows = find_tickets(ports, person(domain::Role::officer, "HQ"), filter, TicketOrder::newest, after, 3);
    for (const TicketRow& row : rows) paged.push_back(row.ticket.docket);
    if (rows.size() < 3) break;
    after = TicketQuery::After{rows.back().due, rows.back().ticket.id};
  }
  EXPECT_EQ(paged, all);
}

TEST_F(Search, a_new_index_is_filled_newest_first_and_serves_meanwhile) {
  constexpr int kMany = 1'100;
  Turn turn;
  turn.channel = "x";
  for (int number = 0; number < kMany; ++number)
    turn.messages.push_back(post("m" + std::to_string(number), "grievance D1 पानी", "a" + std::to_string(number)));
  EXPECT_EQ(ReceiveMessages(ports).commit(turn).opened, kMany);
  clock.time += hours{1};
  EXPECT_EQ(IndexTickets::state(ports).part, 0);
  EXPECT_TRUE(index.run());
  const double some = IndexTickets::state(ports).part;
  EXPECT_LT(some, 1);
  EXPECT_EQ(found("pani").size(), 50U);
  const std::string newest = opened("grievance D1 बिजली");
  EXPECT_TRUE(index.run());
  EXPECT_EQ(found("bijli"), Dockets{newest}) << "what happens now need not wait for what is old";
  bring_up_to_date();
  EXPECT_EQ(IndexTickets::state(ports).part, 1);
  TicketFilter filter;
  filter.words = "pani";
  const ClockCounts counts = count_found(ports, person(domain::Role::officer, "HQ"), filter);
  EXPECT_EQ(counts.over + counts.today + counts.later, kMany);
}

TEST_F(Search, is_made_anew_when_the_units_change) {
  const std::string docket = opened("grievance D1 पानी");
  bring_up_to_date();
  settings.instance.units = *domain::UnitTree::build({{"HQ", "", "hq", {"H", "H"}, {}},
                                                      {"DESK", "HQ", "desk", {"D", "D"}, {}},
                                                      {"Z", "HQ", "zone", {"Z", "Z"}, {}},
                                                      {"D1", "Z", "district", {"D", "D"}, {}},
                                                      {"D2", "HQ", "district", {"D", "D"}, {}}});
  EXPECT_EQ(found("pani", person(domain::Role::officer, "Z")), Dockets{});
  bring_up_to_date();
  EXPECT_EQ(found("pani", person(domain::Role::officer, "Z")), Dockets{docket});
}

TEST_F(Search, what_another_node_commits_late_is_not_missed) {
  const std::string first = opened("grievance D1 पानी");
  const std::int64_t early = timed.next_id();
  clock.time += std::chrono::seconds{5};
  const std::string second = opened("grievance D1 पानी");
  bring_up_to_date();
  const domain::Ticket ticket = tickets().front();
  domain::Event late;
  late.id = {early};
  late.ticket = ticket.id;
  late.kind = domain::EventKind::noted;
  late.at = clock.time;
  late.set(domain::detail_name::kText, "बिजली भी नहीं");
  Changes changes;
  changes.events = {late};
  store->write([&](Transaction& transaction) { transaction.write(changes); });
  clock.time += std::chrono::seconds{30};
  bring_up_to_date();
  EXPECT_EQ(found("bijli"), Dockets{first});
}

TEST_F(Search, an_index_that_is_broken_or_gone_is_begun_anew) {
  const std::string docket = opened("grievance D1 पानी");
  bring_up_to_date();
  const std::filesystem::path place = folder / "broken";
  std::filesystem::create_directories(place);
  std::ofstream(place / "words-1.db") << "this is no database, and long enough to be read as one: " << std::string(5'000, 'x');
  const auto other = storage::open_search_index(place.string());
  Ports again{*store, clock, timed, settings, departments, plugins, *other};
  IndexTickets anew(again);
  while (anew.run()) continue;
  TicketFilter filter;
  filter.words = "pani";
  EXPECT_EQ(find_tickets(again, person(domain::Role::officer, "HQ"), filter, TicketOrder::newest, std::nullopt, 50).size(), 1U);
}

class SealedSearch : public SealedWorld, public ::testing::Test {};

TEST_F(SealedSearch, nothing_sealed_comes_into_the_index) {
  complaint();
  IndexTickets index(sealed_ports);
  while (index.run()) continue;
  std::ostringstream bytes;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "search")) bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
  EXPECT_GT(bytes.str().size(), 0U);
  for (const char* word : {"Anjali", "Testwala", "0000012345", "Imaginary", "follows", "fllvs"})
    EXPECT_EQ(bytes.str().find(word), std::string::npos) << word;
  TicketFilter filter;
  filter.words = "follows";
  EXPECT_TRUE(find_tickets(sealed_ports, officer, filter, TicketOrder::newest, std::nullopt, 50).empty());
}

TEST(SearchTokens, a_phone_number_is_found_by_its_last_digits_and_by_no_others) {
  std::vector<std::string> tokens;
  add_author(tokens, {"+919812345670", "", ""});
  const auto holds = [&](const std::string& typed) {
    const auto terms = terms_of(typed);
    return terms && std::count(tokens.begin(), tokens.end(), terms->groups.at(0).at(0)) > 0;
  };
  EXPECT_TRUE(holds("5670"));
  EXPECT_TRUE(holds("98123 45670"));
  EXPECT_TRUE(holds("+91 98123-45670"));
  EXPECT_FALSE(holds("9812"));
  EXPECT_FALSE(holds("670")) << "too short for a number: a word";
  EXPECT_EQ(terms_of("  "), std::nullopt);
}

}  // namespace
}  // namespace seva::actions
