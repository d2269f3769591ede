#include "domain/sla.hpp"

namespace seva::domain {
namespace {

constexpr Target kNationalNorm{std::chrono::days{3}, std::chrono::days{21}};

struct Found {
  Target target;
  std::string code;
};

Found target_of(const ServiceLevel& level, std::string_view category, Priority priority) {
  if (const auto exception = level.by_category.find(std::string(category)); exception != level.by_category.end())
    if (const auto target = exception->second.find(priority); target != exception->second.end()) return {target->second, "deadline_by_category"};
  if (const auto target = level.by_priority.find(priority); target != level.by_priority.end()) return {target->second, "deadline_by_priority"};
  if (const auto target = level.by_priority.find(Priority::normal); target != level.by_priority.end()) return {target->second, "deadline_by_default"};
  return {kNationalNorm, "deadline_by_national_norm"};
}

}  // namespace

Deadlines deadlines_of(const ServiceLevel& level, std::string_view category, Priority priority, Instant opened_at) {
  const Found found = target_of(level, category, priority);
  Reason reason;
  reason.aspect = Aspect::deadline;
  reason.code = found.code;
  reason.arguments = {std::string(name_of(priority)), std::string(category), std::to_string(found.target.response.count()),
                      std::to_string(found.target.resolution.count())};
  return {opened_at + found.target.response, opened_at + found.target.resolution, {std::move(reason)}};
}

}  // namespace seva::domain
