#include "actions/attach_files.hpp"
#include "http/encoding.hpp"
#include "http/json_output.hpp"
#include "http/problems.hpp"
#include "http/query_input.hpp"
#include "http/routes/file_id.hpp"
#include "http/routes/routes.hpp"

namespace seva::http {
namespace {

actions::FilePorts files_of(Call& call) {
  Dependencies& parts = call.services.actions;
  return {parts.file_bytes, parts.file_kinds, parts.vault};
}

/// RFC 6266 with the name as RFC 8187 writes it; whoever does not know that form gets a name that says nothing.
std::string disposition(const std::string& name) {
  std::string header = "attachment; filename=\"file\"; filename*=UTF-8''";
  header += percent_encoded(name);
  return header;
}

Response upload(Call& call) {
  QueryInput input(call.request.query);
  const std::string name = input.text("name");
  if (name.empty()) input.refuse("name");
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);
  actions::FilePorts files = files_of(call);
  const auto file = actions::upload_file(call.ports(), files, call.principal(), call.part("docket"), name, call.request.body);
  if (!file) return problem_response(file.error(), call.request.id);
  Response response = json_response(json_of(*file));
  response.status = 201;
  return response;
}

/// A picture that is nothing but dots; in the others something could act.
bool is_of_dots(std::string_view type) { return type == "image/jpeg" || type == "image/png" || type == "image/webp" || type == "image/gif"; }

std::optional<bool> picture(std::string_view word) { return word == "picture" ? std::optional(true) : std::nullopt; }

/// It comes from our origin, so nothing in it may act: it is saved, a page of ours shows at most the dots of a picture, and whoever opens it alone
/// has it in a sandbox.
Response download(Call& call) {
  QueryInput input(call.request.query);
  const bool is_to_be_seen = input.choice("as", picture).has_value();
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);
  actions::FilePorts files = files_of(call);
  auto opened = actions::read_file(call.ports(), files, call.principal(), call.part("docket"), file_id(call.part("id")));
  if (!opened) return problem_response(opened.error(), call.request.id);
  if (is_to_be_seen && !is_of_dots(opened->file.type)) return problem_response(domain::not_found(), call.request.id);
  Response response;
  response.content_type = is_to_be_seen ? opened->file.type : "application/octet-stream";
  response.stream = std::move(opened->bytes);
  response.stream_size = opened->file.size;
  response.headers = {{"Content-Disposition", disposition(opened->file.name)},
                      {"Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'"}};
  return response;
}

Response remove(Call& call) {
  actions::FilePorts files = files_of(call);
  const auto removed = actions::remove_file(call.ports(), files, call.principal(), call.part("docket"), file_id(call.part("id")));
  return removed ? no_content() : problem_response(removed.error(), call.request.id);
}

}  // namespace

std::vector<Route> attachment_routes() {
  return {{"POST", "/api/v1/tickets/{docket}/attachments", Access::session, Face::api, upload, true, true},
          {"GET", "/api/v1/tickets/{docket}/attachments/{id}", Access::session, Face::api, download, true},
          {"DELETE", "/api/v1/tickets/{docket}/attachments/{id}", Access::session, Face::api, remove}};
}

}  // namespace seva::http
