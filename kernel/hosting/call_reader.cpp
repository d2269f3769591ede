#include "hosting/call_reader.hpp"

#include "hosting/limits.hpp"
#include "hosting/message_reader.hpp"

namespace seva::hosting {
namespace {

domain::CallState read_state(const boost::json::value& value, const Place& place) {
  const auto state = domain::call_state_named(read_view(value, place));
  if (!state) throw Refusal(place, "The kernel does not know this word.");
  return *state;
}

}  // namespace

domain::CallUpdate read_call(const boost::json::value& object, const Place& place) {
  domain::CallUpdate call;
  bool has_state = false;
  bool has_at = false;
  each_field(object, place, [&](std::string_view name, const boost::json::value& value, const Place& at) {
    if (name == "call_id") {
      call.call_id = read_name(value, at);
    } else if (name == "sequence") {
      call.sequence = read_integer(value, at, 1, kGreatestInteger);
    } else if (name == "state") {
      call.state = read_state(value, at);
      has_state = true;
    } else if (name == "at") {
      call.at = domain::from_micros(read_integer(value, at, 0, kGreatestInteger));
      has_at = true;
    } else if (name == "from") {
      call.from = read_text(value, at);
    } else if (name == "name") {
      call.name = read_text(value, at);
    } else if (name == "to") {
      call.to = read_text(value, at);
    } else if (name == "agent") {
      call.agent = read_text(value, at);
    } else if (name == "reason") {
      call.reason = read_text(value, at);
    } else if (name == "recording") {
      call.recording = read_text(value, at);
    } else if (name == "location") {
      call.location = read_location(value, at);
    } else if (name == "gap") {
      call.is_gap = read_flag(value, at);
    } else {
      return false;
    }
    return true;
  });
  require(!call.call_id.empty(), place, "call_id");
  require(call.sequence > 0, place, "sequence");
  require(has_state, place, "state");
  require(has_at, place, "at");
  return call;
}

}  // namespace seva::hosting
