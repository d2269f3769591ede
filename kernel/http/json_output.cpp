#include "http/json_output.hpp"

#include <cstdio>

#include "domain/sealed.hpp"
#include "http/ticket_output.hpp"

namespace seva::http {
namespace {

namespace json = boost::json;
using http::json_of;

std::string digits(std::int64_t value) { return std::to_string(value); }

/// What kind of reason it is, for a sign beside it.
std::string_view kind_of(const actions::Explanation& explanation) {
  using domain::Aspect;
  const auto speaks_of = [&](std::string_view word) { return explanation.code.find(word) != std::string::npos; };
  if (speaks_of("person")) return "person";
  if (explanation.aspect == Aspect::deadline) return "rule";
  if (speaks_of("owner") || speaks_of("handle") || speaks_of("account") || speaks_of("hashtag")) return "handle";
  if (speaks_of("history") || speaks_of("before")) return "history";
  if (explanation.aspect == Aspect::category || speaks_of("category")) return "category";
  if (explanation.aspect == Aspect::unit) return "place";
  return explanation.words.empty() ? "other" : "words";
}

json::object json_of(const domain::Outcome& outcome) {
  json::object fields;
  for (const auto& [name, value] : outcome.fields) fields[name] = value;
  return {{"code", outcome.code}, {"fields", std::move(fields)}};
}

}  // namespace

std::string written_instant(domain::Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(instant - day);
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
  return text;
}

json::value json_of(const std::optional<domain::Instant>& instant) {
  if (!instant) return nullptr;
  return json::string(written_instant(*instant));
}

json::object json_of(const domain::Message& message) {
  json::array attachments;
  for (const domain::Attachment& attachment : message.attachments)
    attachments.push_back({{"id", attachment.id}, {"name", attachment.type}, {"type", attachment.type}, {"size", 0}, {"state", "elsewhere"}});
  return {{"id", digits(message.id.value)},
          {"channel", message.channel},
          {"author", {{"handle", message.author.handle}, {"name", message.is_sealed ? std::string(domain::kHidden) : message.author.name}}},
          {"text", message.text},
          {"language", message.language},
          {"sent_at", written_instant(message.sent_at)},
          {"private", message.is_private},
          {"sealed", message.is_sealed},
          {"from_us", message.is_from_us},
          {"attachments", std::move(attachments)}};
}

json::object json_of(const domain::File& file) {
  return {{"id", digits(file.id.value)}, {"name", file.name}, {"type", file.type},
          {"size", file.size},           {"state", "stored"}, {"sealed", file.is_sealed}};
}

json::object json_of(const domain::Text& text) { return {{"en", text.en}, {"hi", text.hi}}; }

json::object json_of(const domain::Ticket& ticket, const domain::Instance& instance) {
  const domain::Unit* unit = instance.units.find(ticket.unit);
  json::object body{{"docket", ticket.docket},
                    {"status", domain::name_of(ticket.status)},
                    {"department", ticket.department},
                    {"unit", ticket.unit},
                    {"unit_name", json_of(unit == nullptr ? domain::Text{ticket.unit, ticket.unit} : unit->name)},
                    {"assignee", nullptr},
                    {"assignee_name", nullptr},
                    {"category", ticket.category},
                    {"priority", domain::name_of(ticket.priority)},
                    {"confidential", ticket.is_confidential},
                    {"sealed", ticket.is_sealed},
                    {"citizen", nullptr},
                    {"channel", ticket.channel},
                    {"account", ticket.account},
                    {"language", ticket.language},
                    {"summary", ticket.summary},
                    {"opened_at", written_instant(ticket.opened_at)},
                    {"response_due", written_instant(ticket.response_due)},
                    {"resolution_due", written_instant(ticket.resolution_due)},
                    {"next_due", json_of(domain::next_due(ticket))},
                    {"responded_at", json_of(ticket.responded_at)},
                    {"paused_at", json_of(ticket.paused_at)},
                    {"closed_at", json_of(ticket.closed_at)},
                    {"verified_at", json_of(ticket.verified_at)},
                    {"appealed_at", json_of(ticket.appealed_at)},
                    {"reopened_count", ticket.reopened_count},
                    {"needs_attention", ticket.needs_attention},
                    {"outcome", nullptr},
                    {"merged_into", nullptr},
                    {"clock", clock_of(ticket, std::chrono::minutes{0})},
                    {"title", json_of(title_of(ticket, {}, instance))},
                    {"unread", false},
                    {"version", ticket.version}};
  if (!ticket.is_sealed) body["citizen"] = digits(ticket.citizen.value);
  if (ticket.assignee) body["assignee"] = digits(ticket.assignee.value);
  if (!ticket.merged_into.empty()) body["merged_into"] = ticket.merged_into;
  if (!ticket.outcome.code.empty()) body["outcome"] = json_of(ticket.outcome);
  return body;
}

json::object json_of(const domain::SealedRead& look) {
  return {{"id", digits(look.id.value)},
          {"user", digits(look.user.value)},
          {"user_name", look.user_name},
          {"look", domain::name_of(look.look)},
          {"at", written_instant(look.at)}};
}

json::object json_of(const actions::Explanation& explanation) {
  return {{"aspect", domain::name_of(explanation.aspect)},
          {"sentence", json_of(explanation.sentence)},
          {"kind", kind_of(explanation)},
          {"weight", explanation.weight},
          {"by", explanation.by},
          {"words", json::array(explanation.words.begin(), explanation.words.end())}};
}

json::object json_of(const domain::User& user) {
  json::array roles;
  for (const domain::RoleAt& held : user.roles) roles.push_back({{"role", domain::name_of(held.role)}, {"unit", held.unit}});
  return {{"id", digits(user.id.value)}, {"login", user.login},          {"name", user.name},
          {"language", user.language},   {"disabled", user.is_disabled}, {"created_at", written_instant(user.created_at)},
          {"roles", std::move(roles)},   {"extension", user.extension}};
}

Response json_response(const json::object& body, int status) {
  return {.status = status, .content_type = "application/json", .body = json::serialize(body)};
}

}  // namespace seva::http
