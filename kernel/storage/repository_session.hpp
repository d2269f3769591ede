#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "storage/connection_pool.hpp"
#include "storage/database_error.hpp"

namespace seva::storage {

/// One transaction on a leased connection. Without commit() it is rolled back when destroyed, and a connection that cannot do so is closed.
///
/// After the first error it is poisoned: every later call throws that error again. For after a deadlock the server has ended
/// the transaction by itself; a statement sent then would commit alone, and COMMIT would answer OK with nothing stored.
class RepositorySession {
 public:
  /// Begins the transaction. A connection that died while it lay idle is closed and another one taken, at the latest when the first statement finds
  /// it dead: nothing can have been stored by then, and nothing was answered.
  RepositorySession(ConnectionPool& pool, Access access, std::chrono::milliseconds longest_wait);
  ~RepositorySession();
  RepositorySession(const RepositorySession&) = delete;
  RepositorySession& operator=(const RepositorySession&) = delete;

  [[nodiscard]] Dialect dialect() { return dialect_; }

  std::int64_t execute(const Statement& statement, std::initializer_list<Value> values);
  std::int64_t run(const RowBatch& batch);
  void select(const Select& select, std::initializer_list<Value> values, const std::function<void(Row&)>& take);
  void select(const Select& select, std::span<const Value> values, const std::function<void(Row&)>& take);
  /// Several that do not depend on each other: a server is asked all of them at once.
  void select(std::span<const Look> looks);
  void command(std::string_view name, std::string_view text);

  /// Of a transaction that reads it does not wait for the answer.
  void commit();

 private:
  void take_connection();
  void take_another();
  void end_look() noexcept;
  void roll_back() noexcept;

  template <class Work>
  std::int64_t unless_poisoned(const Work& work);

  ConnectionPool& pool_;
  Access access_;
  std::chrono::milliseconds longest_wait_;
  std::chrono::steady_clock::time_point began_at_ = std::chrono::steady_clock::now();
  std::optional<ConnectionPool::Lease> lease_;
  Dialect dialect_ = Dialect::sqlite;
  bool was_asked_ = false;  ///< something of the transaction was, so that it may have begun
  std::optional<DatabaseError> poison_;
  bool is_over_ = false;
};

}  // namespace seva::storage
