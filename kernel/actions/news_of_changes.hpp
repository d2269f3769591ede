#pragma once

#include <functional>
#include <unordered_map>

#include "actions/announcements.hpp"
#include "actions/changes.hpp"

namespace seva::actions {

/// Gathers what the writes of one transaction change. A thing that is changed twice is told once, as it is at the end. Of whoever acted it keeps the
/// user's id, which take() is given the logins for.
class NewsGatherer {
 public:
  void add(const Changes& changes);
  PeopleNews people;

  /// The ids of the users who acted, as events name them.
  [[nodiscard]] std::vector<std::string> actors() const;
  /// Puts the login in the place of the channel's name for a call taker; nothing where it is nobody's.
  void name_agents(const std::function<std::string(const std::string&)>& login_of);
  /// `logins` by user id; whoever is missing there stays unnamed.
  [[nodiscard]] News take(const std::unordered_map<std::string, std::string>& logins) &&;

 private:
  template <class One>
  struct Told {
    One news;
    std::string actor;
  };
  void add_events(const Changes& changes);

  std::unordered_map<std::int64_t, std::size_t> ticket_places_, triage_places_, call_places_;
  std::vector<Told<TicketNews>> tickets_;
  std::vector<Told<TriageNews>> triage_;
  std::vector<CallNews> calls_;
  std::vector<DeadLetterNews> dead_letters_;
};

}  // namespace seva::actions
