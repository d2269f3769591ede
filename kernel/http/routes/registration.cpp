#include "actions/register_ticket.hpp"
#include "http/json_input.hpp"
#include "http/json_output.hpp"
#include "http/problems.hpp"
#include "http/routes/routes.hpp"
#include "http/routes/ticket_response.hpp"

namespace seva::http {
namespace {

constexpr int kCreated = 201;

Response register_ticket(Call& call) {
  const auto body = parse_object(call.request.body);
  if (!body) return problem_response(body.error(), call.request.id);
  JsonInput input(*body);
  actions::CounterForm form;
  form.text = input.text("text", true);
  form.name = input.text("name");
  form.phone = input.text("phone");
  form.reference = input.text("reference");
  form.language = input.text("language");
  form.place = input.text("place");
  form.department = input.text("department");
  form.category = input.text("category");
  form.priority = input.choice("priority", domain::priority_named);
  form.unit = input.text("unit");
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);

  const auto ticket = actions::register_ticket(call.ports(), call.principal(), form);
  if (!ticket) return problem_response(ticket.error(), call.request.id);
  Response response = ticket_response(call, *ticket);
  response.status = kCreated;
  return response.with("Location", "/api/v1/tickets/" + ticket->docket);
}

}  // namespace

std::vector<Route> registration_routes() { return {{"POST", "/api/v1/tickets", Access::session, Face::api, register_ticket}}; }

}  // namespace seva::http
