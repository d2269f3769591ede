#include "http/encoding.hpp"
#include "http/gate.hpp"
#include "http/pages/page.hpp"
#include "http/problems.hpp"
#include "http/routes/routes.hpp"

namespace seva::http {
namespace {

/// Only a path of ours: never another host, never a scheme.
std::string safe_next(std::string_view next) {
  const bool is_ours = next.starts_with('/') && !next.starts_with("//") && next.find('\\') == std::string_view::npos && next.size() < 500 &&
                       next.find_first_of("\r\n\t") == std::string_view::npos;
  return is_ours ? std::string(next) : "/desk";
}

Response login_form(Call& call, const std::optional<domain::Problem>& problem) {
  const Words& words = words_of(call);
  PageData data;
  const bool was_sent = problem.has_value();
  data.set("login", std::string(value_of(call.form, "login")));
  data.set("next", safe_next(was_sent ? value_of(call.form, "next") : value_of(call.request.query, "next")));
  data.set("done", done_message(call));
  if (was_sent) {
    data.set("error", words.what(*problem));
    data.set("error_next", words.next(*problem));
  }
  Response response = page(call, "login", words("login.title"), data, was_sent ? status_of(*problem) : 200);
  if (response.status == 429) response.with("Retry-After", "900");
  return response;
}

Response show(Call& call) { return call.identity ? redirect_to(link_to(call, "/desk")) : login_form(call, std::nullopt); }

Response submit(Call& call) {
  const auto signed_in = call.services.actions.sign_in.sign_in(std::string(value_of(call.form, "login")),
                                                               std::string(value_of(call.form, "password")), call.request.network);
  if (!signed_in) return login_form(call, signed_in.error());
  if (const std::string before = session_token(call.request, call.services.settings); !before.empty()) call.services.actions.sign_in.sign_out(before);
  std::string next = safe_next(value_of(call.form, "next"));
  if (next == "/desk") {
    const domain::Scope reads =
        domain::scope_of({signed_in->user.id, {}, {}, signed_in->user.roles}, domain::Permission::read_ticket, call.instance->units);
    if (!reads.is_everything && reads.units.empty()) next = "/admin";
  }
  return redirect_to(std::move(next)).with("Set-Cookie", session_cookie(signed_in->token, call.services.settings));
}

Response log_out(Call& call) {
  call.services.actions.sign_in.sign_out(session_token(call.request, call.services.settings));
  return redirect_to(link_to(call, "/login")).with("Set-Cookie", ended_cookie(call.services.settings));
}

}  // namespace

std::vector<Route> login_pages() {
  return {{"GET", "/login", Access::open, Face::page, show},
          {"POST", "/login", Access::open, Face::page, submit},
          {"POST", "/logout", Access::session, Face::page, log_out}};
}

}  // namespace seva::http
