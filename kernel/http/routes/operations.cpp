#include <algorithm>

#include "http/embedded.hpp"
#include "http/metrics.hpp"
#include "http/pages/page.hpp"
#include "http/problems.hpp"
#include "http/routes/operations_list.hpp"
#include "http/routes/routes.hpp"

namespace seva::http {
namespace {

Response text(std::string body, int status = 200) { return {.status = status, .content_type = "text/plain; charset=utf-8", .body = std::move(body)}; }

Response live(Call&) { return text("live\n"); }

Response ready(Call& call) {
  try {
    call.ports().store.read([](actions::Transaction& transaction) { (void)transaction.people().user_by_login("nobody"); });
    return text("ready\n");
  } catch (const std::exception&) {
    return problem_response({domain::ProblemKind::unavailable, "store_silent", "The store does not answer.", {}, "Look at the database and its log."},
                            call.request.id);
  }
}

Response metrics(Call& call) {
  const auto& readers = call.services.settings.metrics_readers;
  const bool may_read = call.request.is_from_machine || std::find(readers.begin(), readers.end(), call.request.address) != readers.end();
  if (!may_read) return problem_response(domain::not_found(), call.request.id);
  Response response = text(call.services.metrics.written(call.ports()) + call.services.actions.control.metrics());
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  return response;
}

Response description(Call&) { return {.content_type = "application/yaml", .body = std::string(embedded("openapi.yaml"))}; }

Response docs(Call& call) {
  PageData paths(PageData::type::list);
  for (const Operation& operation : operations_of(embedded("openapi.yaml"))) {
    PageData row;
    row.set("method", operation.method);
    row.set("path", operation.path);
    row.set("summary", operation.summary);
    paths.push_back(row);
  }
  PageData data;
  data.set("operations", paths);
  return page(call, "docs", words_of(call)("docs.title"), data);
}

Response asset(Call& call) {
  const Pages::Asset* found = call.services.pages.asset(call.part("name"));
  if (found == nullptr) return problem_response(domain::not_found(), call.request.id);
  Response response{.content_type = found->type, .body = found->content};
  return response.with("Cache-Control", "public, max-age=31536000, immutable");
}

}  // namespace

std::vector<Route> operation_routes() {
  return {{"GET", "/livez", Access::open, Face::api, live, true},
          {"GET", "/readyz", Access::open, Face::api, ready, true},
          {"GET", "/metrics", Access::open, Face::api, metrics, true},
          {"GET", "/openapi.yaml", Access::open, Face::api, description, true},
          {"GET", "/docs", Access::open, Face::page, docs},
          {"GET", "/assets/{name}", Access::open, Face::api, asset, true}};
}

}  // namespace seva::http
