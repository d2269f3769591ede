#include <algorithm>

#include "http/encoding.hpp"
#include "http/json_input.hpp"
#include "http/json_output.hpp"
#include "http/problems.hpp"
#include "http/routes/account_rules.hpp"
#include "http/routes/routes.hpp"

namespace seva::http {
namespace {

namespace json = boost::json;

std::optional<std::string> language_named(std::string_view name) {
  return name == "en" || name == "hi" ? std::optional<std::string>(name) : std::nullopt;
}

Response list(Call& call) {
  std::vector<domain::User> users;
  call.ports().store.read([&](actions::Transaction& transaction) { users = transaction.people().users(); });
  std::sort(users.begin(), users.end(), [](const domain::User& left, const domain::User& right) { return left.login < right.login; });
  json::array body;
  for (const domain::User& user : users) body.push_back(json_of(user));
  return json_response({{"users", std::move(body)}});
}

Response add(Call& call) {
  const auto body = parse_object(call.request.body);
  if (!body) return problem_response(body.error(), call.request.id);
  JsonInput input(*body);
  actions::NewUser user;
  user.login = input.text("login", true);
  user.name = input.text("name", true);
  user.password = input.text("password", true);
  user.language = input.choice("language", language_named).value_or("hi");
  user.extension = input.text("extension");
  for (const json::object* member : input.objects("roles", true)) {
    JsonInput nested(*member, "roles.");
    const auto role = nested.choice("role", domain::role_named, true);
    const std::string unit = nested.text("unit", true);
    if (role) user.roles.push_back({*role, unit});
    input.add(nested.problem());
  }
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);
  const auto added = actions::add_user(call.ports(), call.services.actions.hashes, user);
  return added ? json_response(json_of(*added), 201) : problem_response(added.error(), call.request.id);
}

Response password(Call& call) {
  const auto body = parse_object(call.request.body);
  if (!body) return problem_response(body.error(), call.request.id);
  JsonInput input(*body);
  const std::string wanted = input.text("password", true);
  const std::string current = input.text("current_password");
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);
  const auto set = reset_password(call, call.part("login"), wanted, current);
  return set ? no_content() : problem_response(set.error(), call.request.id);
}

Response extension(Call& call) {
  const auto body = parse_object(call.request.body);
  if (!body) return problem_response(body.error(), call.request.id);
  JsonInput input(*body);
  const std::string wanted = input.text("extension");
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);
  const auto set = actions::set_extension(call.ports(), call.part("login"), wanted);
  return set ? json_response(json_of(*set)) : problem_response(set.error(), call.request.id);
}

Response disabled(Call& call) {
  const auto body = parse_object(call.request.body);
  if (!body) return problem_response(body.error(), call.request.id);
  JsonInput input(*body);
  const bool is_disabled = input.needed_flag("disabled");
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);
  const auto switched = switch_user(call, call.part("login"), is_disabled);
  return switched ? no_content() : problem_response(switched.error(), call.request.id);
}

}  // namespace

/// Logins are of lower case, however they are written.
bool is_own(const Call& call, const std::string& login) { return lower_case(login) == call.principal().login; }

domain::Result<void> reset_password(Call& call, const std::string& login, const std::string& password, const std::string& current) {
  if (is_own(call, login)) return change_own_password(call, password, current);
  return actions::set_password(call.ports(), call.services.actions.hashes, login, password);
}

domain::Result<void> change_own_password(Call& call, const std::string& password, const std::string& current) {
  return call.services.actions.sign_in.change_password(*call.identity, current, password, call.request.network);
}

domain::Result<void> switch_user(Call& call, const std::string& login, bool is_disabled) {
  if (is_disabled && is_own(call, login))
    return domain::conflict("own_account", "Nobody switches their own account off.", "Ask another administrator.");
  return actions::disable_user(call.ports(), login, is_disabled);
}

std::vector<Route> user_routes() {
  return {{"GET", "/api/v1/users", Access::administrator, Face::api, list},
          {"POST", "/api/v1/users", Access::administrator, Face::api, add},
          {"POST", "/api/v1/users/{login}/password", Access::administrator, Face::api, password},
          {"PUT", "/api/v1/users/{login}/extension", Access::administrator, Face::api, extension},
          {"POST", "/api/v1/users/{login}/disabled", Access::administrator, Face::api, disabled}};
}

}  // namespace seva::http
