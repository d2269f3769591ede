#include "http/live/rights.hpp"

#include <algorithm>
#include <cstdio>

#include "actions/digest.hpp"
#include "http/gate.hpp"

namespace seva::http {
namespace {

using domain::Permission;

void add_to(std::string& written, const domain::Scope& scope) {
  written += scope.is_everything ? "*" : "";
  for (const std::string& unit : scope.units) written += unit + ' ';
  written += '\n';
}

std::string mark_of(const Rights& rights) {
  constexpr std::size_t kDigits = 8;
  std::string written(rights.is_administrator ? "a\n" : "\n");
  for (const domain::Scope* scope : {&rights.tickets, &rights.triage, &rights.calls}) add_to(written, *scope);
  return actions::sha256_hex(written).substr(0, kDigits);
}

}  // namespace

bool holds(const domain::Scope& scope, const std::string& unit) {
  return scope.is_everything || std::binary_search(scope.units.begin(), scope.units.end(), unit);
}

std::shared_ptr<const Rights> RightsRegister::of(const domain::Principal& principal, const domain::Instance& instance) {
  auto rights = std::make_shared<Rights>();
  rights->tickets = domain::scope_of(principal, Permission::read_ticket, instance.units);
  rights->triage = domain::scope_of(principal, Permission::triage, instance.units);
  rights->calls = domain::scope_of(principal, Permission::read_call, instance.units);
  rights->is_administrator = may_administer(principal, instance.units);
  rights->mark = mark_of(*rights);
  const std::lock_guard lock(mutex_);
  std::erase_if(known_, [](const auto& known) { return known.expired(); });
  for (const auto& known : known_)
    if (auto same = known.lock(); same && *same == *rights) return same;
  known_.emplace_back(rights);
  return rights;
}

}  // namespace seva::http
