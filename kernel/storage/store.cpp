#include "storage/store.hpp"

#include "storage/connection_pool.hpp"
#include "storage/log_checkpoints.hpp"
#include "storage/retried.hpp"
#include "storage/transaction.hpp"

namespace seva::storage {
namespace {

const Select kHighestId{"find the highest id",
                        "SELECT MAX(id) FROM (SELECT MAX(id) AS id FROM citizens UNION ALL SELECT MAX(id) FROM messages UNION ALL "
                        "SELECT MAX(id) FROM tickets UNION ALL SELECT MAX(id) FROM events UNION ALL SELECT MAX(id) FROM triage_items UNION ALL "
                        "SELECT MAX(id) FROM deliveries UNION ALL SELECT MAX(id) FROM dead_letters UNION ALL SELECT MAX(id) FROM calls UNION ALL "
                        "SELECT MAX(id) FROM users UNION ALL SELECT MAX(id) FROM sealed_reads UNION ALL SELECT MAX(id) FROM saved_views UNION ALL "
                        "SELECT MAX(id) FROM ready_replies UNION ALL SELECT MAX(id) FROM files "
                        "UNION ALL SELECT MAX(id) FROM administration_acts UNION ALL SELECT MAX(id) FROM archives "
                        "UNION ALL SELECT MAX(move) FROM archived_tickets UNION ALL SELECT 0) AS ids",
                        1};

class SociStore final : public actions::Store {
 public:
  SociStore(const DatabaseAddress& address, const StoreOptions& options)
      : options_(options),
        readers_(address, Access::read, options.batch_writing, options.readers),
        writers_(address, Access::write, options.batch_writing, address.engine == Engine::sqlite ? 1 : options.writers) {
    if (address.engine == Engine::sqlite) checkpoints_.emplace(address);
  }

  void write(const std::function<void(actions::Transaction&)>& work) override {
    run_writing(writers_, options_.patience, [&](RepositorySession& session) {
      SociTransaction transaction(session, Access::write);
      work(transaction);
    });
    if (checkpoints_) checkpoints_->note_commit();
  }

  void read(const std::function<void(actions::Transaction&)>& work) override {
    run_reading(readers_, options_.patience, [&](RepositorySession& session) {
      SociTransaction transaction(session, Access::read);
      work(transaction);
    });
  }

  std::int64_t highest_id() override {
    std::int64_t highest = 0;
    run_reading(readers_, options_.patience,
                [&](RepositorySession& session) { session.select(kHighestId, {}, [&](Row& row) { highest = row.number(); }); });
    return highest;
  }

 private:
  StoreOptions options_;
  ConnectionPool readers_;
  ConnectionPool writers_;
  std::optional<LogCheckpoints> checkpoints_;  ///< of SQLite
};

}  // namespace

std::unique_ptr<actions::Store> open_store(const DatabaseAddress& address, const StoreOptions& options) {
  return std::make_unique<SociStore>(address, options);
}

}  // namespace seva::storage
