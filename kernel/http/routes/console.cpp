#include "http/console_files.hpp"
#include "http/first_answers.hpp"
#include "http/packing.hpp"
#include "http/problems.hpp"
#include "http/routes/routes.hpp"

namespace seva::http {
namespace {

/// The program may run its own files alone, and writes into the page only by the two named policies.
constexpr const char* kContentPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types svelte-trusted-html seva-worker";

constexpr const char* kNotBuilt =
    "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Seva</title><h1>The console is not built</h1>"
    "<p>This server runs and its API answers, but the officers' console is not where it was looked for. Build it with "
    "<code>deploy/console.sh</code>, or name its folder by <code>SEVA_CONSOLE</code>, and start the server again.</p>"
    "<p lang=\"hi\">सर्वर चल रहा है, पर अधिकारियों का कंसोल अभी बना नहीं है। उसे <code>deploy/console.sh</code> से बनाइए और सर्वर फिर से चलाइए।</p></html>\n";

Response page(Call& call) {
  const ConsoleFiles& console = call.services.console;
  if (!console.is_built()) {
    Response response{.status = 503, .content_type = "text/html; charset=utf-8", .body = kNotBuilt};
    return response;
  }
  Response response;
  if (std::string whole = with_first_answers(console.index().plain, call); whole.size() > console.index().plain.size()) {
    response = {.content_type = console.index().type, .body = std::move(whole)};
    pack_page(call.request, response);
    response.headers.emplace_back("Cache-Control", "no-store");  // It says what this person may read, and now.
  } else {
    response = file_response(console.index(), call.request);
    response.headers.emplace_back("Cache-Control", "no-cache");
  }
  response.headers.emplace_back("Content-Security-Policy", kContentPolicy);
  return response;
}

Response file(Call& call) {
  const std::string& path = call.part("path");
  const ConsoleFiles::File* found = path.empty() ? nullptr : call.services.console.find(std::string_view(path).substr(1));
  if (found == nullptr) return problem_response(domain::not_found(), call.request.id);
  Response response = file_response(*found, call.request);
  const bool is_named_by_content = path.starts_with("/assets/");
  response.headers.emplace_back("Cache-Control", is_named_by_content ? "public, max-age=31536000, immutable" : "no-cache");
  response.headers.emplace_back("Content-Security-Policy", kContentPolicy);  // A worker goes by the policy of its own file.
  return response;
}

}  // namespace

std::vector<Route> console_routes() {
  std::vector<Route> routes{{"GET", "/console/{path…}", Access::open, Face::api, file}};
  for (const char* address : {"/desk", "/login", "/tickets/{docket}", "/tickets/{docket}/print", "/triage", "/triage/{id}", "/calls", "/calls/{id}",
                              "/admin", "/admin/{section}", "/password", "/register"})
    routes.push_back({"GET", address, Access::open, Face::api, page, true});
  return routes;
}

}  // namespace seva::http
