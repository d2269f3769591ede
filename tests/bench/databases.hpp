#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "domain/ticket.hpp"
#include "storage/address.hpp"
#include "support/mariadb_server.hpp"
#include "support/temporary_folder.hpp"

namespace seva::bench {

/// Databases of one kind for one run, as durable as in production; gone with this object. MariaDB is a server of the run's own, with a gigabyte for
/// pages and one for its log, as a machine that serves a ministry would give it.
class Databases {
 public:
  /// `name` is sqlite or mariadb. Throws std::invalid_argument for anything else.
  explicit Databases(const std::string& name);

  /// An empty one, migrated.
  [[nodiscard]] storage::DatabaseAddress fresh();
  [[nodiscard]] bool is_mariadb() const { return server_ != nullptr; }
  [[nodiscard]] testing::MariadbServer& server() { return *server_; }
  /// A folder for whatever else the run needs.
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }

 private:
  testing::TemporaryFolder folder_;
  std::unique_ptr<testing::MariadbServer> server_;
  int files_ = 0;
};

/// Words that no other text holds; each stands in one ticket of kRarely.
inline constexpr const char* kRareEnglish = "helicopter";
inline constexpr const char* kRareHindi = "यमुनापार";
inline constexpr std::size_t kRarely = 2'000;

/// So many tickets, each with its message, event, citizen and delivery, made from a seed and written raw. Answers with some of them from everywhere,
/// oldest first.
std::vector<domain::Ticket> fill(const storage::DatabaseAddress& address, std::size_t tickets);

}  // namespace seva::bench
