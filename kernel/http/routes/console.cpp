#include "http/console_files.hpp"
#include "http/problems.hpp"
#include "http/routes/routes.hpp"

namespace seva::http {
namespace {

/// The program may run its own files alone, and writes into the page only by the two named policies.
constexpr const char* kContentPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types svelte-trusted-html seva-worker";

Response file(Call& call) {
  const std::string& path = call.part("path");
  const ConsoleFiles::File* found = path.empty() ? nullptr : call.services.console.find(std::string_view(path).substr(1));
  if (found == nullptr) return problem_response(domain::not_found(), call.request.id);
  Response response = file_response(*found, call.request);
  const bool is_named_by_content = path.starts_with("/assets/");
  response.headers.emplace_back("Cache-Control", is_named_by_content ? "public, max-age=31536000, immutable" : "no-cache");
  if (found == &call.services.console.index()) response.headers.emplace_back("Content-Security-Policy", kContentPolicy);
  return response;
}

}  // namespace

std::vector<Route> console_routes() { return {{"GET", "/console/{path…}", Access::open, Face::api, file}}; }

}  // namespace seva::http
