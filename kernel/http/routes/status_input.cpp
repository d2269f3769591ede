#include "http/routes/status_input.hpp"

namespace seva::http {

domain::StatusChange read_status_change(JsonInput& input, const std::string& where) {
  domain::StatusChange change;
  change.to = input.choice("status", domain::status_named, true).value_or(domain::Status::in_process);
  change.reason = input.text("reason");
  if (const boost::json::object* outcome = input.object("outcome")) {
    JsonInput nested(*outcome, where + "outcome.");
    change.outcome.code = nested.text("code", true);
    change.outcome.fields = nested.texts("fields");
    input.add(nested.problem());
  }
  return change;
}

domain::StatusChange read_status_change(const boost::json::object& object, const std::string& where, JsonInput& around) {
  JsonInput nested(object, where);
  domain::StatusChange change = read_status_change(nested, where);
  around.add(nested.problem());
  return change;
}

}  // namespace seva::http
