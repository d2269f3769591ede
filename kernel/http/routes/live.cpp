#include "http/live/live.hpp"

#include "actions/digest.hpp"
#include "actions/see_ticket.hpp"
#include "http/gate.hpp"
#include "http/json_input.hpp"
#include "http/json_output.hpp"
#include "http/problems.hpp"
#include "http/routes/routes.hpp"

namespace seva::http {
namespace {

enum class Act : std::uint8_t { looking = 1, writing, left };

std::optional<Act> act_named(std::string_view name) {
  if (name == "looking") return Act::looking;
  if (name == "writing") return Act::writing;
  if (name == "left") return Act::left;
  return std::nullopt;
}

Response stream(Call& call) {
  constexpr std::size_t kLongestId = 128;
  const Request& request = call.request;
  std::string last_id(request.header("last-event-id").substr(0, kLongestId));
  auto takes_over =
      call.services.actions.live.admit({*call.identity, actions::sha256_hex(session_token(request, call.services.settings)), std::move(last_id)});
  if (!takes_over) return problem_response(too_busy(), request.id).with("Retry-After", "30");
  Response response{.content_type = "text/event-stream"};
  response.takes_over = std::move(takes_over);
  response.headers.emplace_back("X-Accel-Buffering", "no");  // nginx would hold events back until a page of them is full
  return response;
}

Response written(const Presence::At& place) { return {.content_type = "application/json", .body = written_presence(place)}; }

Response list(Call& call) {
  const domain::Scope scope = domain::scope_of(call.principal(), domain::Permission::read_ticket, call.instance->units);
  std::string body = R"({"presence":[)";
  std::string_view separator;
  for (const Presence::At& place : call.services.actions.live.presence()) {
    if (!holds(scope, place.unit)) continue;
    body.append(separator).append(written_presence(place));
    separator = ",";
  }
  return {.content_type = "application/json", .body = body + "]}"};
}

Response set(Call& call) {
  const auto body = parse_object(call.request.body);
  if (!body) return problem_response(body.error(), call.request.id);
  JsonInput input(*body);
  const auto act = input.choice("state", act_named, true);
  const auto version = input.number("version", 0, std::numeric_limits<std::uint32_t>::max());
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);
  const auto seen = version ? std::optional(static_cast<std::uint32_t>(*version)) : std::nullopt;
  const auto ticket = actions::see_ticket(call.ports(), call.principal(), call.part("docket"), seen);
  if (!ticket) return problem_response(ticket.error(), call.request.id);
  Live& live = call.services.actions.live;
  const domain::User& user = call.identity->user;
  if (*act == Act::left) return written(live.leave(ticket->docket, user.login));
  const auto state = *act == Act::writing ? Presence::State::writing : Presence::State::looking;
  return written(live.set_presence(ticket->docket, ticket->unit, user.login, user.name, state));
}

}  // namespace

std::vector<Route> live_routes() {
  return {{"GET", "/api/v1/live", Access::session, Face::api, stream},
          {"GET", "/api/v1/presence", Access::session, Face::api, list},
          {"PUT", "/api/v1/tickets/{docket}/presence", Access::session, Face::api, set}};
}

}  // namespace seva::http
