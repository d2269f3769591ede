#include "storage/repository_session.hpp"

namespace seva::storage {

template <class Work>
auto RepositorySession::unless_poisoned(const Work& work) -> decltype(work(std::declval<Connection&>())) {
  if (poison_) throw DatabaseError(*poison_);
  try {
    return work(lease_->connection());
  } catch (const DatabaseError& error) {
    poison_ = error;
    throw;
  }
}

RepositorySession::RepositorySession(ConnectionPool& pool, Access access, std::chrono::milliseconds longest_wait) {
  constexpr int kMostDeadConnections = 64;
  for (int dead = 0;; ++dead) {
    lease_.emplace(pool.lease(longest_wait));
    try {
      begin(access);
      return;
    } catch (const DatabaseError& error) {
      lease_->discard();
      if (error.failure() != Failure::connection_lost || dead == kMostDeadConnections) throw;
      lease_.reset();
    }
  }
}

void RepositorySession::begin(Access access) {
  Connection& connection = lease_->connection();
  connection.tidy();
  connection.command("begin", access == Access::write ? begin_write(connection.dialect()) : begin_read(connection.dialect()));
}

RepositorySession::~RepositorySession() {
  if (!is_over_) roll_back();
}

void RepositorySession::roll_back() noexcept {
  try {
    if (poison_ && poison_->failure() == Failure::connection_lost)
      lease_->discard();
    else
      lease_->connection().command("roll back", "ROLLBACK");
  } catch (...) {
    lease_->discard();
  }
}

std::int64_t RepositorySession::execute(const Statement& statement, std::initializer_list<Value> values) {
  return unless_poisoned([&](Connection& connection) { return connection.execute(statement, {values.begin(), values.size()}); });
}

std::int64_t RepositorySession::run(const RowBatch& batch) {
  return unless_poisoned([&](Connection& connection) { return connection.run(batch); });
}

void RepositorySession::select(const Select& select, std::initializer_list<Value> values, const std::function<void(Row&)>& take) {
  this->select(select, std::span<const Value>(values.begin(), values.size()), take);
}

void RepositorySession::select(const Select& select, std::span<const Value> values, const std::function<void(Row&)>& take) {
  unless_poisoned([&](Connection& connection) { connection.select(select, values, take); });
}

void RepositorySession::command(std::string_view name, std::string_view text) {
  unless_poisoned([&](Connection& connection) { connection.command(name, text); });
}

void RepositorySession::commit() {
  command("commit", "COMMIT");
  is_over_ = true;
}

}  // namespace seva::storage
