#include <gtest/gtest.h>
#include <sys/stat.h>

#include <csignal>
#include <cstdio>
#include <functional>
#include <sstream>

#include "support/mariadb_server.hpp"
#include "whole/client.hpp"
#include "whole/kannel.hpp"
#include "whole/program.hpp"

namespace seva::whole {
namespace {

/// A token as a secret of the environment. She is synthetic: no Indian number begins so.
constexpr const char* kToken = "a-token-of-the-test";
constexpr const char* kNumber = "910000012345";
constexpr const char* kEnglish =
    "My name is Anjali Testwala, house 17 Imaginary Lane, Aliganj Lucknow. A man follows me every day and threatens me. Please help";
constexpr const char* kHindi = "मैं अंजलि टेस्टवाला, मकान 17 कल्पित गली। एक लड़का रोज़ पीछा करता है और धमकी देता है। मदद करें";

std::string utf16(const std::string& utf8, bool is_little) {
  std::string bytes;
  for (std::size_t place = 0; place < utf8.size();) {
    const auto first = static_cast<unsigned char>(utf8[place]);
    const std::size_t size = first < 0x80 ? 1 : first < 0xE0 ? 2 : 3;
    unsigned unit = size == 1 ? first : size == 2 ? first & 0x1F : first & 0x0F;
    for (std::size_t next = 1; next < size; ++next) unit = unit << 6 | (static_cast<unsigned char>(utf8[place + next]) & 0x3F);
    const char high = static_cast<char>(unit >> 8);
    const char low = static_cast<char>(unit & 0xFF);
    bytes += is_little ? low : high;
    bytes += is_little ? high : low;
    place += size;
  }
  return bytes;
}

std::string percent(const std::string& text) {
  std::string encoded;
  for (const char byte : text) {
    std::array<char, 4> code{};
    std::snprintf(code.data(), code.size(), "%%%02X", static_cast<unsigned char>(byte));
    encoded += code.data();
  }
  return encoded;
}

std::string hex(const std::string& text) {
  std::string encoded = percent(text);
  std::erase(encoded, '%');
  for (char& symbol : encoded)
    if (symbol >= 'A' && symbol <= 'F') symbol = static_cast<char>(symbol - 'A' + 'a');
  return encoded;
}

/// The inner symbols of base64 for each of the three ways in which the text may lie in it.
std::vector<std::string> base64_cores(const std::string& text) {
  constexpr const char* kSymbols = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::vector<std::string> cores;
  for (std::size_t shift = 0; shift < 3; ++shift) {
    const std::string bytes = text.substr(shift, (text.size() - shift) / 3 * 3);
    std::string core;
    for (std::size_t place = 0; place + 2 < bytes.size(); place += 3) {
      const unsigned three = static_cast<unsigned>(static_cast<unsigned char>(bytes[place])) << 16 |
                             static_cast<unsigned>(static_cast<unsigned char>(bytes[place + 1])) << 8 | static_cast<unsigned char>(bytes[place + 2]);
      for (const int by : {18, 12, 6, 0}) core += kSymbols[three >> by & 63];
    }
    cores.push_back(core);
  }
  return cores;
}

/// Her name, number and street in every writing in which they might be stored without being sealed.
std::vector<std::string> needles() {
  std::vector<std::string> all;
  for (const std::string& word :
       {std::string("Anjali"), std::string("Testwala"), std::string("0000012345"), std::string("Imaginary Lane"), std::string("अंजलि"),
        std::string("टेस्टवाला"), std::string("कल्पित गली"), std::string("follows me"), std::string("पीछा करता"), std::string("4711/2026")}) {
    all.insert(all.end(), {word, utf16(word, true), utf16(word, false), percent(word), hex(word)});
    for (const std::string& core : base64_cores(word))
      if (core.size() >= 8) all.push_back(core);
  }
  return all;
}

/// A server's log is hundreds of megabytes of nothing: long runs of zero bytes are shortened.
void append_without_gaps(std::string& bytes, const std::string& file) {
  constexpr std::size_t kGap = 64;
  const std::string gap(kGap, '\0');
  for (std::size_t place = 0; place < file.size();) {
    const auto begin = std::min(file.find(gap, place), file.size());
    bytes.append(file, place, begin - place);
    const auto end = file.find_first_not_of('\0', begin);
    if (begin < file.size()) bytes += gap;
    place = end == std::string::npos ? file.size() : end;
  }
}

void expect_clean(const std::string& bytes, const std::string& where) {
  for (const std::string& needle : needles()) EXPECT_EQ(bytes.find(needle), std::string::npos) << where << " holds " << needle;
}

/// The shipped instance with its helpline switched on, on a database of its own, with Kannel beside it.
class Helpline : public ::testing::TestWithParam<const char*> {
 protected:
  Helpline() {
    std::filesystem::copy(source("config/up-police"), instance_.path(), std::filesystem::copy_options::recursive);
    std::string settings = text_of(instance_.file("seva.yaml"));
    settings = replaced(settings, "    mode: replay\n    confidential: UPP-1090\n",
                        "    mode: live\n    confidential: UPP-1090\n    hosts: ['" + kannel_.sendsms_host() + "']\n");
    settings = replaced(settings, "      country: '91'\n",
                        "      country: '91'\n      sendsms_url: http://" + kannel_.sendsms_host() +
                            "/cgi-bin/sendsms\n      username: seva\n      public_url: " + address_ + "/channels/helpline1090\n");
    instance_.write("seva.yaml", settings);
    instance_.write("accounts.csv",
                    replaced(text_of(instance_.file("accounts.csv")), "helpline1090,placeholder-1090-sms,UPP-1090,police,off,placeholder",
                             "helpline1090,1090,UPP-1090,police,live,sourced"));
    std::string database;
    if (is_mariadb()) {
      const auto at = testing::MariadbServer::shared().new_database();
      database_ = at.name;
      database = "mysql://seva:p%40ss%3Aw%2Frd%25%27%5C@127.0.0.1:" + std::to_string(at.port) + "/" + at.name;
    }
    seva_ = std::make_unique<Seva>(instance_.path().string(), database);
    seva_->environment = {
        {"SEVA_LISTEN", address_.substr(7)}, {"SEVA_HELPLINE_TOKEN", kToken}, {"SEVA_HELPLINE_GATEWAY_PASSWORD", "a gateway password"}};
    const Ended created = seva_->run({"vault", "create"});
    EXPECT_EQ(created.status, 0) << created.err;
    for (const auto& [login, role] : std::map<std::string, std::string>{{"keeper", "supervisor@UPP-1090"},
                                                                        {"hq", "officer@UPP-HQ"},
                                                                        {"hq-triage", "triage@UPP-HQ"},
                                                                        {"centre", "command_centre@UPP-HQ"},
                                                                        {"lucknow", "officer@UPP-D-LUCKNOW"},
                                                                        {"admin", "administrator@UPP-HQ"}}) {
      const Ended added = seva_->run({"user", "add", login, "--name", login, "--role", role, "--random-password", "--json"});
      EXPECT_EQ(added.status, 0) << added.err;
      passwords_[login] = added.json().at("password").as_string().c_str();
    }
    server_ = seva_->start({"serve", "--log-level", "debug"});
    server_->wait_for_line("Seva serves on ");
  }

