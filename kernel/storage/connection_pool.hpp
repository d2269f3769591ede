#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "storage/connection.hpp"

namespace seva::storage {

/// A fixed number of places for connections, opened when first needed. Safe to use from any thread. A pool of one place is a mutex:
/// that is how SQLite has one writer.
class ConnectionPool {
 public:
  /// The right to one connection until it is destroyed. Of one thread at a time; must not outlive the pool.
  class Lease {
   public:
    Lease(ConnectionPool& pool, std::unique_ptr<Connection> connection) : pool_(&pool), connection_(std::move(connection)) {}
    ~Lease();
    Lease(Lease&& other) noexcept : pool_(std::exchange(other.pool_, nullptr)), connection_(std::move(other.connection_)) {}
    Lease& operator=(Lease&&) = delete;

    [[nodiscard]] bool has_connection() const { return connection_ != nullptr; }
    void open(std::unique_ptr<Connection> connection) { connection_ = std::move(connection); }
    [[nodiscard]] Connection& connection() { return *connection_; }
    /// The connection is closed instead of handed on.
    void discard() { connection_.reset(); }

   private:
    ConnectionPool* pool_;
    std::unique_ptr<Connection> connection_;
  };

  ConnectionPool(DatabaseAddress address, Access access, BatchWriting writing, std::size_t places);

  /// Waits for a free place, then opens a connection if there is none. Throws DatabaseError: unavailable after `longest`, or why it could not be
  /// opened.
  [[nodiscard]] Lease lease(std::chrono::milliseconds longest);

 private:
  void give_back(std::unique_ptr<Connection> connection);

  DatabaseAddress address_;
  Access access_;
  BatchWriting writing_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::size_t free_places_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace seva::storage
