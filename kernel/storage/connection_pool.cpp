#include "storage/connection_pool.hpp"

#include "storage/database_error.hpp"

namespace seva::storage {

ConnectionPool::ConnectionPool(DatabaseAddress address, Access access, BatchWriting writing, std::size_t places)
    : address_(std::move(address)), access_(access), writing_(writing), free_places_(places) {}

ConnectionPool::Lease::~Lease() {
  if (pool_ != nullptr) pool_->give_back(std::move(connection_));
}

ConnectionPool::Lease ConnectionPool::lease(std::chrono::milliseconds longest) {
  std::unique_ptr<Connection> connection;
  {
    std::unique_lock lock(mutex_);
    if (!freed_.wait_for(lock, longest, [this] { return free_places_ > 0; })) throw DatabaseError(Failure::unavailable, 0, "wait for a connection");
    --free_places_;
    if (!idle_.empty()) {
      connection = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  Lease lease(*this, std::move(connection));
  if (!lease.has_connection()) lease.open(std::make_unique<Connection>(address_, access_, writing_));
  return lease;
}

void ConnectionPool::give_back(std::unique_ptr<Connection> connection) {
  {
    const std::lock_guard lock(mutex_);
    ++free_places_;
    if (connection) idle_.push_back(std::move(connection));
  }
  freed_.notify_one();
}

}  // namespace seva::storage
