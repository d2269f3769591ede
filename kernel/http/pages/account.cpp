#include "http/pages/choices.hpp"
#include "http/pages/page.hpp"
#include "http/problems.hpp"
#include "http/routes/account_rules.hpp"
#include "http/routes/routes.hpp"

namespace seva::http {
namespace {

Response account_page(Call& call, const std::optional<domain::Problem>& problem) {
  const Words& words = words_of(call);
  PageData data;
  data.set("own_name", call.principal().name);
  data.set("own_login", call.principal().login);
  data.set("roles", names_of_roles(call, call.identity->user));
  if (problem) {
    PageData wrong;
    if (!problem->where.empty()) wrong.set(problem->where, true);
    data.set("wrong", wrong);
    data.set("error", words.what(*problem));
    data.set("error_next", words.next(*problem));
  }
  return page(call, "account", words("account.title"), data, problem ? status_of(*problem) : 200);
}

Response show(Call& call) { return account_page(call, std::nullopt); }

Response change(Call& call) {
  const std::string wanted(value_of(call.form, "password"));
  if (wanted != value_of(call.form, "again"))
    return account_page(call, domain::invalid("passwords_differ", "The two new passwords differ.", "again", "Type the same one twice."));
  const auto changed = change_own_password(call, wanted, std::string(value_of(call.form, "current")));
  return changed ? done(call, "/login", "own_password") : account_page(call, changed.error());
}

}  // namespace

std::vector<Route> account_pages() {
  return {{"GET", "/account", Access::session, Face::page, show}, {"POST", "/account/password", Access::session, Face::page, change}};
}

}  // namespace seva::http
