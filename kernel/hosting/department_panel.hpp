#pragma once

#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <vector>

#include "actions/ports.hpp"
#include "hosting/catalogue.hpp"
#include "hosting/department.hpp"

namespace seva::hosting {

/// The departments that the instance switches on. Safe to use from any thread; reconcile() by one at a time.
class DepartmentPanel final : public actions::Departments {
 public:
  DepartmentPanel(Catalogue& catalogue, Stamps& stamps, SteadyClock& clock) : catalogue_(catalogue), services_{catalogue, stamps, clock} {}

  /// Starts, ends and keeps departments so that they are what the instance says. One whose settings, units and accounts are the same is left alone;
  /// who is asking one that ends is still answered. To be called after the catalogue's refresh().
  void reconcile(const domain::Instance& instance);
  void stop();

  /// Also those that were refused or failed: what they would take goes to triage.
  std::vector<std::string> enabled() override;
  std::optional<std::vector<domain::Assessment>> assess(const std::string& department, std::span<const actions::Assessable> messages) override;
  /// Of a department that is switched off the form alone is checked, so that its open tickets stay workable.
  domain::Result<std::vector<actions::OutcomeProblem>> check_outcome(const domain::Ticket& ticket, const domain::Outcome& outcome) override;

 private:
  [[nodiscard]] std::shared_ptr<Department> find(const std::string& id) const;
  [[nodiscard]] std::shared_ptr<Department> made(const domain::PluginSettings& settings, const domain::Instance& instance);

  Catalogue& catalogue_;
  Department::Services services_;

  mutable std::shared_mutex mutex_;  ///< guards what follows
  std::vector<std::string> enabled_;
  std::map<std::string, std::shared_ptr<Department>> departments_;
};

}  // namespace seva::hosting
