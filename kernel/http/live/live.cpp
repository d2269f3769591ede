#include "http/live/live.hpp"

#include <spdlog/spdlog.h>

#include "http/json_output.hpp"
#include "http/live/live_event.hpp"
#include "http/live/pump.hpp"

namespace seva::http {
namespace {

namespace json = boost::json;

LiveEvent presence_event(const Presence::At& place) {
  LiveEvent event;
  event.is_replayable = false;
  event.audience = LiveEvent::Audience::tickets;
  event.unit = place.unit;
  event.text = written_event("presence", written_presence(place));
  return event;
}

}  // namespace

std::string written_presence(const Presence::At& place) {
  json::array people;
  for (const Presence::Person& person : place.people)
    people.push_back({{"login", person.login},
                      {"name", person.name},
                      {"state", person.state == Presence::State::writing ? "writing" : "looking"},
                      {"since", written_instant(person.since)}});
  return json::serialize(json::object{{"docket", place.docket}, {"people", std::move(people)}});
}

Live::Live(actions::Clock& clock, LiveSettings settings)
    : clock_(clock), pump_(std::make_unique<LivePump>(clock, settings, [this] {
        for (const Presence::At& place : presence_.expire(clock_.now())) tell(place);
      })) {}

Live::~Live() { stop(); }

void Live::start(Identify identify, actions::Settings& instance, std::string build) { pump_->start(std::move(identify), instance, std::move(build)); }

void Live::stop() { pump_->stop(); }

void Live::announce(const actions::News& news) noexcept {
  try {
    std::vector<LiveEvent> events;
    const auto add = [&](const auto& list) {
      for (const auto& one : list) events.push_back(event_of(one));
    };
    if (!pump_->is_running()) return;
    for (const actions::TicketNews& ticket : news.tickets) presence_.move(ticket.docket, ticket.unit);
    add(news.tickets);
    add(news.triage);
    add(news.calls);
    add(news.dead_letters);
    add(news.plugins);
    pump_->take(std::move(events), news.people);
  } catch (const std::exception& error) {  // Nobody who commits may fail for it; readers ask anew within their time.
    spdlog::error("live: an announcement was lost: {}", error.what());
  }
}

std::function<void(int)> Live::admit(const Reader& reader) { return pump_->admit(reader); }

std::size_t Live::streams() const { return pump_->streams(); }

void Live::tell(const std::optional<Presence::At>& place) {
  if (!place) return;
  std::vector<LiveEvent> events;
  events.push_back(presence_event(*place));
  pump_->take(std::move(events), {});
}

Presence::At Live::set_presence(const std::string& docket, const std::string& unit, const std::string& login, const std::string& name,
                                Presence::State state) {
  const auto changed = presence_.set(docket, unit, login, name, state, clock_.now());
  tell(changed);
  return changed ? *changed : presence_.at(docket);
}

Presence::At Live::leave(const std::string& docket, const std::string& login) {
  tell(presence_.leave(docket, login));
  return presence_.at(docket);
}

}  // namespace seva::http
