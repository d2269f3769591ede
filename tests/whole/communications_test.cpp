#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "whole/client.hpp"
#include "whole/program.hpp"

namespace seva::whole {
namespace {

namespace json = boost::json;

/// A post as X's stream delivers it.
std::string post(int number, const std::string& text, int author, const std::string& reply_to = {}) {
  const auto id = [](int of) { return std::to_string(9'000'000'000'000'000 + of); };
  json::array hashtags;
  json::array mentions;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '#' && text[at] != '@') continue;
    const std::size_t end = std::min(text.find_first_of(" ,.", at), text.size());
    const std::string name = text.substr(at + 1, end - at - 1);
    if (text[at] == '#')
      hashtags.push_back({{"start", at}, {"end", end}, {"tag", name}});
    else
      mentions.push_back({{"start", at}, {"end", end}, {"username", name}, {"id", "800000000"}});
  }
  json::object data{{"id", id(number)},
                    {"text", text},
                    {"author_id", std::to_string(7'000'000'000 + author)},
                    {"created_at", "2026-01-05T02:30:00.000Z"},
                    {"conversation_id", reply_to.empty() ? id(number) : reply_to},
                    {"edit_history_tweet_ids", json::array{id(number)}},
                    {"entities", {{"hashtags", hashtags}, {"mentions", mentions}}}};
  if (!reply_to.empty()) data["referenced_tweets"] = {{{"type", "replied_to"}, {"id", reply_to}}};
  const std::string handle = "citizen_" + std::to_string(author);
  return json::serialize(
             json::object{{"data", data}, {"includes", {{"users", {{{"id", data["author_id"]}, {"username", handle}, {"name", handle}}}}}}}) +
         "\r\n";
}

struct Routed {
  const char* text;
  const char* unit;
  std::set<std::string> candidates;  ///< where a person must choose
};

const std::vector<Routed>& routed() {
  static const std::vector<Routed> posts{
      {"#DOTSeva illegal tower on the roof of a school, radiation, Jaipur", "DOT-RJ", {}},
      {"#BSNLSeva broadband down for five days, PIN 800020", "BSNL-BR", {}},
      {"#MTNLSeva landline dead, 022-10000021", "MTNL-MU", {}},
      {"#PostalSeva speed post not delivered for nine days, 226010", "POST-UP-LUCKNOW", {}},
      {"#BSNLSeva #PostalSeva speed post not delivered, Siwan", "POST-BR-SIWAN", {}},
      {"#DOTSeva #BSNLSeva landline dead in Jaipur since Monday", "BSNL-RJ", {}},
      {"#BSNLSeva #MTNLSeva landline dead for twenty days", "MOC-SEVA", {"BSNL", "MTNL"}},
      {"#MTNLSeva #PostalSeva pension not paid for two months", "MOC-SEVA", {"MTNL", "POST"}},
      {"#BSNLSeva Airtel network not working in Salem, please help", "MOC-SEVA", {"BSNL-TN", "AIRTEL-TN"}},
      {"@manojsinhabjp Airtel wrong bill for roaming, Bengaluru 560034", "AIRTEL-KA", {}},
      {"@DoT_India Jio network not available in our village, Agra", "JIO-UW", {}},
      {"parcel lost by the post office, 711101", "POST-WB-HOWRAH", {}},
      {"landline dead since a week, nobody comes, Jaipur", "MOC-SEVA", {"BSNL-RJ", "DOT-RJ"}},
      {"Jio and Airtel network both not working since Monday", "MOC-SEVA", {"JIO", "AIRTEL"}},
      {"@manojsinhabjp @PostOfficeIndia money order not received for a month, Patna 800001", "POST-BR-PATNA", {}},
  };
  return posts;
}

std::string text_at(const json::value& value, const char* name) { return value.at(name).as_string().c_str(); }

std::string unit_of(const json::value& ticket) {
  const json::value& unit = ticket.at("unit");
  return unit.is_object() ? text_at(unit, "code") : std::string(unit.as_string());
}

/// The shipped instance with the posts above taken in, served, and people of several offices signed in.
class Ministry : public ::testing::Test {
 protected:
  Ministry() : seva_(source("config/communications")) {
    std::string lines;
    int number = 0;
    for (const Routed& one : routed()) {
      ++number;
      lines += post(number, one.text, number);
    }
    const Ended replayed = seva_.run({"replay", "--json", "--channel", "twitter", files_.write("posts.jsonl", lines)});
    EXPECT_EQ(replayed.status, 0) << replayed.err;
    for (const auto& [login, role] :
         {std::pair{"seva", "triage@MOC"}, std::pair{"ministry", "command_centre@MOC"}, std::pair{"airtel", "supervisor@AIRTEL"},
          std::pair{"jio", "supervisor@JIO"}, std::pair{"jio-desk", "triage@JIO"}}) {
      const Ended added = seva_.run({"user", "add", login, "--name", login, "--role", role, "--random-password", "--json"});
      EXPECT_EQ(added.status, 0) << added.err;
      passwords_[login] = text_at(added.json(), "password");
    }
    server_ = seva_.start({"serve"});
    address_ = server_->wait_for_line("Seva serves on ");
  }

  Client client(const std::string& login) {
    Client client(address_);
    client.sign_in(login, passwords_.at(login));
    return client;
  }
  static json::array tickets(Client& client) { return client.get("/api/v1/tickets?order=newest&limit=200").at("tickets").as_array(); }

  Folder files_;
  Seva seva_;
  std::map<std::string, std::string> passwords_;
  std::unique_ptr<Process> server_;
  std::string address_;
};

TEST_F(Ministry, sends_each_hashtag_two_at_once_and_none_to_the_right_desk_or_to_triage_with_candidates) {
  Client triage = client("seva");
  std::map<std::string, std::string> units;
  for (const json::value& ticket : tickets(triage)) units[text_at(ticket, "summary")] = unit_of(ticket);
  std::map<std::string, std::set<std::string>> candidates;
  const json::value triage_items = triage.get("/api/v1/triage?limit=200");
  for (const json::value& item : triage_items.at("items").as_array()) {
    EXPECT_EQ(text_at(item, "question"), "unit");
    for (const json::value& assessment : item.at("assessments").as_array())
      for (const json::value& candidate : assessment.at("candidates").as_array())
        candidates[text_at(item.at("message"), "text")].insert(text_at(candidate, "unit"));
  }
  for (const Routed& one : routed()) {
    EXPECT_EQ(units[one.text], one.unit) << one.text;
    EXPECT_EQ(candidates[one.text], one.candidates) << one.text;
  }
}

TEST_F(Ministry, lets_two_operators_see_their_own_tickets_and_nothing_of_each_other) {
  Client ministry = client("ministry");
  Client airtel = client("airtel");
  Client jio = client("jio");
  Client jio_desk = client("jio-desk");
  std::string of_airtel;
  std::string of_jio;
  std::string in_triage;
  for (const json::value& ticket : tickets(ministry)) {
    if (unit_of(ticket).starts_with("AIRTEL")) of_airtel = text_at(ticket, "docket");
    if (unit_of(ticket).starts_with("JIO")) of_jio = text_at(ticket, "docket");
    if (text_at(ticket, "summary").starts_with("Jio and Airtel")) in_triage = text_at(ticket, "docket");
  }
  ASSERT_FALSE(of_airtel.empty() || of_jio.empty() || in_triage.empty());

  for (auto& [who, own] : {std::pair{&airtel, of_airtel}, std::pair{&jio, of_jio}, std::pair{&jio_desk, of_jio}}) {
    const json::array seen = tickets(*who);
    ASSERT_EQ(seen.size(), 1U);
    EXPECT_EQ(text_at(seen[0], "docket"), own);
    const std::string body = unit_of(seen[0]).substr(0, unit_of(seen[0]).find('-'));
    const json::value counts = who->get("/api/v1/stats/units");
    std::int64_t counted = 0;
    for (const json::value& row : counts.at("units").as_array()) {
      EXPECT_TRUE(unit_of(row).starts_with(body)) << row;
      counted += row.at("open").to_number<std::int64_t>();
    }
    EXPECT_EQ(counted, 1);
  }

  const auto without_id = [](std::string body) {
    json::object problem = json::parse(body).as_object();
    for (const char* changing : {"instance", "request_id", "trace_id", "id"}) problem.erase(changing);
    return json::serialize(problem);
  };
  constexpr const char* kNobodys = "COM-00000-00000-0";
  for (auto& [who, other] : {std::pair{&airtel, of_jio}, std::pair{&jio, of_airtel}, std::pair{&jio_desk, of_airtel}, std::pair{&jio, in_triage},
                             std::pair{&airtel, in_triage}}) {
    for (const char* part : {"", "/timeline", "/explanation"}) {
      const Answer hidden = who->send("GET", "/api/v1/tickets/" + other + part);
      const Answer absent = who->send("GET", std::string("/api/v1/tickets/") + kNobodys + part);
      EXPECT_EQ(hidden.status, 404) << part;
      EXPECT_EQ(absent.status, 404) << part;
      EXPECT_EQ(without_id(hidden.body), without_id(absent.body)) << "a ticket of another looks like none at all";
    }
    for (const char* write : {"/replies", "/notes", "/status", "/assignment", "/transfer"})
      EXPECT_EQ(
          who->send("POST", "/api/v1/tickets/" + other + write, R"({"text": "x", "status": "in_process", "unit": "DOT", "assignee": "jio"})").status,
          who->send("POST", std::string("/api/v1/tickets/") + kNobodys + write,
                    R"({"text": "x", "status": "in_process", "unit": "DOT", "assignee": "jio"})")
              .status)
          << write;
    for (const char* list : {"/api/v1/tickets?unit=AIRTEL-KA", "/api/v1/tickets?unit=JIO-UW", "/api/v1/tickets?unit=MOC"})
      EXPECT_EQ(who->send("GET", list).body.find(other), std::string::npos) << list;
  }

  EXPECT_EQ(airtel.send("GET", "/api/v1/triage").status, 403) << "an operator has no triage desk";
  EXPECT_TRUE(jio_desk.get("/api/v1/triage").at("items").as_array().empty()) << "an operator's own triage desk sees nothing of the ministry's";
  Client seva = client("seva");
  const json::value open_items = seva.get("/api/v1/triage");
  const std::string item = text_at(open_items.at("items").at(0), "id");
  EXPECT_EQ(jio_desk.send("GET", "/api/v1/triage/" + item).status, 404);
  EXPECT_EQ(jio_desk.send("POST", "/api/v1/triage/" + item + "/decision", R"({"unit": "JIO"})").status, 404);
}

TEST_F(Ministry, keeps_numbers_off_the_page_that_everybody_may_see_and_out_of_its_log) {
  Client triage = client("seva");
  for (const json::value& ticket : tickets(triage)) {
    for (const char* language : {"en", "hi"}) {
      const Answer page = triage.send("GET", "/track/" + text_at(ticket, "docket") + "?lang=" + language);
      ASSERT_EQ(page.status, 200);
      for (const char* number : {"800020", "10000021", "226010", "560034"}) EXPECT_EQ(page.body.find(number), std::string::npos) << number;
    }
    const std::string why = triage.send("GET", "/api/v1/tickets/" + text_at(ticket, "docket") + "/explanation").body;
    for (const char* number : {"800020", "10000021", "226010", "560034"}) EXPECT_EQ(why.find(number), std::string::npos) << number << "\n" << why;
  }
  server_->send(SIGTERM);
  const Ended ended = server_->wait();
  for (const char* number : {"800020", "10000021", "226010", "560034"}) EXPECT_EQ((ended.out + ended.err).find(number), std::string::npos) << number;
}

TEST_F(Ministry, closes_with_outcomes_that_fit_and_refuses_the_others) {
  Client triage = client("seva");
  std::string parcel;
  std::string broadband;
  for (const json::value& ticket : tickets(triage)) {
    if (unit_of(ticket) == "POST-UP-LUCKNOW") parcel = "/api/v1/tickets/" + text_at(ticket, "docket") + "/status";
    if (unit_of(ticket) == "BSNL-BR") broadband = "/api/v1/tickets/" + text_at(ticket, "docket") + "/status";
  }
  const std::string restored =
      R"({"status": "closed", "outcome": {"code": "restored", "fields": {"docket": "PAT/4411", "description": "The fibre was joined near the bridge"}}})";
  EXPECT_EQ(triage.send("POST", parcel, restored).status, 422) << "a letter is not restored";
  const Answer closed = triage.send("POST", broadband, restored);
  EXPECT_EQ(closed.status, 200) << closed.body;
  const Answer delivered = triage.send(
      "POST", parcel, R"({"status": "closed", "outcome": {"code": "delivered", "fields": {"delivered_on": "05/01/2026", "office": "Lucknow GPO"}}})");
  EXPECT_EQ(delivered.status, 200) << delivered.body;
}

TEST(MinistryDemo, is_taken_in_with_books_that_balance_and_stores_nothing_twice) {
  const Seva seva(source("config/communications"));
  const std::string file = source("config/communications/demo/posts.jsonl");
  const auto number = [](const json::object& counts, const char* name) { return counts.at(name).to_number<std::int64_t>(); };
  const json::object first = seva.run({"replay", "--json", "--channel", "twitter", file}).json();
  EXPECT_GE(number(first, "posts_read"), 200);
  EXPECT_EQ(number(first, "posts_read"),
            number(first, "stored") + number(first, "duplicates") + number(first, "ignored") + number(first, "unreadable"));
  EXPECT_EQ(number(first, "stored"), number(first, "opened") + number(first, "appended") + number(first, "triage") + number(first, "chatter"));
  for (const char* name : {"opened", "appended", "triage", "chatter", "duplicates", "ignored"}) EXPECT_GT(number(first, name), 0) << name;
  EXPECT_EQ(number(first, "unreadable"), 0);
  const auto shape = seva.shape();
  EXPECT_EQ(number(seva.run({"replay", "--json", "--channel", "twitter", file}).json(), "stored"), 0);
  EXPECT_EQ(seva.shape(), shape);
}

}  // namespace
}  // namespace seva::whole
