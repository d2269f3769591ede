#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <random>

#include "bench/processes.hpp"
#include "crash/ledger.hpp"
#include "crash/load.hpp"
#include "storage/store.hpp"
#include "support/mariadb_server.hpp"
#include "whole/client.hpp"
#include "whole/live_police.hpp"

namespace seva::crash {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using whole::LivePolice;

constexpr std::uint32_t kSeed = 61;

/// 20 in all where rounds are reduced, 300 where they are full: three fifths of them with a server of databases beside.
int kills(int of_twenty) {
  const char* rounds = std::getenv("SEVA_ROUNDS");
  return rounds != nullptr && std::string(rounds) == "full" ? of_twenty * 15 : of_twenty;
}

/// One that no outgoing connection is given, so that a server that starts again finds it free.
std::uint16_t lasting_port(std::mt19937& random) {
  for (;;) {
    const auto port = static_cast<std::uint16_t>(20'000 + random() % 10'000);
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool is_free = ::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    ::close(listener);
    if (is_free) return port;
  }
}

template <class Condition>
bool comes_true(Condition condition, std::chrono::seconds patience) {
  for (const auto deadline = Clock::now() + patience; !condition();) {
    if (Clock::now() > deadline) return false;
    std::this_thread::sleep_for(20ms);
  }
  return true;
}

/// A server of the instance that is started again where it was ended.
class Town {
 public:
  explicit Town(const std::string& database = {})
      : police(LivePolice::Answers::to_citizens, database),
        database_(database.empty() ? "sqlite:" + police.seva->home().file("seva.db") : database),
        random_(::getpid()) {
    police.seva->environment["SEVA_LISTEN"] = "127.0.0.1:" + std::to_string(lasting_port(random_));
    const whole::Ended added = police.seva->run({"user", "add", "hq", "--name", "HQ", "--role", "triage@UPP-HQ", "--random-password", "--json"});
    EXPECT_EQ(added.status, 0) << added.err;
    password = added.json().at("password").as_string().c_str();
    serve();
  }

  void serve() {
    server = police.seva->start({"serve"});
    address = server->wait_for_line("Seva serves on ");
  }
  void kill_server() {
    server->send(SIGKILL);
    static_cast<void>(server->wait());
    serve();
  }
  /// Any process of any plugin.
  void kill_plugin(std::mt19937& random) const {
    for (;;) {
      std::vector<pid_t> plugins;
      for (const pid_t child : bench::children_of(server->id()))
        if (bench::words_of(child).find("--serve") != std::string::npos) plugins.push_back(child);
      if (!plugins.empty() && ::kill(plugins[random() % plugins.size()], SIGKILL) == 0) return;
      std::this_thread::sleep_for(1ms);
    }
  }

  [[nodiscard]] std::unique_ptr<actions::Store> store() const { return storage::open_store(*storage::parse_address(database_)); }

  int deliver(const LivePolice::Post& post) const {
    return whole::Client(address)
        .send("POST", "/channels/twitter/webhook", post.body, {{"x-twitter-webhooks-signature", simulators::XApi::signature(post.body)}})
        .status;
  }

  LivePolice police;
  std::string password;
  std::string address;
  std::unique_ptr<whole::Process> server;

