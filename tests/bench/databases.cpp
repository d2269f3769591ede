#include "bench/databases.hpp"

#include <stdlib.h>

#include <stdexcept>

#include "bench/raw_intake.hpp"
#include "storage/migrate.hpp"
#include "support/synthetic_changes.hpp"

namespace seva::bench {
namespace {

constexpr std::uint64_t kSeed = 43;
constexpr std::size_t kTogether = 1000;

/// One ticket every six seconds, each with deadlines as its priority has them.
void set_clock(domain::Ticket& ticket, std::size_t number) {
  constexpr domain::Instant kBegin{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};
  ticket.opened_at = kBegin + std::chrono::seconds(6 * number);
  const std::chrono::hours response{2 * static_cast<int>(ticket.priority) * static_cast<int>(ticket.priority)};
  ticket.response_due = ticket.opened_at + response;
  ticket.resolution_due = ticket.opened_at + 7 * response;
}

}  // namespace

Databases::Databases(const std::string& name) {
  if (name != "sqlite" && name != "mariadb") throw std::invalid_argument("The database is sqlite or mariadb.");
  if (name != "mariadb") return;
  server_ = std::make_unique<testing::MariadbServer>(testing::Durability::full);
  server_->command("SET GLOBAL innodb_log_file_size = 1073741824");
  server_->command("SET GLOBAL innodb_buffer_pool_size = 1073741824");
}

storage::DatabaseAddress Databases::fresh() {
  storage::DatabaseAddress address;
  if (server_)
    address = server_->new_database();
  else
    address.path = (folder_.path() / (std::to_string(++files_) + ".db")).string();
  if (const auto migrated = storage::migrate(address); !migrated) throw std::runtime_error(migrated.error().what);
  return address;
}

std::vector<domain::Ticket> fill(const storage::DatabaseAddress& address, std::size_t tickets) {
  constexpr std::size_t kSamples = 500;
  const std::size_t between = std::max<std::size_t>(tickets / kSamples, 1);
  testing::SyntheticChanges synthetic(kSeed);
  const auto raw = testing::open_raw_intake(address);
  std::vector<domain::Ticket> samples;
  for (std::size_t written = 0; written < tickets; written += kTogether) {
    auto changes = synthetic.intake_batch(std::min(kTogether, tickets - written));
    for (std::size_t place = 0; place < changes.tickets.size(); ++place) {
      const std::size_t number = written + place;
      set_clock(changes.tickets[place], number);
      if (number % kRarely == 7) changes.messages[place].text += std::string(" ") + kRareEnglish;
      if (number % kRarely == 8) changes.messages[place].text += std::string(" ") + kRareHindi;
      if (number % between == 0) samples.push_back(changes.tickets[place]);
    }
    raw->write(testing::RawBatch(changes, address.engine));
  }
  return samples;
}

}  // namespace seva::bench
