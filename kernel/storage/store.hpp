#pragma once

#include <chrono>
#include <memory>

#include "actions/store.hpp"
#include "storage/address.hpp"
#include "storage/connection.hpp"
#include "storage/database_error.hpp"

namespace seva::storage {

struct StoreOptions {
  std::size_t readers = 4;  ///< connections that read
  std::size_t writers = 4;  ///< connections that write; SQLite has one whatever is said here
  BatchWriting batch_writing = BatchWriting::by_array;
  /// How long a call waits for a free connection, and after which time it does not run a work again.
  std::chrono::milliseconds patience{10'000};
};

/// The store on a database that migrate() has prepared. Connects when it is first used. Failures are DatabaseErrors.
///
/// write() runs the work again, a bounded number of times and after a random pause, when it
///   - lost to somebody else (deadlock, lock wait, changed row, busy file, actions::Outdated): the transaction was rolled back;
///   - hit a unique key that another transaction had just taken: twice at most, and only then passes the error on;
///   - lost the connection before the commit: nothing was stored;
///   - lost the connection at the commit: it is unknown what was stored. Therefore every work finds by unique key what it stored itself,
///     as intake does with (channel, source_id, revision), and ids are made inside of it.
/// read() runs the work again only where its transaction could not even begin.
/// Calls are not nested: on SQLite the second write() would wait for the first.
[[nodiscard]] std::unique_ptr<actions::Store> open_store(const DatabaseAddress& address, const StoreOptions& options = {});

}  // namespace seva::storage