 private:
  std::string database_;
  std::mt19937 random_;
};

enum class Victim { server = 1, plugin, database };

/// Ends one victim after the other at random moments while people are at work, then lets the ledger judge.
void shake(Town& town, const std::vector<Victim>& victims, int kills, testing::MariadbServer* database) {
  std::mt19937 random(kSeed);
  Ledger ledger;
  const auto begin = Clock::now();
  {
    Load load(town.police, town.address, "hq", town.password, ledger);
    for (int kill = 0; kill < kills; ++kill) {
      const std::size_t before = ledger.posts();
      ASSERT_TRUE(comes_true([&] { return ledger.posts() >= before + 5; }, 120s)) << "nothing is acknowledged any more";
      std::this_thread::sleep_for(std::chrono::microseconds(random() % 300'000));  // the moment is the test's input
      switch (victims[static_cast<std::size_t>(kill) % victims.size()]) {
        case Victim::server: town.kill_server(); break;
        case Victim::plugin: town.kill_plugin(random); break;
        case Victim::database:
          database->kill();
          database->start();
          break;
      }
    }
    const std::size_t before = ledger.posts();
    ASSERT_TRUE(comes_true([&] { return ledger.posts() >= before + 5; }, 120s)) << "nothing is acknowledged after the last kill";
    EXPECT_EQ(load.finish(), "");
  }
  const auto store = town.store();
  EXPECT_TRUE(comes_true([&] { return Ledger::is_outbox_empty(*store); }, 300s)) << "something never leaves";
  const std::chrono::duration<double> took = Clock::now() - begin;
  std::cout << kills << " kills, " << ledger.posts() << " posts and " << ledger.replies() << " replies acknowledged, " << took.count() << " s\n";
  EXPECT_GT(ledger.replies(), 0U);
  EXPECT_EQ(ledger.judge(*store, town.police.x), "");
  town.server->send(SIGTERM);
  EXPECT_EQ(town.server->wait().status, 0);
}

TEST(Crash, of_server_plugins_and_database_lose_and_double_nothing_on_mariadb) {
  testing::MariadbServer database(testing::Durability::full);
  Town town(testing::text_of(database.new_database()));
  shake(town, {Victim::server, Victim::database, Victim::plugin}, kills(12), &database);
}

TEST(Crash, of_server_and_plugins_lose_and_double_nothing_on_sqlite) {
  Town town;
  shake(town, {Victim::server, Victim::plugin}, kills(8), nullptr);
}

TEST(Crash, nothing_is_acknowledged_while_the_disk_is_full_and_all_goes_on_by_itself_afterwards) {
  const whole::Folder folder;
  const std::string flag = folder.file("full");
  LivePolice police(LivePolice::Answers::none, {});
  police.seva->environment["LD_PRELOAD"] = SEVA_FULL_DISK_LIBRARY;
  police.seva->environment["SEVA_FULL_DISK"] = flag;
  police.seva->environment["ASAN_OPTIONS"] = "verify_asan_link_order=0";
  const auto server = police.seva->start({"serve"});
  whole::Client client(server->wait_for_line("Seva serves on "));
  const auto deliver = [&](const LivePolice::Post& post) {
    return client.send("POST", "/channels/twitter/webhook", post.body, {{"x-twitter-webhooks-signature", simulators::XApi::signature(post.body)}})
        .status;
  };
  ASSERT_EQ(deliver(police.complaint(0)), 200);
  const auto stored_before = police.seva->stored();
  const auto refused = police.complaint(1);
  folder.write("full", "");
  EXPECT_EQ(deliver(refused), 503);
  EXPECT_EQ(police.seva->stored(), stored_before);
  EXPECT_NE(server->printed().find("the disk is full or failed; make room"), std::string::npos) << server->printed();
  std::filesystem::remove(flag);
  EXPECT_TRUE(comes_true([&] { return deliver(refused) == 200; }, 60s)) << server->printed();
  EXPECT_EQ(police.seva->stored().messages, stored_before.messages + 1);
  EXPECT_EQ(deliver(refused), 200) << "what comes again is known";
  EXPECT_EQ(police.seva->stored().messages, stored_before.messages + 1);
  server->send(SIGTERM);
  EXPECT_EQ(server->wait().status, 0);
}

TEST(Crash, nothing_is_acknowledged_while_the_database_stands_still_and_all_goes_on_by_itself_afterwards) {
  testing::MariadbServer database(testing::Durability::full);
  Town town(testing::text_of(database.new_database()));
  ASSERT_EQ(town.deliver(town.police.complaint(0)), 200);
  const auto late = town.police.complaint(1);
  database.pause();
  EXPECT_EQ(town.deliver(late), 503);
  EXPECT_EQ(whole::Client(town.address).send("GET", "/livez").status, 200) << "the server itself lives";
  database.go_on();
  EXPECT_TRUE(comes_true([&] { return town.deliver(late) == 200; }, 120s));
  const auto store = town.store();
  std::vector<actions::KnownMessage> known;
  store->read([&](actions::Transaction& transaction) { known = transaction.intake().known_messages("twitter", {&late.id, 1}); });
  EXPECT_EQ(known.size(), 1U);
  EXPECT_NE(town.server->printed().find("the plugin or the database stands still"), std::string::npos) << town.server->printed();
  town.server->send(SIGTERM);
  EXPECT_EQ(town.server->wait().status, 0);
}

}  // namespace
}  // namespace seva::crash
