#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "actions/approve_hosts.hpp"

namespace seva::hosting {

/// What was approved in a test. For one thread.
class FakeApprovals final : public actions::HostApprovals {
 public:
  std::vector<domain::HostApproval> all() override { return approvals_; }
  bool approve(const domain::HostApproval& approval, const domain::AdministrationAct&) override {
    approvals_.push_back(approval);
    return true;
  }
  bool withdraw(const std::string& plugin, const std::string& host, const domain::AdministrationAct&) override {
    return std::erase_if(approvals_, [&](const auto& approval) { return approval.plugin == plugin && approval.host == host; }) > 0;
  }

  void approve(const std::string& plugin, const std::string& host) { approvals_.push_back({plugin, host, {7}, "Arun", {}}); }
  void withdraw(const std::string& plugin, const std::string& host) { withdraw(plugin, host, {}); }

 private:
  std::vector<domain::HostApproval> approvals_;
};

}  // namespace seva::hosting
