#include "http/ticket_output.hpp"

#include "actions/explain_ticket.hpp"
#include "domain/sealed.hpp"
#include "http/json_output.hpp"

namespace seva::http {
namespace {

namespace json = boost::json;

constexpr int kPartsToSoon = 5;  ///< soon is when four of five parts of the time are used

json::object author_of(const actions::TicketCard& card) {
  if (card.ticket.is_sealed) return {{"handle", ""}, {"name", std::string(domain::kHidden)}};
  const std::string phone = actions::masked_number(card.author.id);
  const bool is_number = !actions::masked_number(card.author.handle).empty();
  json::object author{{"handle", is_number ? std::string{} : card.author.handle}, {"name", card.author.name}};
  if (!phone.empty()) author["phone"] = phone;
  return author;
}

}  // namespace

json::value clock_of(const domain::Ticket& ticket, std::chrono::minutes not_counted) {
  if (ticket.status == domain::Status::closed) return nullptr;
  const bool is_response = !ticket.responded_at && ticket.response_due <= ticket.resolution_due;
  const domain::Instant due = is_response ? ticket.response_due : ticket.resolution_due;
  const auto whole = std::max(due - ticket.opened_at - not_counted, std::chrono::microseconds{0});
  json::object clock{{"target", is_response ? "response" : "resolution"},
                     {"started_at", written_instant(ticket.opened_at)},
                     {"soon_at", written_instant(due - whole / kPartsToSoon)},
                     {"due_at", written_instant(due)},
                     {"stopped_at", json_of(ticket.paused_at)},
                     {"not_counted_minutes", not_counted.count()},
                     {"then", nullptr}};
  if (is_response) clock["then"] = json::object{{"target", "resolution"}, {"due_at", written_instant(ticket.resolution_due)}};
  return clock;
}

domain::Text title_of(const domain::Ticket& ticket, const std::string& place, const domain::Instance& instance) {
  const domain::Category* category = instance.category(ticket.category);
  domain::Text title = category == nullptr ? domain::Text{ticket.category, ticket.category} : category->name;
  if (place.empty()) return title;
  return {title.en + ", " + place, title.in("hi") + ", " + place};
}

json::object json_of(const actions::TicketCard& card, actions::PluginCatalogue& plugins, const domain::Instance& instance) {
  json::object body = json_of(card.ticket, instance);
  const auto place = card.facts.find("place");
  body["title"] = json_of(title_of(card.ticket, place == card.facts.end() ? std::string{} : place->second, instance));
  body["clock"] = clock_of(card.ticket, card.not_counted);
  if (json::object* clock = body["clock"].if_object(); clock != nullptr && card.deadline)
    (*clock)["rule"] = json_of(actions::explain(plugins, instance, card.ticket.department, *card.deadline, {}).sentence);
  if (!card.assignee_name.empty()) body["assignee_name"] = card.assignee_name;
  json::array facts;
  for (const auto& [name, value] : card.facts) facts.push_back({{"name", name}, {"value", value}});
  body["facts"] = std::move(facts);
  body["author"] = author_of(card);
  body["unread"] = card.is_unread;
  json::array joined;
  for (const auto& [docket, citizen] : card.joined) joined.emplace_back(docket);
  body["joined"] = std::move(joined);
  body["affected"] = card.affected();
  return body;
}

json::object json_of(const actions::ClockCounts& counts) {
  return {{"total", counts.over + counts.today + counts.later + counts.stopped + counts.closed},
          {"over", counts.over},
          {"today", counts.today},
          {"later", counts.later},
          {"stopped", counts.stopped},
          {"closed", counts.closed}};
}

json::array tickets_json(Call& call, std::vector<domain::Ticket> tickets) {
  json::array body;
  for (const actions::TicketCard& card : actions::cards_of(call.ports(), call.principal(), std::move(tickets)))
    body.push_back(json_of(card, call.ports().plugins, *call.instance));
  return body;
}

json::object ticket_json(Call& call, const domain::Ticket& ticket) {
  return json_of(actions::cards_of(call.ports(), call.principal(), {ticket}).front(), call.ports().plugins, *call.instance);
}

json::array json_of(const std::vector<actions::LikelyDuplicate>& found, const domain::Instance& instance) {
  json::array body;
  for (const actions::LikelyDuplicate& one : found) {
    const domain::Unit* unit = instance.units.find(one.ticket.unit);
    json::array reasons;
    for (const actions::Explanation& reason : one.reasons) reasons.push_back(http::json_of(reason));
    body.push_back({{"docket", one.ticket.docket},
                    {"status", domain::name_of(one.ticket.status)},
                    {"channel", one.ticket.channel},
                    {"summary", one.ticket.summary},
                    {"unit_name", http::json_of(unit == nullptr ? domain::Text{one.ticket.unit, one.ticket.unit} : unit->name)},
                    {"opened_at", written_instant(one.ticket.opened_at)},
                    {"score", one.score},
                    {"same_citizen", one.is_same_citizen},
                    {"reasons", std::move(reasons)}});
  }
  return body;
}

}  // namespace seva::http
