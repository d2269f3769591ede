#include "exchange/move_tickets.hpp"

#include <fstream>
#include <sstream>

#include "actions/read_tickets.hpp"
#include "actions/sealed_world.hpp"
#include "actions/work_ticket.hpp"
#include "actions/world.hpp"
#include "exchange/import_mapping.hpp"

namespace seva::exchange {
namespace {

using namespace std::chrono_literals;
using actions::kMorning;

constexpr auto kSilent = [](std::int64_t) {};

std::string bytes_of(const std::filesystem::path& file) {
  std::ostringstream bytes;
  bytes << std::ifstream(file, std::ios::binary).rdbuf();
  return bytes.str();
}

class MoveTickets : public actions::World, public ::testing::Test {
 protected:
  std::filesystem::path file(const std::string& name, const std::string& text = {}) const {
    if (!text.empty()) std::ofstream(folder / name, std::ios::binary | std::ios::trunc) << text;
    return folder / name;
  }
  ImportOutcome import(const std::filesystem::path& from, const std::string& mapping = {}, bool is_trial = false) {
    const auto outcome = import_from_file(ports, {from, mapping, (folder / "refused.csv").string(), is_trial}, kSilent);
    EXPECT_TRUE(outcome) << outcome.error().what << " " << outcome.error().where;
    if (!outcome) return {};
    EXPECT_EQ(outcome->rows, outcome->taken + outcome->known + outcome->refused) << "the books balance";
    return *outcome;
  }
  actions::TicketFile shown(const std::string& docket) {
    auto ticket = actions::show_ticket(ports, person(domain::Role::supervisor, "HQ"), docket);
    EXPECT_TRUE(ticket);
    return *ticket;
  }
};

constexpr const char* kMapping = R"(separator: ";"
columns:
  number: Ticket
  text: Subject + Body
  opened_at: Created
  closed_at: Closed
  status: State
  unit: Office
  author_name: Customer
  author_id: Mail
values:
  status: {Resolved: closed, New: open}
constants: {channel: old_desk, department: blue, category: Noise}
time: {format: "%d/%m/%Y %H:%M", utc_offset: "+05:30"}
)";

TEST_F(MoveTickets, another_helpdesks_table_comes_in_by_a_mapping) {
  const auto table = file("old.csv",
                          "\xEF\xBB\xBFTicket;Created;Closed;State;Office;Customer;Mail;Subject;Body\r\n"
                          "17;01/02/2026 10:00;03/02/2026 18:30;Resolved;जनपद दो;Anita;anita@example.org;No water;\"Since Monday;\nward 12\"\r\n"
                          "18;02/02/2026 09:15;;new;district ONE;Ravi;ravi@example.org;Loud music;every night\r\n");
  const ImportOutcome outcome = import(table, file("mapping.yaml", kMapping).string());
  EXPECT_EQ(outcome.taken, 2);
  const auto stored = tickets();
  ASSERT_EQ(stored.size(), 2);
  EXPECT_EQ(stored[0].unit, "D2");
  EXPECT_EQ(stored[0].category, "NOISE");
  EXPECT_EQ(stored[0].status, domain::Status::closed);
  EXPECT_EQ(stored[0].opened_at, std::chrono::sys_days{std::chrono::year{2026} / 2 / 1} + 4h + 30min);
  EXPECT_EQ(stored[0].closed_at, std::chrono::sys_days{std::chrono::year{2026} / 2 / 3} + 13h);
  EXPECT_EQ(stored[0].verified_at, stored[0].closed_at) << "nobody has to verify what others closed";
  EXPECT_EQ(stored[1].unit, "D1");
  EXPECT_EQ(stored[1].status, domain::Status::open);
  EXPECT_EQ(stored[1].resolution_due, stored[1].opened_at + 10'080min) << "the clock runs from when it was opened";
  EXPECT_EQ(shown(stored[0].docket).messages.front().text, "No water\n\nSince Monday;\nward 12");
  EXPECT_EQ(shown(stored[0].docket).citizen.name, "Anita");
  EXPECT_EQ(shown(stored[0].docket).events.front().reason, "old.csv:2");
  for (const domain::Ticket& ticket : stored) EXPECT_TRUE(deliveries(ticket.id).empty()) << "nobody is answered";
}

TEST_F(MoveTickets, the_same_file_may_come_again_and_a_trial_stores_nothing) {
  const auto table = file("t.csv", "number,opened_at,text,department\n1,2026-02-01,grievance D1,blue\n1,2026-02-01,the same number,blue\n");
  EXPECT_EQ(import(table, {}, true).taken, 1);
  EXPECT_EQ(stored().tickets, 0);
  EXPECT_EQ(import(table).taken, 1);
  const ImportOutcome again = import(table);
  EXPECT_EQ(again.taken, 0);
  EXPECT_EQ(again.known, 2);
  EXPECT_EQ(stored().tickets, 1);
}

TEST_F(MoveTickets, a_row_that_cannot_be_taken_is_told_with_its_line_and_loses_no_other) {
  const auto table = file("t.csv",
                          "number,opened_at,text,department,unit,status,closed_at\n"
                          "1,2026-02-01,grievance,blue,D1,open,\n"
                          ",2026-02-01,grievance,blue,D1,open,\n"
                          "3,soon,grievance,blue,D1,open,\n"
                          "4,2026-02-01,,blue,D1,open,\n"
                          "5,2026-02-01,grievance,purple,D1,open,\n"
                          "6,2026-02-01,grievance,blue,Atlantis,open,\n"
                          "7,2026-02-01,grievance,blue,D1,lost,\n"
                          "8,2026-02-05,grievance,blue,D1,closed,2026-02-01\n"
                          "9,2027-02-05,grievance,blue,D1,open,\n"
                          "10,2026-02-01,nothing that anybody takes,,,open,\n"
                          "11,2026-02-01,gr\xffvance,blue,D1,open,\n"
                          "12,2026-02-01,too few\n"
                          "13,2026-02-01,grievance,blue,D2,open,\n");
  const ImportOutcome outcome = import(table);
  EXPECT_EQ(outcome.taken, 2);
  EXPECT_EQ(outcome.refused, 11);
  std::map<std::size_t, std::string> codes;
  for (const actions::RefusedRow& row : outcome.first_refused) codes[row.line] = row.problem.code;
  const std::map<std::size_t, std::string> expected{
      {3, "number_missing"}, {4, "time_unreadable"},       {5, "text_missing"},           {6, "department_unknown"},  {7, "unit_unknown"},
      {8, "word_unknown"},   {9, "closed_at_implausible"}, {10, "opened_at_implausible"}, {11, "department_missing"}, {12, "row_not_utf8"},
      {13, "row_uneven"}};
  EXPECT_EQ(codes, expected);
  const std::string refused = bytes_of(folder / "refused.csv");
  EXPECT_NE(refused.find("\r\n7,unit_unknown,unit,\"No unit, or"), std::string::npos) << refused;
  EXPECT_EQ(refused.find("Atlantis"), std::string::npos) << "what the row holds is not repeated";
  EXPECT_EQ(std::count(refused.begin(), refused.end(), '\n'), 12);
}

TEST_F(MoveTickets, what_leaves_comes_in_again_elsewhere_as_it_was) {
  take({post("p1", "grievance D1 =HYPERLINK(\"x\"), \"quoted\"\nहमारे यहाँ")});
  take({answer("p2", "p1", "grievance, and more")});
  const std::string docket = tickets().front().docket;
  clock.time += 1h;
  actions::Reply reply;
  reply.text = "We are looking.";
  ASSERT_TRUE(actions::reply_to_citizen(ports, person(domain::Role::supervisor, "HQ"), {docket, std::nullopt}, reply));
  clock.time += 1h;
  for (const char* name : {"all.jsonl", "all.csv"}) {
    const auto written = export_to_file(ports, {folder / name, {}, {}, {}, {}}, kSilent);
    ASSERT_TRUE(written) << written.error().what;
    EXPECT_EQ(*written, 1);
    EXPECT_EQ(std::filesystem::status(folder / name).permissions(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    actions::World other;
    other.clock.time = clock.time;
    const auto outcome = import_from_file(other.ports, {folder / name, {}, {}, false}, kSilent);
    ASSERT_TRUE(outcome) << outcome.error().what;
    ASSERT_EQ(outcome->taken, 1) << (outcome->first_refused.empty() ? "" : outcome->first_refused.front().problem.what);
    const domain::Ticket before = tickets().front();
    const domain::Ticket after = other.tickets().front();
    EXPECT_EQ(after.docket, before.docket);
    EXPECT_EQ(after.unit, before.unit);
    EXPECT_EQ(after.category, before.category);
    EXPECT_EQ(after.status, before.status);
    EXPECT_EQ(after.opened_at, before.opened_at);
    EXPECT_EQ(after.resolution_due, before.resolution_due);
    const auto file = actions::show_ticket(other.ports, person(domain::Role::supervisor, "HQ"), docket);
    ASSERT_TRUE(file);
    EXPECT_EQ(file->messages.front().text, shown(docket).messages.front().text);
    EXPECT_EQ(file->citizen.handle, "anita");
    if (std::string(name) == "all.jsonl") {
      EXPECT_EQ(file->messages.size(), 2);
      EXPECT_EQ(after.responded_at, before.responded_at);
    }
    other.take({other.post("p1", "grievance D1 the post itself, by its channel")});
    EXPECT_EQ(other.stored().tickets, 1) << "the channel's own id is known";
  }
}

TEST_F(MoveTickets, a_table_computes_nothing_where_it_is_opened) {
  take({post("p1", "=cmd|' /C calc'!A0 grievance D1")});
  ASSERT_TRUE(export_to_file(ports, {folder / "all.csv", {}, {}, {}, {}}, kSilent));
  const std::string table = bytes_of(folder / "all.csv");
  EXPECT_NE(table.find(",'=cmd|"), std::string::npos) << table;
  actions::World other;
  ASSERT_TRUE(import_from_file(other.ports, {folder / "all.csv", {}, {}, false}, kSilent));
  EXPECT_TRUE(other.tickets().front().summary.starts_with("=cmd"));
}

TEST_F(MoveTickets, only_what_is_asked_for_leaves) {
  take({post("p1", "grievance D1"), post("p2", "grievance D2")});
  clock.time += 48h;
  take({post("p3", "grievance D1 later")});
  const auto count = [&](const ExportWish& wish) {
    const auto written = export_to_file(ports, wish, kSilent);
    return written ? *written : -1;
  };
  const auto all = folder / "all.jsonl";
  EXPECT_EQ(count({all, {}, {}, {}, {}}), 3);
  EXPECT_EQ(count({all, {}, {}, {}, "D1"}), 2);
  EXPECT_EQ(count({all, {}, {}, {}, "HQ"}), 3) << "and those below it";
  EXPECT_EQ(count({all, "2026-03-03", {}, {}, {}}), 1);
  EXPECT_EQ(count({all, {}, "2026-03-03", {}, {}}), 2);
  EXPECT_EQ(count({all, {}, {}, "green", {}}), 0);
  const std::string before = bytes_of(all);
  for (const ExportWish& wrong : {ExportWish{all, {}, {}, {}, "nowhere"}, ExportWish{all, {}, {}, "purple", {}}, ExportWish{all, "soon", {}, {}, {}},
                                  ExportWish{folder / "all.txt", {}, {}, {}, {}}, ExportWish{folder / "no" / "all.csv", {}, {}, {}, {}}})
    EXPECT_EQ(count(wrong), -1);
  EXPECT_EQ(bytes_of(all), before) << "what was there stays";
  EXPECT_FALSE(std::filesystem::exists(folder / "all.jsonl.unfinished"));
}

TEST_F(MoveTickets, more_than_a_page_leaves_and_more_than_a_batch_comes_in) {
  std::string table = "number,opened_at,text,department\n";
  for (int number = 1; number <= 1'234; ++number) table += std::to_string(number) + ",2026-02-01,grievance D1,blue\n";
  EXPECT_EQ(import(file("many.csv", table)).taken, 1'234);
  std::int64_t told = 0;
  const auto written = export_to_file(ports, {folder / "all.csv", {}, {}, {}, {}}, [&](std::int64_t rows) { told = rows; });
  ASSERT_TRUE(written);
  EXPECT_EQ(*written, 1'234);
  EXPECT_EQ(told, 1'234);
  const std::string all = bytes_of(folder / "all.csv");
  EXPECT_EQ(std::count(all.begin(), all.end(), '\n'), 1'235) << "each once, and the header";
}

TEST_F(MoveTickets, a_mapping_that_does_not_hold_is_told_with_file_and_line) {
  const auto problem_of = [&](const std::string& text) {
    const auto mapping = load_import_mapping(file("m.yaml", text).string());
    return mapping ? std::string("none") : mapping.error().where;
  };
  EXPECT_EQ(problem_of(kMapping), "none");
  EXPECT_TRUE(problem_of("columns:\n  colour: Farbe\n").ends_with("m.yaml:2 columns.colour"));
  EXPECT_TRUE(problem_of("time: {utc_offset: IST}\n").ends_with("time.utc_offset"));
  EXPECT_TRUE(problem_of("separator: comma\n").ends_with("separator"));
  EXPECT_TRUE(problem_of("anything: else\n").ends_with("anything"));
  const auto wrong = import_from_file(ports, {file("t.csv", "a;b\n1;2\n"), file("m.yaml", kMapping).string(), {}, false}, kSilent);
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, "column_missing");
}

TEST_F(MoveTickets, lines_of_json_that_are_none_are_refused_each) {
  const ImportOutcome outcome =
      import(file("t.jsonl",
                  "{\"number\":7,\"opened_at\":\"2026-02-01\",\"text\":\"grievance D1\",\"department\":\"blue\"}\n\n[]\n{\"number\":\n"
                  "{\"number\":\"8\",\"opened_at\":\"2026-02-01\",\"conversation\":[{\"at\":\"2026-02-01\"}]}\n"
                  "{\"number\":\"9\",\"opened_at\":\"2026-02-01\",\"conversation\":[{\"at\":\"2026-02-01\",\"from\":\"office\",\"text\":\"x\"}]}\n"));
  EXPECT_EQ(outcome.taken, 1);
  EXPECT_EQ(outcome.refused, 4);
}

class SealedLeave : public actions::SealedWorld, public ::testing::Test {};

TEST_F(SealedLeave, without_its_words_and_people_and_comes_in_by_its_channel_alone) {
  const std::string docket = complaint();
  for (const char* name : {"all.csv", "all.jsonl"}) {
    const auto written = export_to_file(sealed_ports, {folder / name, {}, {}, {}, {}}, kSilent);
    ASSERT_TRUE(written);
    const std::string bytes = bytes_of(folder / name);
    EXPECT_NE(bytes.find(docket), std::string::npos);
    EXPECT_NE(bytes.find("sealed"), std::string::npos);
    for (const char* word : {"Anjali", "Testwala", "0000012345", "Imaginary", "follows"}) EXPECT_EQ(bytes.find(word), std::string::npos) << word;
  }
  std::ofstream(folder / "in.csv") << "number,channel,opened_at,text,department\n7,h,2026-02-01,grievance D1,blue\n";
  const auto outcome = import_from_file(sealed_ports, {folder / "in.csv", {}, {}, false}, kSilent);
  ASSERT_TRUE(outcome);
  ASSERT_EQ(outcome->refused, 1);
  EXPECT_EQ(outcome->first_refused.front().problem.code, "channel_sealed");
}

}  // namespace
}  // namespace seva::exchange
