#include "domain/call.hpp"

#include <algorithm>

#include "domain/phone_number.hpp"

namespace seva::domain {
namespace {

void take(Latest<std::string>& known, const std::string& said, std::int64_t sequence) {
  if (!said.empty()) known.take(said, sequence);
}

}  // namespace

void merge(CallFacts& facts, const CallUpdate& update) {
  const std::int64_t sequence = update.sequence;
  facts.state.take(update.state, sequence);
  take(facts.number, dialled_number(update.from), sequence);
  take(facts.name, update.name, sequence);
  take(facts.to, update.to, sequence);
  take(facts.agent, update.agent, sequence);
  take(facts.reason, update.reason, sequence);
  take(facts.recording, update.recording, sequence);
  if (update.location) facts.location.take(*update.location, sequence);
  std::optional<Instant>& first = facts.first_at[static_cast<std::size_t>(update.state) - 1];
  first = first ? std::min(*first, update.at) : update.at;
  facts.last_at = facts.last_at ? std::max(*facts.last_at, update.at) : update.at;
  facts.has_gap = facts.has_gap || update.is_gap;
}

}  // namespace seva::domain
