#include <algorithm>

#include "http/encoding.hpp"
#include "http/pages/choices.hpp"
#include "http/pages/clock_words.hpp"
#include "http/pages/page.hpp"
#include "http/problems.hpp"
#include "http/routes/account_rules.hpp"
#include "http/routes/dead_letters.hpp"
#include "http/routes/routes.hpp"

namespace seva::http {
namespace {

using domain::Role;

constexpr std::size_t kDeadLetters = 20;
constexpr Role kRoles[] = {Role::officer, Role::supervisor, Role::triage, Role::command_centre, Role::auditor, Role::administrator, Role::call_taker};

PageData plugins_data(const Call& call) {
  PageData rows(PageData::type::list);
  for (const actions::PluginFacts& plugin : call.ports().plugins.plugins()) {
    PageData row;
    row.set("name", plugin.name.in(call.language));
    row.set("id", plugin.id);
    row.set("version", plugin.version);
    row.set("kind", words_of(call)("plugin." + plugin.kind));
    row.set("state", words_of(call)("plugin_state." + plugin.state));
    row.set("state_name", plugin.state);
    row.set("reason", plugin.reason);
    rows.push_back(row);
  }
  return rows;
}

PageData users_data(const Call& call) {
  std::vector<domain::User> users;
  call.ports().store.read([&](actions::Transaction& transaction) { users = transaction.people().users(); });
  std::sort(users.begin(), users.end(), [](const domain::User& left, const domain::User& right) { return left.login < right.login; });
  PageData rows(PageData::type::list);
  for (const domain::User& user : users) {
    PageData row;
    row.set("login", user.login);
    row.set("path", "/admin/users/" + percent_encoded(user.login));
    row.set("name", user.name);
    row.set("roles", names_of_roles(call, user));
    row.set("disabled", user.is_disabled);
    row.set("is_self", user.id == call.principal().user);
    rows.push_back(row);
  }
  return rows;
}

PageData letters_data(const Call& call) {
  PageData rows(PageData::type::list);
  for (const actions::DeadLetter& letter : newest_dead_letters(call.ports(), kDeadLetters)) {
    const auto text = call.ports().plugins.text(letter.plugin, letter.reason);
    PageData row;
    row.set("time", desk_time(letter.at, call.now(), call.instance->time_zone, words_of(call)));
    row.set("plugin", name_of_plugin(call, letter.plugin));
    row.set("origin", letter.origin);
    row.set("reason", text ? text->in(call.language) : letter.reason);
    row.set("size", std::to_string(letter.size));
    rows.push_back(row);
  }
  return rows;
}

Response admin_page(Call& call, const std::string& form, const std::optional<domain::Problem>& problem) {
  const Words& words = words_of(call);
  Choices roles;
  for (const Role role : kRoles) {
    const std::string name(domain::name_of(role));
    roles.add(name, words("role." + name), value_of(call.form, "role") == name);
  }
  const PageData letters = letters_data(call);
  PageData data;
  data.set("plugins", plugins_data(call));
  data.set("users", users_data(call));
  data.set("letters", letters);
  data.set("no_letters", letters.is_empty_list());
  data.set("roles", roles.data());
  data.set("units", unit_choices(call, {true, {}}, value_of(call.form, "unit")));
  if (problem) {
    PageData wrong;
    if (!problem->where.empty()) wrong.set(problem->where, true);
    data.set(form == "add" ? "add_error" : "user_error", words.what(*problem));
    data.set("error_next", words.next(*problem));
    data.set("wrong", wrong);
    data.set("login", std::string(value_of(call.form, "login")));
    data.set("name", std::string(value_of(call.form, "name")));
  }
  data.set("done", done_message(call));
  return page(call, "admin", words("admin.title"), data, !problem ? 200 : status_of(*problem));
}

Response show(Call& call) { return admin_page(call, "", std::nullopt); }

Response add(Call& call) {
  const auto typed = [&](std::string_view field) { return std::string(value_of(call.form, field)); };
  actions::NewUser user{typed("login"), typed("name"), typed("password"), typed("language") == "en" ? "en" : "hi", {}};
  const auto role = domain::role_named(typed("role"));
  if (!role) return admin_page(call, "add", domain::invalid("role_unknown", "There is no such role.", "role", "Choose one from the list."));
  user.roles.push_back({*role, typed("unit")});
  const auto added = actions::add_user(call.ports(), call.services.actions.hashes, user);
  return added ? done(call, "/admin", "user_added") : admin_page(call, "add", added.error());
}

Response password(Call& call) {
  const auto set =
      reset_password(call, call.part("login"), std::string(value_of(call.form, "password")), std::string(value_of(call.form, "current")));
  if (!set) return admin_page(call, "user", set.error());
  return is_own(call, call.part("login")) ? done(call, "/login", "own_password") : done(call, "/admin", "password_set");
}

Response disabled(Call& call) {
  const bool is_disabled = value_of(call.form, "disabled") == "yes";
  const auto switched = switch_user(call, call.part("login"), is_disabled);
  return switched ? done(call, "/admin", is_disabled ? "user_off" : "user_on") : admin_page(call, "user", switched.error());
}

}  // namespace

std::vector<Route> administration_pages() {
  return {{"GET", "/admin", Access::administrator, Face::page, show},
          {"POST", "/admin/users", Access::administrator, Face::page, add},
          {"POST", "/admin/users/{login}/password", Access::administrator, Face::page, password},
          {"POST", "/admin/users/{login}/disabled", Access::administrator, Face::page, disabled}};
}

}  // namespace seva::http
