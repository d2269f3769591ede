#include "actions/news_of_changes.hpp"

#include <algorithm>
#include <set>

namespace seva::actions {
namespace {

/// The place of what has this id in the list, made where it is not there yet.
template <class List>
auto& entry(List& list, std::unordered_map<std::int64_t, std::size_t>& places, std::int64_t id) {
  const auto [place, is_new] = places.try_emplace(id, list.size());
  if (is_new) list.emplace_back();
  return list[place->second];
}

std::string actor_of(const domain::Event& event) { return event.actor.kind == domain::ActorKind::user ? event.actor.id : std::string{}; }

/// A person's act on the question's message or ticket in the same transaction is the decision; without one the machine withdrew the question.
const domain::Event* decision_on(const domain::TriageItem& item, const std::vector<domain::Event>& events) {
  const auto found = std::find_if(events.begin(), events.end(), [&](const domain::Event& event) {
    const bool is_about_it = (item.ticket && event.ticket == item.ticket) || (item.message && event.message == item.message);
    return is_about_it && event.actor.kind == domain::ActorKind::user;
  });
  return found == events.end() ? nullptr : &*found;
}

}  // namespace

void NewsGatherer::add(const Changes& changes) {
  for (const domain::Ticket& ticket : changes.tickets) {
    TicketNews& news = entry(tickets_, ticket_places_, ticket.id.value).news;
    news.docket = ticket.docket;
    news.version = ticket.version;
    news.unit = ticket.unit;
  }
  for (const TicketChange& change : changes.ticket_changes) {
    const bool is_first = !ticket_places_.contains(change.after.id.value);
    TicketNews& news = entry(tickets_, ticket_places_, change.after.id.value).news;
    if (is_first) news.unit_before = change.before.unit;
    news.docket = change.after.docket;
    news.version = change.after.version;
    news.unit = change.after.unit;
  }
  add_events(changes);
  for (const domain::TriageItem& item : changes.triage) {
    TriageNews& news = entry(triage_, triage_places_, item.id.value).news;
    news.id = item.id;
    news.unit = item.unit;
    news.state = item.decided_at ? TriageNews::State::withdrawn : TriageNews::State::waiting;
  }
  for (const domain::TriageItem& item : changes.triage_changes) {
    auto& told = entry(triage_, triage_places_, item.id.value);
    const domain::Event* decision = decision_on(item, changes.events);
    told.news.id = item.id;
    told.news.unit = item.unit;
    told.news.state = !item.decided_at ? TriageNews::State::waiting : decision == nullptr ? TriageNews::State::withdrawn : TriageNews::State::decided;
    if (decision != nullptr) told.actor = actor_of(*decision);
  }
  const auto add_call = [&](const domain::CallSession& call) {
    entry(calls_, call_places_, call.id.value) = {call.id, call.facts.state.value, call.unit, call.facts.agent.value};
  };
  for (const domain::CallSession& call : changes.calls) add_call(call);
  for (const CallChange& change : changes.call_changes) add_call(change.after);
  for (const DeadLetter& letter : changes.dead_letters) dead_letters_.push_back({letter.id, letter.plugin});
}

void NewsGatherer::add_events(const Changes& changes) {
  for (const domain::Event& event : changes.events) {
    const auto place = ticket_places_.find(event.ticket.value);
    if (!event.ticket || place == ticket_places_.end()) continue;
    auto& told = tickets_[place->second];
    told.news.kind = event.kind;
    told.actor = actor_of(event);
  }
}

std::vector<std::string> NewsGatherer::actors() const {
  std::set<std::string> actors;
  for (const auto& told : tickets_) actors.insert(told.actor);
  for (const auto& told : triage_) actors.insert(told.actor);
  actors.erase(std::string{});
  return {actors.begin(), actors.end()};
}

void NewsGatherer::name_agents(const std::function<std::string(const std::string&)>& login_of) {
  for (CallNews& call : calls_)
    if (!call.agent.empty()) call.agent = login_of(call.agent);
}

News NewsGatherer::take(const std::unordered_map<std::string, std::string>& logins) && {
  const auto login_of = [&](const std::string& actor) {
    const auto found = logins.find(actor);
    return found == logins.end() ? std::string{} : found->second;
  };
  News news;
  for (auto& told : tickets_) {
    told.news.by = login_of(told.actor);
    news.tickets.push_back(std::move(told.news));
  }
  for (auto& told : triage_) {
    told.news.by = login_of(told.actor);
    news.triage.push_back(std::move(told.news));
  }
  news.calls = std::move(calls_);
  news.dead_letters = std::move(dead_letters_);
  news.people = std::move(people);
  return news;
}

}  // namespace seva::actions
