#include "hosting/pending_event.hpp"

#include <boost/json.hpp>

#include "hosting/json_writer.hpp"

namespace seva::hosting {
namespace {

/// A plugin tells a forged request by its signature; who sent it by a cookie or a password is nobody's to keep in clear.
Headers headers_to_keep(Headers headers) {
  std::erase_if(headers, [](const auto& header) {
    return header.first == "cookie" || header.first == "authorization" || header.first == "proxy-authorization";
  });
  return headers;
}

}  // namespace

PendingEvent pending_stop() {
  PendingEvent event;
  event.kind = EventKind::stop;
  event.json = stop_event;
  return event;
}

PendingEvent pending_webhook(const std::string& tag, const actions::WebhookRequest& request) {
  PendingEvent event;
  event.kind = EventKind::webhook;
  event.tag = tag;
  event.payload = request.body;
  const actions::WebhookRequest head{request.method, request.url, request.path, request.query, request.headers, {}};
  JsonWriter(event.head)
      .begin_object()
      .text("method", request.method)
      .text("url", request.url)
      .text("path", request.path)
      .pairs("query", request.query)
      .pairs("headers", headers_to_keep(request.headers))
      .end_object();
  event.json = [tag, head](const Stamp& stamp) { return webhook_event(stamp, tag, head); };
  event.response = std::make_unique<PendingResponse>();
  return event;
}

PendingEvent pending_delivery(const domain::Delivery& delivery, bool is_retry) {
  PendingEvent event;
  event.kind = EventKind::deliver;
  event.delivery = delivery.id;
  event.json = [delivery, is_retry](const Stamp& stamp) { return deliver_event(stamp, delivery, is_retry); };
  return event;
}

PendingEvent pending_stream_data(const std::string& tag, const std::vector<std::string>& parts) {
  PendingEvent event;
  event.kind = EventKind::stream_data;
  event.tag = tag;
  event.json = [tag](const Stamp& stamp) { return stream_data_event(stamp, tag); };
  for (const std::string& part : parts) {
    event.payload += part;
    event.parts.push_back(part.size());
  }
  return event;
}

PendingEvent pending_timer(const std::string& tag, std::uint64_t instance) {
  PendingEvent event;
  event.kind = EventKind::timer;
  event.tag = tag;
  event.instance = instance;
  event.json = [tag](const Stamp& stamp) { return timer_event(stamp, tag); };
  return event;
}

PendingEvent pending_answer(const std::string& tag, std::uint64_t instance, HttpAnswer answer) {
  PendingEvent event;
  event.kind = EventKind::http_response;
  event.tag = tag;
  event.instance = instance;
  event.payload = std::move(answer.body);
  answer.body.clear();
  event.json = [tag, answer = std::move(answer)](const Stamp& stamp) { return http_response_event(stamp, tag, answer); };
  return event;
}

PendingEvent pending_stream_opened(const std::string& tag, std::uint64_t instance, int status, const Headers& headers) {
  PendingEvent event;
  event.kind = EventKind::stream_opened;
  event.tag = tag;
  event.instance = instance;
  event.json = [tag, status, headers](const Stamp& stamp) { return stream_opened_event(stamp, tag, status, headers); };
  return event;
}

PendingEvent pending_stream_closed(const std::string& tag, std::uint64_t instance, const std::string& error) {
  PendingEvent event;
  event.kind = EventKind::stream_closed;
  event.tag = tag;
  event.instance = instance;
  event.json = [tag, error](const Stamp& stamp) { return stream_closed_event(stamp, tag, error); };
  return event;
}

namespace {

std::vector<std::pair<std::string, std::string>> pairs_of(const boost::json::object& head, std::string_view name) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const auto& [field, value] : head.at(name).as_object()) pairs.emplace_back(std::string(field), std::string(value.as_string()));
  return pairs;
}

std::optional<actions::WebhookRequest> request_of(const actions::DeadLetter& letter) {
  boost::system::error_code error;
  const boost::json::value value = boost::json::parse(letter.head, error);
  if (error || !value.is_object()) return std::nullopt;
  try {
    const boost::json::object& head = value.as_object();
    const auto text = [&](std::string_view name) { return std::string(head.at(name).as_string()); };
    return actions::WebhookRequest{text("method"), text("url"), text("path"), pairs_of(head, "query"), pairs_of(head, "headers"), letter.bytes};
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

}  // namespace

std::optional<PendingEvent> pending_again(const actions::DeadLetter& letter, const std::string& line_end) {
  if (letter.event == "webhook") {
    const auto request = request_of(letter);
    if (!request) return std::nullopt;
    return pending_webhook("again-" + std::to_string(letter.id.value), *request);
  }
  const bool is_stream = letter.event == "stream_data";
  std::string part = letter.bytes;
  if (!is_stream && !part.ends_with(line_end)) part += line_end;
  return pending_stream_data(is_stream ? letter.tag : "replay", {std::move(part)});
}

std::deque<PendingEvent> parts_of(const PendingEvent& event) {
  std::deque<PendingEvent> parts;
  std::size_t offset = 0;
  for (const std::size_t size : event.parts) {
    parts.push_back(pending_stream_data(event.tag, {event.payload.substr(offset, size)}));
    offset += size;
  }
  return parts;
}

std::string origin_of(EventKind kind) {
  switch (kind) {
    case EventKind::webhook: return "webhook";
    case EventKind::stream_data: return "stream";
    default: return "http_response";
  }
}

}  // namespace seva::hosting
