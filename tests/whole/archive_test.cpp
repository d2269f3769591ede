#include <gtest/gtest.h>

#include <csignal>

#include "storage/migrate.hpp"
#include "storage/store.hpp"
#include "support/mariadb_server.hpp"
#include "support/synthetic_changes.hpp"
#include "whole/client.hpp"
#include "whole/program.hpp"

namespace seva::whole {
namespace {

constexpr std::size_t kTickets = 1'500;

/// `seva archive` beside a server that serves, ended hard in the middle and run again.
class ArchiveProgram : public ::testing::TestWithParam<bool> {
 protected:
  ArchiveProgram() {
    if (GetParam()) {
      address_ = testing::MariadbServer::shared().new_database();
      seva_.emplace(source("config/up-police"), written(address_));
    } else {
      seva_.emplace(source("config/up-police"));
      address_.path = seva_->home().file("seva.db");
    }
    EXPECT_TRUE(storage::migrate(address_));
    store_ = storage::open_store(address_);
    testing::SyntheticChanges synthetic(20251127);
    actions::Changes changes = synthetic.intake_batch(kTickets);
    for (domain::Ticket& ticket : changes.tickets) {
      ticket.status = domain::Status::closed;
      ticket.closed_at = std::chrono::sys_days{std::chrono::year{2025} / 11 / 14};
    }
    for (domain::Delivery& delivery : changes.deliveries) delivery.state = domain::DeliveryState::delivered;
    store_->write([&](actions::Transaction& transaction) { transaction.write(changes); });
  }
  ~ArchiveProgram() override { store_.reset(); }

  [[nodiscard]] std::int64_t tickets() { return seva_->stored().tickets; }

  storage::DatabaseAddress address_;
  std::optional<Seva> seva_;
  std::unique_ptr<actions::Store> store_;
  Folder folder_;
};

TEST_P(ArchiveProgram, killed_in_the_middle_it_goes_on_while_the_server_serves) {
  const auto server = seva_->start({"serve"});
  Client citizen(server->wait_for_line("Seva serves on "));
  const std::vector<std::string> command{"archive", "--closed-before", "2025-12", "--to", folder_.path().string()};
  std::int64_t here = 0;
  {
    const auto archiver = seva_->start(command);
    eventually([&] { return tickets() < static_cast<std::int64_t>(kTickets) || !archiver->is_running(); });
    archiver->send(SIGKILL);
    EXPECT_EQ(archiver->wait().status, -SIGKILL) << archiver->printed();
    here = tickets();
  }
  EXPECT_GT(here, 0) << "it was ended in the middle";
  EXPECT_LT(here, static_cast<std::int64_t>(kTickets));
  EXPECT_EQ(citizen.send("GET", "/readyz").status, 200);
  const Ended again = seva_->run(command);
  ASSERT_EQ(again.status, 0) << again.err;
  EXPECT_NE(again.err.find("whether they live"), std::string::npos) << "whoever was killed held the lease still";
  EXPECT_EQ(tickets(), 0);
  const std::string file = folder_.file("seva-archive-2025-11.jsonl.gz");
  const Ended look = seva_->run({"--json", "archive", "--look", file});
  ASSERT_EQ(look.status, 0) << look.err;
  EXPECT_EQ(look.json().at("rows").at("tickets").to_number<std::size_t>(), kTickets);
  EXPECT_EQ(citizen.send("GET", "/readyz").status, 200);
  const Ended back = seva_->run({"--json", "archive", "--restore", file});
  ASSERT_EQ(back.status, 0) << back.err;
  EXPECT_EQ(back.json().at("tickets").to_number<std::size_t>(), kTickets);
  EXPECT_EQ(tickets(), static_cast<std::int64_t>(kTickets));
  server->send(SIGTERM);
  EXPECT_EQ(server->wait().status, 0);
}

INSTANTIATE_TEST_SUITE_P(on, ArchiveProgram, ::testing::Bool(), [](const auto& test) { return test.param ? "mariadb" : "sqlite"; });

}  // namespace
}  // namespace seva::whole
