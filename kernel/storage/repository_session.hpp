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
  /// Begins the transaction. A connection that died while it lay idle is closed and another one taken.
  RepositorySession(ConnectionPool& pool, Access access, std::chrono::milliseconds longest_wait);
  ~RepositorySession();
  RepositorySession(const RepositorySession&) = delete;
  RepositorySession& operator=(const RepositorySession&) = delete;

  [[nodiscard]] Dialect dialect() { return lease_->connection().dialect(); }

  std::int64_t execute(const Statement& statement, std::initializer_list<Value> values);
  std::int64_t run(const RowBatch& batch);
  void select(const Select& select, std::initializer_list<Value> values, const std::function<void(Row&)>& take);
  void select(const Select& select, std::span<const Value> values, const std::function<void(Row&)>& take);
  void command(std::string_view name, std::string_view text);

  void commit();

 private:
  void begin(Access access);
  void roll_back() noexcept;

  template <class Work>
  auto unless_poisoned(const Work& work) -> decltype(work(std::declval<Connection&>()));

  std::optional<ConnectionPool::Lease> lease_;
  std::optional<DatabaseError> poison_;
  bool is_over_ = false;
};

}  // namespace seva::storage
