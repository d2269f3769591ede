#include "seva/channel.hpp"

#include <algorithm>
#include <array>

namespace seva::detail {
namespace {

Event read_event(json::View event) { return {event["id"].text(), from_micros(event["now"].integer().value_or(0))}; }

CallState read_call_state(std::string_view word) {
  constexpr std::array<std::string_view, 7> kWords{"waiting", "offered", "answered", "transferred", "wrap_up", "ended", "abandoned"};
  const auto found = std::find(kWords.begin(), kWords.end(), word);
  return found == kWords.end() ? CallState::waiting : static_cast<CallState>(found - kWords.begin() + 1);
}

Start read_start(json::View event, std::string_view payload) {
  Start start{read_event(event),
              Config(event["config"]),
              Secrets(event["secrets"]),
              SavedState(event["state"]),
              Files(event["files"], payload),
              event["lead"].flag(),
              {}};
  for (const json::View call : event["calls"])
    start.calls.push_back({call["call_id"].text(), call["sequence"].integer().value_or(0), read_call_state(call["state"].text()), call["to"].text(),
                           call["agent"].text()});
  return start;
}

Webhook read_webhook(json::View event, std::string_view payload) {
  return {read_event(event),    event["tag"].text(),    event["method"].text(),   event["url"].text(),
          event["path"].text(), Fields(event["query"]), Fields(event["headers"]), payload};
}

HttpResponse read_response(json::View event, std::string_view payload) {
  const auto status = static_cast<int>(event["status"].integer().value_or(0));
  return {read_event(event), event["tag"].text(), status, Fields(event["headers"]), event["error"].text(), event["was_sent"].flag(), payload};
}

DeliveryKind read_kind(std::string_view kind) {
  if (kind == "private") return DeliveryKind::private_reply;
  if (kind == "call_back") return DeliveryKind::call_back;
  return DeliveryKind::reply;
}

Delivery read_delivery(json::View event) {
  Delivery delivery{read_event(event),
                    event["delivery"].text(),
                    event["account"].text(),
                    read_kind(event["kind"].text()),
                    event["to"].text(),
                    event["in_reply_to"].text(),
                    event["text"].text(),
                    {},
                    {},
                    from_micros(event["queued_at"].integer().value_or(0)),
                    event["retry"].flag()};
  for (const json::View attachment : event["attachments"]) delivery.attachments.push_back(attachment.text());
  for (const json::View file : event["attached"])
    delivery.attached.push_back({file["id"].text(), file["type"].text(), file["size"].integer().value_or(0)});
  return delivery;
}

}  // namespace

void ChannelHost::turn(json::View event, std::string_view payload, std::string& answer) {
  effects_.clear();
  dispatch(event, payload);
  effects_.write_to(answer);
}

void ChannelHost::dispatch(json::View event, std::string_view payload) {
  const std::string_view type = event["type"].text();
  const std::string_view tag = event["tag"].text();
  Channel& channel = *channel_;
  if (type == "stream_data") return channel.on_stream_data({read_event(event), tag, payload}, effects_);
  if (type == "webhook") return channel.on_webhook(read_webhook(event, payload), effects_);
  if (type == "timer") return channel.on_timer({read_event(event), tag}, effects_);
  if (type == "http_response") return channel.on_http_response(read_response(event, payload), effects_);
  if (type == "deliver") return channel.on_deliver(read_delivery(event), effects_);
  if (type == "start") return channel.on_start(read_start(event, payload), effects_);
  if (type == "stop") return channel.on_stop({read_event(event)}, effects_);
  if (type == "stream_opened") {
    const auto status = static_cast<int>(event["status"].integer().value_or(0));
    return channel.on_stream_opened({read_event(event), tag, status, Fields(event["headers"])}, effects_);
  }
  if (type == "stream_closed") return channel.on_stream_closed({read_event(event), tag, event["error"].text()}, effects_);
  if (type == "fetch") return channel.on_fetch({read_event(event), event["attachment"].text()}, effects_);
}

}  // namespace seva::detail
