#include "http/call_output.hpp"

#include "http/json_output.hpp"

namespace seva::http {
namespace {

namespace json = boost::json;
using domain::CallSession;
using domain::CallState;

json::value reason_of(const CallSession& call, actions::PluginCatalogue& plugins) {
  const std::string& code = call.facts.reason.value;
  if (code.empty()) return nullptr;
  const auto text = plugins.text(call.channel, code);
  return json::object{{"code", code}, {"text", json_of(text.value_or(domain::Text{code, code}))}};
}

json::value location_of(const CallSession& call) {
  if (call.facts.location.sequence == 0) return nullptr;
  const domain::Location& location = call.facts.location.value;
  return json::object{{"latitude", location.latitude}, {"longitude", location.longitude}, {"place", location.place}};
}

json::object call_back_of(const domain::CallBack& call_back) {
  return {{"state", domain::name_of(call_back.state)},
          {"owed_since", json_of(call_back.owed_since)},
          {"attempts", call_back.attempts},
          {"settled_at", json_of(call_back.settled_at)}};
}

json::object screen_pop_of(const actions::ScreenPop& pop, const domain::Instance& instance) {
  json::array tickets;
  for (const domain::Ticket& ticket : pop.tickets) tickets.push_back(json_of(ticket, instance));
  return {{"known", pop.citizen.has_value()},
          {"name", pop.citizen ? pop.citizen->name : std::string{}},
          {"tickets", std::move(tickets)},
          {"calls_before", pop.calls_before},
          {"missed_before", pop.missed_before}};
}

}  // namespace

json::object json_of(const CallSession& call, const domain::Instance& instance, actions::PluginCatalogue& plugins) {
  const domain::CallFacts& facts = call.facts;
  const domain::Unit* unit = instance.units.find(call.unit);
  json::object body{{"id", std::to_string(call.id.value)},
                    {"channel", call.channel},
                    {"account", facts.to.value},
                    {"unit", call.unit},
                    {"unit_name", json_of(unit == nullptr ? domain::Text{call.unit, call.unit} : unit->name)},
                    {"state", domain::name_of(facts.state.value)},
                    {"live", domain::is_live(facts.state.value)},
                    {"caller", {{"number", facts.number.value}, {"name", facts.name.value}}},
                    {"agent", facts.agent.value},
                    {"reason", reason_of(call, plugins)},
                    {"recording", facts.recording.value},
                    {"location", location_of(call)},
                    {"started_at", written_instant(call.started_at)},
                    {"answered_at", json_of(facts.first(CallState::answered))},
                    {"over_at", json_of(facts.first(CallState::ended) ? facts.first(CallState::ended) : facts.first(CallState::abandoned))},
                    {"gap", facts.has_gap},
                    {"citizen", nullptr},
                    {"has_ticket", static_cast<bool>(call.ticket)},
                    {"sealed", instance.is_sealed(call.channel)},
                    {"call_back", call_back_of(call.call_back)},
                    {"replay", call.is_replay}};
  if (call.citizen) body["citizen"] = std::to_string(call.citizen.value);
  return body;
}

json::object json_of(const actions::CallFile& file, const domain::Instance& instance, actions::PluginCatalogue& plugins) {
  json::object body = json_of(file.call, instance, plugins);
  body["ticket"] = nullptr;
  if (file.ticket) body["ticket"] = json_of(*file.ticket, instance);
  body["dismissal"] = nullptr;
  if (file.dismissal)
    body["dismissal"] =
        json::object{{"kind", domain::name_of(file.dismissal->kind)}, {"text", file.dismissal->text}, {"at", written_instant(file.dismissal->at)}};
  body["screen_pop"] = screen_pop_of(file.screen_pop, instance);
  return body;
}

}  // namespace seva::http
