#include "hosting/events.hpp"

#include <boost/json/parse.hpp>

#include "domain/delivery.hpp"
#include "domain/message.hpp"
#include "domain/unicode.hpp"
#include "finding.hpp"
#include "seva/testing/schema.hpp"

namespace {

namespace json = boost::json;
using seva::fuzz::must;

/// An event is one JSON object in UTF-8, as the published schemas describe it, whatever bytes came from outside.
void check(const std::string& event) {
  must(seva::domain::is_utf8(event), "an event is not UTF-8");
  json::error_code error;
  const json::value parsed = json::parse(event, error);
  must(!error && (parsed.is_object() || parsed.is_array()), "an event is no JSON", error.message());
  const auto wrong =
      parsed.is_array() ? seva::testing::assess_payload_problem(parsed) : seva::testing::event_problem(seva::testing::PluginKind::channel, parsed);
  must(!wrong, "an event is not as the schemas say:", wrong.value_or(""));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const std::string head = bytes.substr(0, size / 2);
  const std::string rest = bytes.substr(size / 2);
  const seva::hosting::Stamp stamp{"event-1", seva::domain::from_micros(1'767'594'600'000'000)};
  check(seva::hosting::webhook_event(stamp, head, {head, rest, head, {{head, rest}}, {{rest, head}}, bytes}));
  check(seva::hosting::http_response_event(stamp, head, {200, {{head, rest}}, bytes, rest, true}));
  check(seva::hosting::stream_opened_event(stamp, head, 200, {{rest, head}}));
  check(seva::hosting::stream_closed_event(stamp, head, rest));
  seva::domain::Delivery delivery;
  delivery.account = head;
  delivery.to = rest;
  delivery.text = bytes;
  check(seva::hosting::deliver_event(stamp, delivery, true));
  seva::domain::Message message;
  message.text = bytes;
  message.language = head;
  message.hashtags = {rest};
  const seva::actions::Assessable assessable{&message, {}, false};
  check(seva::hosting::assess_payload({&assessable, 1}));
  ++seva::fuzz::progress.taken;
  return 0;
}
