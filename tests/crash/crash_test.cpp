#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <random>

#include "crash/ledger.hpp"
#include "crash/load.hpp"
#include "crash/town.hpp"
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
  // What was handed over when its plugin died is handed over again after 90 s, and looked for among all posts since: some minutes, where many were.
  EXPECT_TRUE(comes_true([&] { return Ledger::is_outbox_empty(*store); }, 900s)) << "something never leaves";
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
  police.seva->environment["SEVA_FULL_DISK_OF"] = "seva.db";
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

/// Tables are files that grow by some pages at a time: complaints are told until one of them finds no room.
TEST(Crash, nothing_is_acknowledged_that_finds_no_room_on_the_disk_of_mariadb_and_all_goes_on_by_itself_afterwards) {
  const whole::Folder folder;
  testing::MariadbServer database(testing::Durability::full);
  database.environment = {{"LD_PRELOAD", SEVA_FULL_DISK_LIBRARY}, {"SEVA_FULL_DISK", folder.file("full")}, {"SEVA_FULL_DISK_OF", ".ibd"}};
  database.kill();
  database.start();
  Town town(testing::text_of(database.new_database()));
  constexpr std::size_t kMost = 3'000;
  std::vector<LivePolice::Post> told{town.police.complaint(0)};
  ASSERT_EQ(town.deliver(told.back()), 200);
  folder.write("full", "");
  int status = 200;
  while (status == 200 && told.size() < kMost) status = town.deliver(told.emplace_back(town.police.complaint(static_cast<int>(told.size()))));
  EXPECT_EQ(status, 503) << "of " << told.size();
  const auto times_stored = [&](const std::string& id) {
    std::vector<actions::KnownMessage> known;
    town.store()->read([&](actions::Transaction& transaction) { known = transaction.intake().known_messages("twitter", {&id, 1}); });
    return known.size();
  };
  EXPECT_EQ(times_stored(told.back().id), 0U);
  EXPECT_EQ(whole::Client(town.address).send("GET", "/livez").status, 200) << "the server itself lives";
  EXPECT_NE(town.server->printed().find("the disk is full or failed; make room"), std::string::npos) << town.server->printed();
  std::filesystem::remove(folder.file("full"));
  EXPECT_TRUE(comes_true([&] { return town.deliver(told.back()) == 200; }, 60s)) << town.server->printed();
  for (const auto& post : told) EXPECT_EQ(times_stored(post.id), 1U);
  town.server->send(SIGTERM);
  EXPECT_EQ(town.server->wait().status, 0);
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
