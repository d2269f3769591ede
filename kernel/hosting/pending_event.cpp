#include "hosting/pending_event.hpp"

namespace seva::hosting {

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
