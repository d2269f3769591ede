#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "domain/instance.hpp"
#include "domain/policy.hpp"

namespace seva::http {

/// What a reader of the live stream may hear of: the policy's answer, kept at hand, since it is asked for every event and every reader.
struct Rights {
  domain::Scope tickets;
  domain::Scope triage;
  domain::Scope calls;
  bool is_administrator = false;
  std::string mark;  ///< eight hexadecimal digits, the same for the same rights in one process; stands in event ids

  friend bool operator==(const Rights& one, const Rights& other) { return one.mark == other.mark; }
};

/// True where the scope holds the unit.
[[nodiscard]] bool holds(const domain::Scope& scope, const std::string& unit);

/// Makes rights, and makes those that are alike only once: two thousand readers of a hundred units would else hold as many lists. Thread-safe.
class RightsRegister {
 public:
  [[nodiscard]] std::shared_ptr<const Rights> of(const domain::Principal& principal, const domain::Instance& instance);

 private:
  std::mutex mutex_;
  std::vector<std::weak_ptr<const Rights>> known_;  ///< under mutex_
};

}  // namespace seva::http
