#include "http/live/presence.hpp"

#include <algorithm>

namespace seva::http {
namespace {

auto found(std::vector<Presence::Person>& people, const std::string& login) {
  return std::find_if(people.begin(), people.end(), [&](const Presence::Person& person) { return person.login == login; });
}

}  // namespace

std::optional<Presence::At> Presence::set(const std::string& docket, const std::string& unit, const std::string& login, const std::string& name,
                                          State state, domain::Instant now) {
  const std::lock_guard lock(mutex_);
  At& place = places_.try_emplace(docket, At{docket, unit, {}}).first->second;
  place.unit = unit;
  const auto person = found(place.people, login);
  if (person == place.people.end()) {
    place.people.push_back({login, name, state, now, now + holds_});
    return place;
  }
  person->until = now + holds_;
  if (person->state == state) return std::nullopt;
  person->state = state;
  person->since = now;
  return place;
}

std::optional<Presence::At> Presence::leave(const std::string& docket, const std::string& login) {
  const std::lock_guard lock(mutex_);
  const auto place = places_.find(docket);
  if (place == places_.end() || std::erase_if(place->second.people, [&](const Person& person) { return person.login == login; }) == 0)
    return std::nullopt;
  At left = place->second;
  if (left.people.empty()) places_.erase(place);
  return left;
}

Presence::At Presence::at(const std::string& docket) const {
  const std::lock_guard lock(mutex_);
  const auto place = places_.find(docket);
  return place == places_.end() ? At{docket, {}, {}} : place->second;
}

std::vector<Presence::At> Presence::all() const {
  std::vector<At> all;
  const std::lock_guard lock(mutex_);
  all.reserve(places_.size());
  for (const auto& [docket, place] : places_) all.push_back(place);
  return all;
}

std::vector<Presence::At> Presence::expire(domain::Instant now) {
  std::vector<At> changed;
  const std::lock_guard lock(mutex_);
  for (auto place = places_.begin(); place != places_.end();) {
    if (std::erase_if(place->second.people, [&](const Person& person) { return person.until <= now; }) > 0) changed.push_back(place->second);
    place = place->second.people.empty() ? places_.erase(place) : std::next(place);
  }
  return changed;
}

void Presence::move(const std::string& docket, const std::string& unit) {
  const std::lock_guard lock(mutex_);
  if (const auto place = places_.find(docket); place != places_.end()) place->second.unit = unit;
}

}  // namespace seva::http
