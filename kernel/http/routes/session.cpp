#include "actions/preferences.hpp"
#include "http/gate.hpp"
#include "http/json_input.hpp"
#include "http/json_output.hpp"
#include "http/problems.hpp"
#include "http/routes/account_rules.hpp"
#include "http/routes/routes.hpp"

namespace seva::http {
namespace {

using domain::Permission;
namespace json = boost::json;

struct NamedPermission {
  Permission permission;
  std::string_view name;
};
constexpr NamedPermission kPermissions[] = {
    {Permission::read_ticket, "read_ticket"},
    {Permission::reply, "reply"},
    {Permission::note, "note"},
    {Permission::change_status, "change_status"},
    {Permission::assign, "assign"},
    {Permission::forward, "forward"},
    {Permission::correct, "correct"},
    {Permission::verify, "verify"},
    {Permission::triage, "triage"},
    {Permission::read_statistics, "read_statistics"},
    {Permission::read_audit, "read_audit"},
    {Permission::administer, "administer"},
    {Permission::read_call, "read_call"},
    {Permission::take_call, "take_call"},
    {Permission::read_sealed, "read_sealed"},
    {Permission::reveal_assigned, "reveal_assigned"},
    {Permission::reveal_any, "reveal_any"},
};

/// The unit whose desk is theirs: where they work, else where they hold anything; the nearest to the root of several.
std::string home_of(const domain::User& user, const domain::UnitTree& units) {
  const domain::RoleAt* home = nullptr;
  const auto rank = [&](const domain::RoleAt& held) {
    const bool works = domain::may({user.id, {}, {}, {held}}, Permission::read_ticket, held.unit, units);
    return std::pair(works ? 0 : 1, units.depth(held.unit));
  };
  for (const domain::RoleAt& held : user.roles)
    if (units.find(held.unit) != nullptr && (home == nullptr || rank(held) < rank(*home))) home = &held;
  return home == nullptr ? std::string{} : home->unit;
}

json::object written(const domain::Preferences& preferences) {
  json::object body;
  if (!preferences.language.empty()) body["language"] = preferences.language;
  if (!preferences.theme.empty()) body["theme"] = preferences.theme;
  if (preferences.keys) body["keys"] = *preferences.keys;
  if (!preferences.density.empty()) body["density"] = preferences.density;
  return body;
}

json::object me(Call& call, const domain::User& user) {
  const domain::UnitTree& units = call.instance->units;
  json::object body = json_of(user);
  json::array permissions;
  for (const auto& [permission, name] : kPermissions) {
    const domain::Scope scope = domain::scope_of({user.id, user.login, user.name, user.roles}, permission, units);
    if (scope.is_everything || !scope.units.empty()) permissions.emplace_back(name);
  }
  body["permissions"] = std::move(permissions);
  body["preferences"] = written(actions::preferences_of(call.ports(), user));
  body["home"] = home_of(user, units);
  return body;
}

Response sign_in(Call& call) {
  const auto body = parse_object(call.request.body);
  if (!body) return problem_response(body.error(), call.request.id);
  JsonInput input(*body);
  const std::string login = input.text("login", true);
  const std::string password = input.text("password", true);
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);

  const auto signed_in = call.services.actions.sign_in.sign_in(login, password, call.request.network);
  if (!signed_in) return problem_response(signed_in.error(), call.request.id);
  if (const std::string before = session_token(call.request, call.services.settings); !before.empty()) call.services.actions.sign_in.sign_out(before);
  Response response = json_response({{"user", me(call, signed_in->user)}, {"csrf_token", signed_in->session.csrf_token}}, 201);
  return response.with("Set-Cookie", session_cookie(signed_in->token, call.services.settings));
}

Response show_session(Call& call) { return json_response({{"user", me(call, call.identity->user)}, {"csrf_token", call.identity->csrf_token}}); }

Response sign_out(Call& call) {
  call.services.actions.sign_in.sign_out(session_token(call.request, call.services.settings));
  return no_content().with("Set-Cookie", ended_cookie(call.services.settings));
}

Response show_me(Call& call) { return json_response(me(call, call.identity->user)); }

Response set_preferences(Call& call) {
  const auto body = parse_object(call.request.body);
  if (!body) return problem_response(body.error(), call.request.id);
  JsonInput input(*body);
  domain::Preferences wanted;
  wanted.language = input.text("language");
  wanted.theme = input.text("theme");
  if (body->contains("keys")) wanted.keys = input.flag("keys", true);
  wanted.density = input.text("density");
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);
  const auto set = actions::set_preferences(call.ports(), call.identity->user.id, wanted);
  return set ? json_response(written(*set)) : problem_response(set.error(), call.request.id);
}

Response own_password(Call& call) {
  const auto body = parse_object(call.request.body);
  if (!body) return problem_response(body.error(), call.request.id);
  JsonInput input(*body);
  const std::string wanted = input.text("password", true);
  const std::string current = input.text("current_password", true);
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);
  const auto changed = change_own_password(call, wanted, current);
  return changed ? no_content() : problem_response(changed.error(), call.request.id);
}

}  // namespace

std::vector<Route> session_routes() {
  return {{"POST", "/api/v1/session", Access::open, Face::api, sign_in},
          {"GET", "/api/v1/session", Access::session, Face::api, show_session},
          {"DELETE", "/api/v1/session", Access::session, Face::api, sign_out},
          {"GET", "/api/v1/me", Access::session, Face::api, show_me},
          {"PUT", "/api/v1/me/preferences", Access::session, Face::api, set_preferences},
          {"POST", "/api/v1/me/password", Access::session, Face::api, own_password}};
}

}  // namespace seva::http
