#include "hosting/department_panel.hpp"

#include <mutex>

#include "hosting/outcome_form.hpp"

namespace seva::hosting {

std::shared_ptr<Department> DepartmentPanel::made(const domain::PluginSettings& settings, const domain::Instance& instance) {
  const InstalledPlugin* plugin = catalogue_.usable(PluginKind::department, settings.id);
  if (plugin == nullptr) return nullptr;
  auto material = read_start_material(settings);
  if (!material) {
    catalogue_.set_state(settings.id, PluginState::failed, sentence_of(material.error()));
    return nullptr;
  }
  const Department::Rules rules{settings.crash_limit, settings.isolation};
  if (auto present = find(settings.id);
      present != nullptr && !present->is_quarantined() && present->is_started_with(*material, instance) && present->is_of(*plugin, rules))
    return present;
  return std::make_shared<Department>(*plugin, std::move(*material), instance, services_, rules);
}

void DepartmentPanel::reconcile(const domain::Instance& instance) {
  std::vector<std::string> enabled;
  std::map<std::string, std::shared_ptr<Department>> departments;
  for (const auto& settings : instance.departments) {
    if (!settings.is_enabled) continue;
    enabled.push_back(settings.id);
    if (auto department = made(settings, instance)) departments.emplace(settings.id, std::move(department));
  }
  const std::unique_lock lock(mutex_);
  enabled_ = std::move(enabled);
  departments_.swap(departments);
}

void DepartmentPanel::stop() {
  const std::unique_lock lock(mutex_);
  departments_.clear();
}

std::vector<std::string> DepartmentPanel::enabled() {
  const std::shared_lock lock(mutex_);
  return enabled_;
}

std::shared_ptr<Department> DepartmentPanel::find(const std::string& id) const {
  const std::shared_lock lock(mutex_);
  const auto found = departments_.find(id);
  return found == departments_.end() ? nullptr : found->second;
}

std::optional<std::vector<domain::Assessment>> DepartmentPanel::assess(const std::string& department, std::span<const actions::Assessable> messages) {
  const auto found = find(department);
  if (found == nullptr) return std::nullopt;
  return found->assess(messages);
}

domain::Result<std::vector<actions::OutcomeProblem>> DepartmentPanel::check_outcome(const domain::Ticket& ticket, const domain::Outcome& outcome) {
  if (const auto found = find(ticket.department)) return found->check_outcome(ticket, outcome);
  if (const Manifest* manifest = catalogue_.manifest(ticket.department)) return form_problems(*manifest, outcome);
  return domain::Problem{domain::ProblemKind::unavailable,
                         "department_missing",
                         "The plugin of the ticket's department is not installed.",
                         {},
                         "Ask an administrator to install it."};
}

}  // namespace seva::hosting