  static bool is_mariadb() { return std::string(GetParam()) == "mariadb"; }

  Client as(const std::string& login) {
    Client client(address_);
    client.sign_in(login, passwords_.at(login));
    return client;
  }

  std::string hook(const std::string& what) const { return address_ + "/channels/helpline1090/" + what + "/" + kToken; }
  std::string by_post() const { return "post-url = \"" + hook("sms") + "?id=%I\"\nsend-sender = true\n"; }
  std::string by_get() const { return "get-url = \"" + hook("sms") + "?id=%I&from=%p&to=%P&text=%b&coding=%c&charset=%C&time=%T&udh=%u\"\n"; }

  std::string only_docket() {
    std::string docket;
    Client keeper = as("keeper");
    eventually([&] {
      const auto tickets = keeper.get("/api/v1/tickets").at("tickets").as_array();
      if (tickets.size() == 1) docket = tickets[0].at("docket").as_string().c_str();
      return tickets.size() == 1;
    });
    return docket;
  }

  /// All bytes of the database's files.
  std::string database_bytes() {
    std::string bytes;
    if (is_mariadb()) testing::MariadbServer::shared().write_out(database_);
    const auto folder = is_mariadb() ? testing::MariadbServer::shared().data_folder() : seva_->home().path();
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
      if (entry.is_regular_file()) append_without_gaps(bytes, text_of(entry.path().string()));
    return bytes;
  }

