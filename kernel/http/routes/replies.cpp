#include "actions/ready_replies.hpp"

#include <array>
#include <charconv>

#include "http/json_input.hpp"
#include "http/json_output.hpp"
#include "http/problems.hpp"
#include "http/query_input.hpp"
#include "http/routes/routes.hpp"
#include "http/routes/status_input.hpp"

namespace seva::http {
namespace {

namespace json = boost::json;

constexpr int kCreated = 201;
/// What the console replaces, from the ticket's options.
constexpr std::array<std::string_view, 3> kVariables{"docket", "unit", "due"};

json::array variables_of(const domain::Text& text) {
  json::array variables;
  for (const std::string_view name : kVariables) {
    const std::string written = "{" + std::string(name) + "}";
    if (text.en.find(written) != std::string::npos || text.hi.find(written) != std::string::npos) variables.push_back(json::string(name));
  }
  return variables;
}

json::value text_or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(json::string(text)); }

json::object json_of(const actions::OfferedReply& reply) {
  return {{"id", reply.id},
          {"title", http::json_of(reply.title)},
          {"text", http::json_of(reply.text)},
          {"variables", variables_of(reply.text)},
          {"purpose", text_or_null(reply.purpose)},
          {"is_macro", !reply.follows.empty()},
          {"then", reply.follows.empty() ? json::value(nullptr) : json::parse(reply.follows)},
          {"private", reply.is_private},
          {"unit", text_or_null(reply.unit)},
          {"category", text_or_null(reply.category)},
          {"may_change", reply.may_change}};
}

domain::Text read_text(JsonInput& input, const std::string& key) {
  const json::object* written = input.object(key);
  if (written == nullptr) return {};
  JsonInput nested(*written, key + ".");
  domain::Text text{nested.text("en", true), nested.text("hi", true)};
  input.add(nested.problem());
  return text;
}

/// As read_status_change() takes it.
std::string written_change(const domain::StatusChange& change) {
  json::object body{{"status", domain::name_of(change.to)}};
  if (!change.reason.empty()) body["reason"] = change.reason;
  if (!change.outcome.code.empty()) {
    json::object fields;
    for (const auto& [name, value] : change.outcome.fields) fields[name] = value;
    body["outcome"] = json::object{{"code", change.outcome.code}, {"fields", std::move(fields)}};
  }
  return json::serialize(body);
}

Response saved(Call& call, actions::ReadyReplyId id, int status) {
  const auto body = parse_object(call.request.body);
  if (!body) return problem_response(body.error(), call.request.id);
  JsonInput input(*body);
  const domain::Text title = read_text(input, "title");
  const domain::Text text = read_text(input, "text");
  actions::ReadyReply reply{id, input.text("unit"), input.text("category"), title.en, title.hi, text.en, text.hi, input.flag("private", false), {},
                            {}};
  if (const json::object* then = input.object("then")) reply.follows = written_change(read_status_change(*then, "then.", input));
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);
  const auto kept = actions::save_reply(call.ports(), call.principal(), std::move(reply));
  return kept ? json_response(json_of(*kept), status) : problem_response(kept.error(), call.request.id);
}

/// The instance's own have names and no numbers: they are changed in its folder.
std::optional<actions::ReadyReplyId> reply_id(const Call& call) {
  const std::string& digits = call.part("id");
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size() || value <= 0) return std::nullopt;
  return actions::ReadyReplyId{value};
}

Response list(Call& call) {
  QueryInput input(call.request.query);
  const std::string department = input.text("department");
  const std::string category = input.text("category");
  if (!department.empty() && call.instance->department(department) == nullptr) input.refuse("department");
  if (!category.empty() && call.instance->category(category) == nullptr) input.refuse("category");
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);
  json::array body;
  for (const actions::OfferedReply& reply : actions::list_replies(call.ports(), call.principal(), category)) body.push_back(json_of(reply));
  return json_response({{"replies", std::move(body)}});
}

Response add(Call& call) { return saved(call, {}, kCreated); }

Response change(Call& call) {
  const auto id = reply_id(call);
  return id ? saved(call, *id, 200) : problem_response(domain::not_found(), call.request.id);
}

Response remove(Call& call) {
  const auto id = reply_id(call);
  if (!id) return problem_response(domain::not_found(), call.request.id);
  const auto removed = actions::remove_reply(call.ports(), call.principal(), *id);
  return removed ? no_content() : problem_response(removed.error(), call.request.id);
}

}  // namespace

std::vector<Route> reply_routes() {
  return {{"GET", "/api/v1/replies", Access::session, Face::api, list, true},
          {"POST", "/api/v1/replies", Access::session, Face::api, add},
          {"PUT", "/api/v1/replies/{id}", Access::session, Face::api, change},
          {"DELETE", "/api/v1/replies/{id}", Access::session, Face::api, remove}};
}

}  // namespace seva::http
