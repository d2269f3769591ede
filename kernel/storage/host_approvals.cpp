#include "storage/host_approvals.hpp"

#include "storage/administration_records.hpp"
#include "storage/connection_pool.hpp"
#include "storage/retry.hpp"

namespace seva::storage {
namespace {

constexpr std::chrono::milliseconds kPatience{10'000};

const Select kAll = select("read plugins' hosts", "plugin, host, user_id, user_name, approved_at", "FROM plugin_hosts ORDER BY plugin, host");
const Select kFind = select("look for a plugin's host", "COUNT(*)", "FROM plugin_hosts WHERE plugin = :plugin AND host = :host");
const Statement kAdd = insert("approve a plugin's host", "plugin_hosts", "plugin, host, user_id, user_name, approved_at");
const Statement kRemove{"withdraw a plugin's host", "DELETE FROM plugin_hosts WHERE plugin = :plugin AND host = :host"};

class StoredHostApprovals final : public actions::HostApprovals {
 public:
  explicit StoredHostApprovals(const DatabaseAddress& address)
      : readers_(address, Access::read, BatchWriting::row_by_row, 1), writers_(address, Access::write, BatchWriting::row_by_row, 1) {}

  std::vector<domain::HostApproval> all() override {
    std::vector<domain::HostApproval> found;
    in_transaction(readers_, Access::read, [&](RepositorySession& session) {
      found.clear();
      session.select(kAll, {}, [&](Row& row) {
        auto& approval = found.emplace_back();
        approval.plugin = row.text();
        approval.host = row.text();
        approval.user = row.id<domain::UserId>();
        approval.user_name = row.text();
        approval.at = row.instant();
      });
    });
    return found;
  }

  bool approve(const domain::HostApproval& approval, const domain::AdministrationAct& act) override {
    return change(approval.plugin, approval.host, act, false, [&](RepositorySession& session) {
      session.execute(kAdd, {approval.plugin, approval.host, to_value(approval.user), approval.user_name, to_value(approval.at)});
    });
  }

  bool withdraw(const std::string& plugin, const std::string& host, const domain::AdministrationAct& act) override {
    return change(plugin, host, act, true, [&](RepositorySession& session) { session.execute(kRemove, {plugin, host}); });
  }

 private:
  template <class Work>
  static void in_transaction(ConnectionPool& pool, Access access, const Work& work) {
    Retry retry(kPatience);
    for (;;) {
      try {
        RepositorySession session(pool, access, kPatience);
        work(session);
        session.commit();
        return;
      } catch (const DatabaseError& error) {
        if (!retry.again_after(error.failure())) throw;
      }
    }
  }

  template <class Work>
  bool change(const std::string& plugin, const std::string& host, const domain::AdministrationAct& act, bool is_approved_before, const Work& work) {
    bool did_change = false;
    in_transaction(writers_, Access::write, [&](RepositorySession& session) {
      bool is_approved = false;
      session.select(kFind, {plugin, host}, [&](Row& row) { is_approved = row.number() > 0; });
      if (is_approved != is_approved_before) return;
      work(session);
      SociAdministrationRecords(session).add(act);
      did_change = true;  // and stays so where it is run again because nobody knows whether it was committed
    });
    return did_change;
  }

  ConnectionPool readers_;
  ConnectionPool writers_;
};

}  // namespace

std::unique_ptr<actions::HostApprovals> open_host_approvals(const DatabaseAddress& address) { return std::make_unique<StoredHostApprovals>(address); }

}  // namespace seva::storage
