#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "actions/changes.hpp"
#include "storage/address.hpp"
#include "storage/row_batch.hpp"

namespace seva::testing {

/// The rows of one batch of intake, made ready beforehand: what the database itself takes to store them is the limit that a store is measured by.
/// Lives no longer than the changes.
struct RawBatch {
  std::deque<storage::RowBatch> statements;  ///< in the order in which they are to be run

  RawBatch(const actions::Changes& changes, storage::Engine engine);
};

/// Writes batches with the database's own interface and nothing else: one transaction each, prepared statements, for MariaDB array binding.
/// The very rows, bytes and settings that the store writes with. Of one thread. Throws std::runtime_error.
class RawIntake {
 public:
  virtual ~RawIntake() = default;
  virtual void write(const RawBatch& batch) = 0;
};

/// On a database that was migrated.
[[nodiscard]] std::unique_ptr<RawIntake> open_raw_intake(const storage::DatabaseAddress& address);

}  // namespace seva::testing
