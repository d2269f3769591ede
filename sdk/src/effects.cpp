#include "seva/effects.hpp"

#include <array>

namespace seva {
namespace {

/// The wire's words, in the order of the enums, which begin at 1.
template <class Enum, std::size_t Size>
std::string_view word(const std::array<std::string_view, Size>& words, Enum value) {
  return words.at(static_cast<std::size_t>(value) - 1);
}

constexpr std::array<std::string_view, 4> kHealthStates{"ok", "degraded", "down", "needs_login"};
constexpr std::array<std::string_view, 7> kCallStates{"waiting", "offered", "answered", "transferred", "wrap_up", "ended", "abandoned"};
constexpr std::array<std::string_view, 4> kLogLevels{"debug", "info", "warning", "error"};
constexpr std::array<std::string_view, 5> kReceiptStates{"sent", "delivered", "read", "retry", "failed"};

void write_unless_empty(json::Writer& writer, std::string_view name, std::string_view value) {
  if (!value.empty()) writer.text(name, value);
}

void write_list(json::Writer& writer, std::string_view name, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  writer.key(name).begin_array();
  for (const std::string& text : texts) writer.text(text);
  writer.end_array();
}

void write_author(json::Writer& writer, const Author& author) {
  writer.key("author").begin_object().text("id", author.id);
  write_unless_empty(writer, "handle", author.handle);
  write_unless_empty(writer, "name", author.name);
  writer.end_object();
}

void write_attachments(json::Writer& writer, const std::vector<Attachment>& attachments) {
  if (attachments.empty()) return;
  writer.key("attachments").begin_array();
  for (const Attachment& attachment : attachments) {
    writer.begin_object().text("id", attachment.id);
    write_unless_empty(writer, "type", attachment.type);
    write_unless_empty(writer, "url", attachment.url);
    writer.end_object();
  }
  writer.end_array();
}

void write_location(json::Writer& writer, const std::optional<Location>& location) {
  if (!location) return;
  writer.key("location").begin_object();
  if (location->latitude && location->longitude) writer.number("latitude", *location->latitude).number("longitude", *location->longitude);
  write_unless_empty(writer, "place", location->place);
  writer.end_object();
}

void write_message(json::Writer& writer, const Message& message) {
  writer.begin_object().text("source_id", message.source_id).integer("revision", message.revision);
  write_unless_empty(writer, "thread", message.thread);
  write_unless_empty(writer, "in_reply_to", message.in_reply_to);
  write_author(writer, message.author);
  write_list(writer, "to", message.to);
  writer.text("text", message.text);
  write_unless_empty(writer, "language", message.language);
  writer.integer("sent_at", to_micros(message.sent_at));
  write_list(writer, "hashtags", message.hashtags);
  write_list(writer, "mentions", message.mentions);
  write_attachments(writer, message.attachments);
  write_location(writer, message.location);
  if (!message.is_repliable) writer.flag("repliable", false);
  if (message.is_from_us) writer.flag("from_us", true);
  if (message.is_private) writer.flag("private", true);
  writer.end_object();
}

void write_call(json::Writer& writer, const Call& call) {
  writer.begin_object().text("call_id", call.call_id).integer("sequence", call.sequence).text("state", word(kCallStates, call.state));
  writer.integer("at", to_micros(call.at));
  write_unless_empty(writer, "from", call.from);
  write_unless_empty(writer, "name", call.name);
  write_unless_empty(writer, "to", call.to);
  write_unless_empty(writer, "agent", call.agent);
  write_unless_empty(writer, "reason", call.reason);
  write_unless_empty(writer, "recording", call.recording);
  write_location(writer, call.location);
  if (call.is_gap) writer.flag("gap", true);
  writer.end_object();
}

void write_headers(json::Writer& writer, const Headers& headers) {
  if (headers.empty()) return;
  writer.key("headers").begin_object();
  for (const auto& [name, value] : headers) writer.text(name, value);
  writer.end_object();
}

/// The list's elements end with a comma each; a JSON array does not.
void write_array(std::string& out, std::string_view name, std::string_view elements) {
  if (elements.empty()) return;
  out += ",\"";
  out += name;
  out += "\":[";
  out += elements.substr(0, elements.size() - 1);
  out += ']';
}

}  // namespace

json::Writer Notices::next() { return json::Writer(in_order_); }

void Notices::health(std::string_view part, HealthState state, std::string_view detail) {
  json::Writer writer = next();
  writer.begin_object().text("type", "health").text("part", part).text("state", word(kHealthStates, state));
  write_unless_empty(writer, "detail", detail);
  writer.end_object();
  in_order_ += ',';
}

void Notices::log(LogLevel level, std::string_view code, std::string_view text) {
  next().begin_object().text("type", "log").text("level", word(kLogLevels, level)).text("code", code).text("text", text).end_object();
  in_order_ += ',';
}

void Effects::accept(const Message& message) {
  json::Writer writer(messages_);
  write_message(writer, message);
  messages_ += ',';
}

void Effects::accept(const Call& call) {
  json::Writer writer(calls_);
  write_call(writer, call);
  calls_ += ',';
}

void Effects::withdraw(std::string_view source_id) {
  json::Writer(withdrawn_).text(source_id);
  withdrawn_ += ',';
}

void Effects::ignore(std::string_view source_id, std::string_view reason) {
  json::Writer(ignored_).begin_object().text("source_id", source_id).text("reason", reason).end_object();
  ignored_ += ',';
}

void Effects::unreadable(std::size_t offset, std::size_t size, std::string_view reason) {
  json::Writer(unreadable_)
      .begin_object()
      .integer("offset", static_cast<std::int64_t>(offset))
      .integer("size", static_cast<std::int64_t>(size))
      .text("reason", reason)
      .end_object();
  unreadable_ += ',';
}

void Effects::save(std::string_view key, std::string_view value) {
  next().begin_object().text("type", "save").text("key", key).text("value", value).end_object();
  in_order_ += ',';
}

void Effects::save_secret(std::string_view key, std::string_view value) {
  next().begin_object().text("type", "save").text("key", key).text("value", value).flag("secret", true).end_object();
  in_order_ += ',';
}

void Effects::receipt(const Receipt& receipt) {
  json::Writer writer = next();
  writer.begin_object().text("type", "receipt");
  write_unless_empty(writer, "delivery", receipt.delivery);
  writer.text("state", word(kReceiptStates, receipt.state));
  write_unless_empty(writer, "sent_id", receipt.sent_id);
  write_unless_empty(writer, "reason", receipt.reason);
  if (receipt.state == ReceiptState::retry) writer.integer("retry_after_ms", receipt.retry_after.count());
  writer.end_object();
  in_order_ += ',';
}

void Effects::respond(std::string_view tag, int status, std::string_view body, const Headers& headers) {
  json::Writer writer = next();
  writer.begin_object().text("type", "respond").text("tag", tag).integer("status", status);
  write_headers(writer, headers);
  write_unless_empty(writer, "body", body);
  writer.end_object();
  in_order_ += ',';
}

void Effects::request(const HttpRequest& request) {
  json::Writer writer = next();
  writer.begin_object().text("type", "http_request").text("tag", request.tag).text("method", request.method).text("url", request.url);
  write_headers(writer, request.headers);
  write_unless_empty(writer, "body", request.body);
  writer.integer("timeout_ms", request.timeout.count());
  write_unless_empty(writer, "save_as", request.save_as);
  write_unless_empty(writer, "body_from", request.body_from);
  write_unless_empty(writer, "body_end", request.body_end);
  writer.end_object();
  in_order_ += ',';
}

void Effects::set_timer(std::string_view tag, std::chrono::milliseconds after) {
  const std::int64_t after_ms = std::max<std::int64_t>(0, after.count());
  next().begin_object().text("type", "set_timer").text("tag", tag).integer("after_ms", after_ms).end_object();
  in_order_ += ',';
}

void Effects::cancel_timer(std::string_view tag) {
  next().begin_object().text("type", "set_timer").text("tag", tag).integer("after_ms", -1).end_object();
  in_order_ += ',';
}

void Effects::open_stream(const StreamRequest& stream) {
  json::Writer writer = next();
  writer.begin_object().text("type", "open_stream").text("tag", stream.tag).text("url", stream.url);
  write_headers(writer, stream.headers);
  writer.text("delimiter", stream.delimiter);
  if (stream.silence.count() > 0) writer.integer("silence_ms", stream.silence.count());
  writer.end_object();
  in_order_ += ',';
}

void Effects::send_stream(std::string_view tag, std::string_view data) {
  next().begin_object().text("type", "send_stream").text("tag", tag).text("data", data).end_object();
  in_order_ += ',';
}

void Effects::close_stream(std::string_view tag) {
  next().begin_object().text("type", "close_stream").text("tag", tag).end_object();
  in_order_ += ',';
}

void Effects::clear() {
  clear_notices();
  messages_.clear();
  calls_.clear();
  withdrawn_.clear();
  ignored_.clear();
  unreadable_.clear();
}

void Effects::write_to(std::string& out) const {
  out += '[';
  if (!messages_.empty() || !calls_.empty() || !withdrawn_.empty() || !ignored_.empty() || !unreadable_.empty()) {
    out += R"({"type":"accept")";
    write_array(out, "messages", messages_);
    write_array(out, "calls", calls_);
    write_array(out, "withdrawn", withdrawn_);
    write_array(out, "ignored", ignored_);
    write_array(out, "unreadable", unreadable_);
    out += "},";
  }
  out += in_order_;
  if (out.back() == ',') out.pop_back();
  out += ']';
}

}  // namespace seva
