// Dying, and not hearing an answer, at each of the worst places in turn, by a program that fails there on purpose. The ledger is the judge.
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <iostream>

#include "crash/ledger.hpp"
#include "crash/load.hpp"
#include "crash/town.hpp"
#include "support/mariadb_server.hpp"

namespace seva::crash {
namespace {

using namespace std::chrono_literals;

bool are_rounds_full() {
  const char* rounds = std::getenv("SEVA_ROUNDS");
  return rounds != nullptr && std::string(rounds) == "full";
}

/// How often each place is the place of a death.
int deaths() { return are_rounds_full() ? 30 : 4; }

/// Each of these waits for what is unknown to be settled; the plain run has each on one database.
bool is_for_long(const char* database, const std::string& of_plain_run) { return !are_rounds_full() && database != of_plain_run; }
constexpr const char* kForLong = "On the other database it runs with --long.";

class Failpoints : public ::testing::TestWithParam<const char*> {
 protected:
  Failpoints() : town_(address(), SEVA_FAILING_PROGRAM) {}

  /// Serves with the failpoint until it ended itself by it.
  void die_at(const std::string& failpoint) {
    try {
      serve(failpoint);
    } catch (const std::runtime_error&) {
      // It came to the place before it served, as what is printed tells.
    }
    ASSERT_TRUE(comes_true([&] { return !town_.server->is_running(); }, 60s)) << failpoint << " is never reached";
    expect_reached();
  }
  void serve(const std::string& failpoint) {
    town_.police.seva->environment["SEVA_FAILPOINT"] = failpoint;
    town_.kill_server();
  }
  void expect_reached() const {
    EXPECT_NE(town_.server->printed().find("failpoint reached"), std::string::npos) << "it failed by itself: " << town_.server->printed();
  }
  void serve_well() {
    town_.police.seva->environment.erase("SEVA_FAILPOINT");
    town_.kill_server();
  }
  void expect_progress(std::size_t posts) {
    const std::size_t before = ledger_.posts();
    ASSERT_TRUE(comes_true([&] { return ledger_.posts() >= before + posts; }, 120s)) << "nothing is acknowledged any more";
  }
  void judge() {
    const auto store = town_.store();
    EXPECT_TRUE(comes_true([&] { return Ledger::is_outbox_empty(*store); }, 300s)) << "something never leaves";
    EXPECT_GT(ledger_.replies(), 0U);
    EXPECT_EQ(ledger_.judge(*store, town_.police.x), "");
    std::cout << ledger_.posts() << " posts and " << ledger_.replies() << " replies acknowledged\n";
    town_.server->send(SIGTERM);
    EXPECT_EQ(town_.server->wait().status, 0);
  }

 private:
  std::string address() {
    if (GetParam() == std::string("sqlite")) return {};
    database_ = std::make_unique<testing::MariadbServer>(testing::Durability::full);
    return testing::text_of(database_->new_database());
  }

  std::unique_ptr<testing::MariadbServer> database_;

 protected:
  Town town_;
  Ledger ledger_;
};

TEST_P(Failpoints, lose_and_double_nothing_where_the_server_dies_there) {
  if (is_for_long(GetParam(), "sqlite")) GTEST_SKIP() << kForLong;
  {
    Load load(town_.police, town_.address, "hq", town_.password, ledger_);
    expect_progress(5);
    for (int time = 1; time <= deaths(); ++time)
      for (const char* place : {"before_commit", "after_commit", "after_foreign_answer"}) {
        die_at(place + std::string("@") + std::to_string(time * 2));
        if (HasFatalFailure()) return;
      }
    serve_well();
    expect_progress(5);
    EXPECT_EQ(load.finish(), "");
  }
  judge();
}

TEST_P(Failpoints, lose_and_double_nothing_where_the_answer_to_a_commit_is_lost) {
  if (is_for_long(GetParam(), "mariadb")) GTEST_SKIP() << kForLong;
  serve("commit_unknown@3");
  {
    Load load(town_.police, town_.address, "hq", town_.password, ledger_);
    expect_progress(static_cast<std::size_t>(deaths()) * 10);
    EXPECT_EQ(load.finish(), "");
    expect_reached();
  }
  judge();
}

INSTANTIATE_TEST_SUITE_P(on, Failpoints, ::testing::Values("sqlite", "mariadb"), [](const auto& one) { return std::string(one.param); });

}  // namespace
}  // namespace seva::crash
