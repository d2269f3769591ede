#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

#include "domain/instant.hpp"

namespace seva::hosting {

/// Watches versions that took another one's place a short while ago: one that crashes again and again then has failed, though its trial went well.
/// Crashes later on are quarantine's business. Safe to use from any thread.
class Probation {
 public:
  static constexpr std::chrono::minutes kLasts{10};
  static constexpr int kMostCrashes = 3;

  void begin(const std::string& plugin, domain::Instant now);
  /// Of its own doing: a process that was ended from outside is none.
  void note_crash(const std::string& plugin, domain::Instant now, const std::string& reason);
  /// It is quarantined, which may come earlier.
  void note_quarantine(const std::string& plugin, domain::Instant now, const std::string& reason);

  [[nodiscard]] bool has_failed() const;
  /// Those that failed, with their last crash; each once.
  [[nodiscard]] std::map<std::string, std::string> take_failed();

 private:
  struct Version {
    domain::Instant began;
    int crashes = 0;
  };
  void note(const std::string& plugin, domain::Instant now, const std::string& reason, int crashes);

  mutable std::mutex mutex_;
  std::map<std::string, Version> versions_;
  std::map<std::string, std::string> failed_;
};

}  // namespace seva::hosting