  const std::string address_ = "http://127.0.0.1:" + std::to_string(free_port());
  std::string database_;  ///< its name on MariaDB
  Folder instance_;
  Kannel kannel_;
  std::unique_ptr<Seva> seva_;
  std::map<std::string, std::string> passwords_;
  std::unique_ptr<Process> server_;
};

/// What a phone printed of an SMS in UCS-2, without its zero bytes.
std::string without_zeros(std::string text) {
  for (auto at = text.find("%00"); at != std::string::npos; at = text.find("%00")) text.erase(at, 3);
  return text;
}

TEST_P(Helpline, sms_in_docket_out_and_the_report_of_its_arrival) {
  kannel_.start({.service = by_post()});
  kannel_.phone(std::string(kNumber) + " 1090 text " + kEnglish);
  const std::string docket = only_docket();
  eventually([&] { return !kannel_.received().empty(); });
  EXPECT_EQ(kannel_.received().size(), 1U);
  EXPECT_NE(kannel_.received()[0].find("Your message has arrived. Number: " + docket + "."), std::string::npos) << kannel_.received()[0];
  EXPECT_NE(kannel_.received()[0].find("1090 +" + std::string(kNumber)), std::string::npos) << kannel_.received()[0];
  eventually([&] { return seva_->delivery_states(docket) == std::vector<std::string>{"delivered"}; });
}

TEST_P(Helpline, hindi_goes_both_ways_and_she_is_known_again) {
  kannel_.start({.service = by_get()});
  kannel_.phone(std::string(kNumber) + " 1090 ucs2 " + percent(utf16(kHindi, false)));
  const std::string docket = only_docket();
  eventually([&] { return !kannel_.received().empty(); });
  EXPECT_NE(without_zeros(kannel_.received()[0]).find(without_zeros(docket)), std::string::npos) << kannel_.received()[0];
  EXPECT_NE(kannel_.received()[0].find("ucs-2"), std::string::npos);
  Client keeper = as("keeper");
  EXPECT_NE(keeper.send("GET", "/api/v1/tickets/" + docket + "/timeline").body.find("कल्पित गली"), std::string::npos) << "the keeper reads it whole";
  kannel_.phone(std::string(kNumber) + " 1090 text he is outside again");
  eventually([&] { return keeper.send("GET", "/api/v1/tickets/" + docket + "/timeline").body.find("he is outside again") != std::string::npos; });
  EXPECT_EQ(keeper.get("/api/v1/tickets").at("tickets").as_array().size(), 1U);
}

TEST_P(Helpline, parts_that_the_gateway_did_not_join_become_one_message) {
  kannel_.start({.service = by_get(), .joins_parts = false});
  kannel_.phone(std::string(kNumber) + " 1090 udh-text %05%00%03%AA%02%02 threatens me. Please help");
  Client anybody(address_);
  eventually([&] { return anybody.send("GET", "/metrics").body.find(R"(route="/channels/{channel}/{path…}",status="200")") != std::string::npos; });
  kannel_.phone(std::string(kNumber) + " 1090 udh-text %05%00%03%AA%02%01 A man follows me every day in Lucknow and ");
  const std::string docket = only_docket();
  Client keeper = as("keeper");
  EXPECT_NE(keeper.send("GET", "/api/v1/tickets/" + docket + "/timeline").body.find("threatens me. Please help"), std::string::npos);
}

TEST_P(Helpline, nothing_of_her_lies_anywhere_in_clear) {
  kannel_.start({.service = by_post()});
  kannel_.phone(std::string(kNumber) + " 1090 text " + kEnglish);
  const std::string docket = only_docket();
  kannel_.phone(std::string(kNumber) + " 1090 ucs2 " + percent(utf16(kHindi, false)));
  Client keeper = as("keeper");
  const std::string ticket = "/api/v1/tickets/" + docket;
  eventually([&] { return keeper.send("GET", ticket + "/timeline").body.find("कल्पित") != std::string::npos; });
  EXPECT_EQ(keeper.send("POST", ticket + "/notes", R"({"text": "Anjali Testwala of Imaginary Lane called from 0000012345"})").status, 200);
  EXPECT_EQ(keeper.send("POST", ticket + "/replies", R"({"text": "We are coming to Imaginary Lane", "private": true})").status, 422);
  EXPECT_EQ(keeper.send("POST", ticket + "/replies", R"({"ready": "neutral_contact", "private": true})").status, 200);
  const Answer revealed = keeper.send("POST", ticket + "/reveal", R"({"reason": "Anjali asked to be called back"})");
  EXPECT_EQ(revealed.status, 200) << revealed.body;
  EXPECT_NE(revealed.body.find(std::string("+") + kNumber), std::string::npos) << "the key opens it";
  EXPECT_EQ(keeper
                .send("POST", ticket + "/status",
                      R"({"status": "closed", "outcome": {"code": "fir", "fields": {"fir_number": "4711/2026", "station": "Imaginary Lane"}}})")
                .status,
            200);
  // What nobody can read, and a token that is wrong.
  Client stranger(address_);
  EXPECT_EQ(stranger.send("GET", "/channels/helpline1090/sms/wrong?from=0000012345&text=Anjali+Testwala").status, 401);
  EXPECT_EQ(stranger
                .send("POST", "/channels/helpline1090/sms/" + std::string(kToken) + "?id=1", std::string(200'000, 'x') + "Anjali Testwala",
                      {{"X-Kannel-From", "0000012345"}, {"X-Kannel-To", "1090"}})
                .status,
            200);
  EXPECT_EQ(
      stranger
          .send("GET",
                "/channels/helpline1090/call/" + std::string(kToken) +
                    "?CallSid=7bea36f8&CallFrom=%2B910000012345&CallTo=1090&Direction=incoming&CallType=client-hangup&CallerName=Anjali+Testwala")
          .status,
      200);
  EXPECT_EQ(seva_->stored().calls, 1);
  eventually([&] { return kannel_.received().size() == 2; });

  const Answer metrics = stranger.send("GET", "/metrics");
  EXPECT_EQ(metrics.status, 200);
  expect_clean(metrics.body, "/metrics");
  for (const std::string login : {"hq", "hq-triage", "centre"}) {
    SCOPED_TRACE(login);
    Client above = as(login);
    const Answer seen = above.send("GET", ticket);
    EXPECT_EQ(seen.status, 200);
    EXPECT_EQ(boost::json::parse(seen.body).at("summary").as_string(), "X");
    for (const std::string& path : {ticket, ticket + "/timeline", ticket + "/explanation", ticket + "/looks", std::string("/api/v1/tickets"),
                                    ticket + "/options", std::string("/api/v1/views"), std::string("/api/v1/triage")}) {
      const Answer answer = above.send("GET", path);
      expect_clean(answer.body, login + " at " + path);
    }
    EXPECT_EQ(above.send("POST", ticket + "/reveal", R"({"reason": "I want to know"})").status, 403);
  }
  EXPECT_EQ(as("lucknow").send("GET", ticket).status, 404);
  Client admin = as("admin");
  EXPECT_EQ(admin.send("GET", ticket).status, 404);
  expect_clean(admin.send("GET", "/api/v1/admin/dead-letters").body, "dead letters");
  expect_clean(admin.send("GET", "/api/v1/admin/plugins").body, "plugins");
  const Answer track = stranger.send("GET", "/track/" + docket);
  EXPECT_EQ(track.status, 404) << "it is on no public page";
  expect_clean(track.body, "/track");
  const Ended explained = seva_->run({"explain", docket});
  EXPECT_EQ(explained.status, 1);
  expect_clean(explained.out + explained.err, "seva explain");
  expect_clean(keeper.send("GET", "/api/v1/tickets").body, "the keeper's own list");

  server_->send(SIGTERM);
  const Ended ended = server_->wait();
  expect_clean(ended.out + ended.err, "the server's log");
  EXPECT_NE(ended.err.find("/channels/{channel}"), std::string::npos) << "the search looks at the right log";
  const std::string stored = database_bytes();
  EXPECT_NE(stored.find(docket), std::string::npos) << "the search looks at the right bytes";
  expect_clean(stored, "the database");
}

INSTANTIATE_TEST_SUITE_P(on, Helpline, ::testing::Values("sqlite", "mariadb"), [](const auto& database) { return std::string(database.param); });

TEST(HelplineWithoutKey, is_refused_with_what_to_do_and_the_rest_serves) {
  Seva seva(source("config/up-police"));
  const Ended checked = seva.run({"check"});
  EXPECT_EQ(checked.status, 1);
  EXPECT_NE(checked.err.find("seva vault create"), std::string::npos) << checked.err;
  const Ended replayed = seva.run({"replay", "helpline1090=" + source("config/up-police/demo/helpline1090.replay")});
  EXPECT_EQ(replayed.status, 1);
  EXPECT_EQ(seva.stored().messages, 0) << "nothing is taken in that cannot be sealed";
  EXPECT_EQ(seva.run({"replay", "twitter=" + source("config/up-police/demo/posts.jsonl")}).status, 0);
  EXPECT_EQ(seva.run({"vault", "create"}).status, 0);
  struct stat status {};
  ASSERT_EQ(::stat(seva.home().file("vault.key").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  EXPECT_EQ(seva.run({"vault", "create"}).status, 1) << "it is never overwritten";
  EXPECT_EQ(seva.run({"check"}).status, 0);
  EXPECT_EQ(seva.run({"replay", "helpline1090=" + source("config/up-police/demo/helpline1090.replay")}).status, 0);
}

}  // namespace
}  // namespace seva::whole
