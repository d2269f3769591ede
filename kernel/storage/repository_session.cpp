#include "storage/repository_session.hpp"

#include "storage/retry.hpp"

namespace seva::storage {

/// `work` answers with the number of rows that matched, if there is one.
template <class Work>
std::int64_t RepositorySession::unless_poisoned(const Work& work) {
  if (poison_) throw DatabaseError(*poison_);
  for (;;) {
    try {
      const std::int64_t matched = work(lease_->connection());
      was_asked_ = true;
      return matched;
    } catch (const DatabaseError& error) {
      const bool lay_dead = !was_asked_ && error.failure() == Failure::connection_lost;
      if (!lay_dead || std::chrono::steady_clock::now() - began_at_ >= longest_wait_) {
        was_asked_ = true;
        poison_ = error;
        throw;
      }
    }
    take_another();
  }
}

RepositorySession::RepositorySession(ConnectionPool& pool, Access access, std::chrono::milliseconds longest_wait)
    : pool_(pool), access_(access), longest_wait_(longest_wait) {
  take_connection();
}

void RepositorySession::take_connection() {
  constexpr int kMostDeadConnections = 64;
  for (int dead = 0;; ++dead) {
    lease_.emplace(pool_.lease(longest_wait_));
    try {
      Connection& connection = lease_->connection();
      connection.tidy();
      connection.begin(access_);
      dialect_ = connection.dialect();
      was_asked_ = dialect_ == Dialect::sqlite;
      return;
    } catch (const DatabaseError& error) {
      lease_->discard();
      if (error.failure() != Failure::connection_lost || dead == kMostDeadConnections) throw;
      lease_.reset();
    }
  }
}

/// Waits for a server that is away, as whoever begins a transaction does (retried.hpp).
void RepositorySession::take_another() {
  lease_->discard();
  Retry retry(longest_wait_);
  for (;;) {
    try {
      lease_.reset();
      return take_connection();
    } catch (const DatabaseError& error) {
      if (retry.again_after(error.failure())) continue;
      poison_ = error;
      throw;
    }
  }
}

RepositorySession::~RepositorySession() {
  if (!is_over_) roll_back();
}

void RepositorySession::roll_back() noexcept {
  if (!was_asked_ || !lease_ || !lease_->has_connection()) return;
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
  unless_poisoned([&](Connection& connection) { return connection.select(select, values, take), 0; });
}

void RepositorySession::select(std::span<const Look> looks) {
  unless_poisoned([&](Connection& connection) { return connection.select(looks), 0; });
}

void RepositorySession::command(std::string_view name, std::string_view text) {
  unless_poisoned([&](Connection& connection) { return connection.command(name, text), 0; });
}

/// What was read is right, whatever becomes of the connection now.
void RepositorySession::end_look() noexcept {
  if (!was_asked_) return;
  try {
    lease_->connection().command_unheard("end a look", "COMMIT");
  } catch (...) {
    lease_->discard();
  }
}

void RepositorySession::commit() {
  if (access_ == Access::read && !poison_)
    end_look();
  else if (was_asked_)
    command("commit", "COMMIT");
  is_over_ = true;
}

}  // namespace seva::storage
