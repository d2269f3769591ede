#include "http/live/live_event.hpp"

#include <boost/json.hpp>

namespace seva::http {
namespace {

namespace json = boost::json;
using Audience = LiveEvent::Audience;

json::value text_or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }

std::string ticket_text(const actions::TicketNews& news, const std::string& unit, bool is_readable) {
  return written_event("ticket", json::serialize(json::object{{"docket", news.docket},
                                                              {"version", news.version},
                                                              {"unit", unit},
                                                              {"kind", domain::name_of(news.kind)},
                                                              {"by", text_or_null(news.by)},
                                                              {"readable", is_readable}}));
}

std::string_view name_of(actions::TriageNews::State state) {
  switch (state) {
    case actions::TriageNews::State::waiting: return "waiting";
    case actions::TriageNews::State::decided: return "decided";
    case actions::TriageNews::State::withdrawn: return "withdrawn";
  }
  return "waiting";
}

LiveEvent made(Audience audience, std::string unit, std::string_view name, const json::object& data) {
  LiveEvent event;
  event.audience = audience;
  event.unit = std::move(unit);
  event.text = written_event(name, json::serialize(data));
  return event;
}

}  // namespace

std::string written_event(std::string_view name, std::string_view json) {
  std::string text = "event: ";
  text.append(name).append("\ndata: ").append(json).append("\n\n");
  return text;
}

std::string_view LiveEvent::text_for(const Rights& rights) const {
  switch (audience) {
    case Audience::everybody: return text;
    case Audience::administrators: return rights.is_administrator ? std::string_view(text) : std::string_view{};
    case Audience::triage: return holds(rights.triage, unit) ? std::string_view(text) : std::string_view{};
    case Audience::calls: return holds(rights.calls, unit) ? std::string_view(text) : std::string_view{};
    case Audience::tickets: break;
  }
  if (holds(rights.tickets, unit)) return text;
  if (!text_for_left.empty() && holds(rights.tickets, unit_before)) return text_for_left;
  return {};
}

LiveEvent event_of(const actions::TicketNews& news) {
  LiveEvent event;
  event.audience = Audience::tickets;
  event.unit = news.unit;
  event.unit_before = news.unit_before;
  event.text = ticket_text(news, news.unit, true);
  // Whoever may no longer read it is not told where it lies now.
  if (!news.unit_before.empty() && news.unit_before != news.unit) event.text_for_left = ticket_text(news, news.unit_before, false);
  return event;
}

LiveEvent event_of(const actions::TriageNews& news) {
  return made(Audience::triage, news.unit, "triage",
              {{"id", std::to_string(news.id.value)}, {"state", name_of(news.state)}, {"unit", news.unit}, {"by", text_or_null(news.by)}});
}

LiveEvent event_of(const actions::CallNews& news) {
  return made(Audience::calls, news.unit, "call",
              {{"id", std::to_string(news.id.value)},
               {"state", domain::name_of(news.state)},
               {"live", domain::is_live(news.state)},
               {"agent", text_or_null(news.agent)}});
}

LiveEvent event_of(const actions::DeadLetterNews& news) {
  return made(Audience::administrators, {}, "dead_letter", {{"id", std::to_string(news.id.value)}, {"plugin", news.plugin}});
}

LiveEvent event_of(const actions::PluginNews& news) {
  json::object data{{"id", news.id}, {"kind", news.kind}, {"enabled", news.is_enabled}, {"state", news.state}};
  if (!news.health.empty()) data["health"] = news.health;
  return made(Audience::everybody, {}, "plugin", data);
}

}  // namespace seva::http
