#include "hosting/installed/probation.hpp"

#include <utility>

namespace seva::hosting {

void Probation::begin(const std::string& plugin, domain::Instant now) {
  const std::lock_guard lock(mutex_);
  versions_.insert_or_assign(plugin, Version{now});
  failed_.erase(plugin);
}

void Probation::note_crash(const std::string& plugin, domain::Instant now, const std::string& reason) { note(plugin, now, reason, 1); }

void Probation::note_quarantine(const std::string& plugin, domain::Instant now, const std::string& reason) {
  note(plugin, now, reason, kMostCrashes);
}

void Probation::note(const std::string& plugin, domain::Instant now, const std::string& reason, int crashes) {
  const std::lock_guard lock(mutex_);
  const auto version = versions_.find(plugin);
  if (version == versions_.end()) return;
  const bool is_over = now - version->second.began > kLasts;
  if (!is_over) version->second.crashes += crashes;
  if (!is_over && version->second.crashes < kMostCrashes) return;
  if (!is_over) failed_.insert_or_assign(plugin, reason);
  versions_.erase(version);
}

bool Probation::has_failed() const {
  const std::lock_guard lock(mutex_);
  return !failed_.empty();
}

std::map<std::string, std::string> Probation::take_failed() {
  const std::lock_guard lock(mutex_);
  return std::exchange(failed_, {});
}

}  // namespace seva::hosting
