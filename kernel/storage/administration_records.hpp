#pragma once

#include "actions/store.hpp"
#include "storage/repository_session.hpp"

namespace seva::storage {

class SociAdministrationRecords final : public actions::AdministrationRecords {
 public:
  explicit SociAdministrationRecords(RepositorySession& session) : session_(session) {}

  std::vector<domain::PluginOverride> overrides() override;
  void set(const domain::PluginOverride& chosen) override;
  std::vector<domain::PluginSecret> secrets() override;
  void set(const domain::PluginSecret& secret) override;
  std::vector<domain::HostApproval> host_approvals() override;
  void add(const domain::HostApproval& approval) override;
  void remove_host_approval(const std::string& plugin, const std::string& host) override;
  void add(const domain::AdministrationAct& act) override;
  std::vector<domain::AdministrationAct> acts(std::size_t limit) override;

 private:
  RepositorySession& session_;
};

}  // namespace seva::storage
