#pragma once

#include <memory>
#include <string_view>

#include "seva/detail/host.hpp"
#include "seva/effects.hpp"
#include "seva/instant.hpp"
#include "seva/settings.hpp"

namespace seva {

/// Names and values of a request or an answer. A view: valid during the call only.
class Fields {
 public:
  Fields() = default;
  explicit Fields(json::View object) : object_(object) {}
  /// Empty if there is none. The names of headers are in lower case.
  [[nodiscard]] std::string_view get(std::string_view name) const { return object_[name].text(); }
  [[nodiscard]] bool has(std::string_view name) const { return object_[name].is_text(); }

 private:
  json::View object_;
};

// The events of a channel. Everything in them is a view: valid during the call only. Copy what must last.

struct Event {
  std::string_view id;  ///< unique
  Instant now;          ///< the only clock that a plugin has
};

/// A call of this channel that is not over, as far as the kernel knows.
struct KnownCall {
  std::string_view call_id;
  std::int64_t sequence = 0;  ///< of the update that brought it to its state
  CallState state = CallState::waiting;
  std::string_view to;
  std::string_view agent;
};

struct Start : Event {
  Config config;
  Secrets secrets;
  SavedState state;
  Files files;
  bool is_lead = false;  ///< this node alone polls and streams; the others get webhooks only
  std::vector<KnownCall> calls;
};

struct Stop : Event {};

struct Webhook : Event {
  std::string_view tag;  ///< respond with it
  std::string_view method;
  std::string_view url;   ///< as the outside sees it, with the query
  std::string_view path;  ///< after /channels/{id}
  Fields query;           ///< decoded; empty where it is not UTF-8: then read `url`
  Fields headers;
  std::string_view body;  ///< raw bytes, as sent
};

struct TimerFired : Event {
  std::string_view tag;
};

struct HttpResponse : Event {
  std::string_view tag;
  int status = 0;  ///< 0: there was no answer; `error` says why
  Fields headers;
  std::string_view error;
  bool was_sent = false;  ///< the request may have reached the peer
  std::string_view body;  ///< raw bytes
  [[nodiscard]] bool is_success() const { return status >= 200 && status < 300; }
};

struct StreamOpened : Event {
  std::string_view tag;
  int status = 0;
  Fields headers;
};

struct StreamClosed : Event {
  std::string_view tag;
  std::string_view error;
};

struct StreamData : Event {
  std::string_view tag;   ///< `replay`: lines of a replay file, at any time
  std::string_view data;  ///< whole parts, each with its delimiter
};

enum class DeliveryKind : std::uint8_t {
  reply = 1,      ///< in public, to `in_reply_to`
  private_reply,  ///< to the author `to` alone
  call_back       ///< by telephone
};

/// A file that goes with a delivery. Its bytes never come here: a request sends them by naming it in `body_from`.
struct DeliveryAttachment {
  std::string_view id;
  std::string_view type;  ///< media type, found from the bytes
  std::int64_t size = 0;  ///< bytes
};

/// A message that must leave. Answer with a receipt, in this turn or a later one.
struct Delivery : Event {
  std::string_view delivery;  ///< its id; the receipt names it
  std::string_view account;   ///< the account of ours that speaks
  DeliveryKind kind = DeliveryKind::reply;
  std::string_view to;           ///< the author's id as the channel gave it
  std::string_view in_reply_to;  ///< source id
  std::string_view text;
  std::vector<std::string_view> attachments;  ///< ids of what goes with it; none unless the manifest's capabilities say which are carried
  std::vector<DeliveryAttachment> attached;   ///< what they are, in the same order
  Instant queued_at{};                        ///< before it no attempt was made; the epoch where the kernel does not tell
  bool is_retry = false;                      ///< an attempt was made whose outcome nobody knows: look for it before sending again
};

struct Fetch : Event {
  std::string_view attachment;
};

/// A channel: a state machine that is told of events and answers with effects. It does no I/O, has no threads, reads no clock and has no
/// mutable globals; the kernel may hold several instances of it.
///
/// Life: constructed, on_start once, then events one at a time (from different threads one after another), at last on_stop perhaps and the
/// destructor. New configuration, a rotated secret or a lost lead end the instance and start another one. An exception out of any function
/// means that it failed: the effects of this event are dropped and the instance ends. Expected trouble of the outside world is no exception.
///
/// Whoever polls or streams leaves a timer, a request or a stream pending after every event; Poller and Sender do.
class Channel {
 public:
  Channel() = default;
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;
  virtual ~Channel() = default;

  virtual void on_start(const Start& start, Effects& effects) = 0;
  /// The instance ends. It may still finish open webhooks.
  virtual void on_stop(const Stop&, Effects&) {}
  /// Unless overridden: 404.
  virtual void on_webhook(const Webhook& webhook, Effects& effects) { effects.respond(webhook.tag, 404); }
  virtual void on_timer(const TimerFired&, Effects&) {}
  virtual void on_http_response(const HttpResponse&, Effects&) {}
  virtual void on_stream_opened(const StreamOpened&, Effects&) {}
  virtual void on_stream_closed(const StreamClosed&, Effects&) {}
  virtual void on_stream_data(const StreamData&, Effects&) {}
  /// Unless overridden: failed, with the reason `cannot_reply`, which the manifest's texts then need.
  virtual void on_deliver(const Delivery& delivery, Effects& effects) {
    effects.receipt({.delivery = std::string(delivery.delivery), .state = ReceiptState::failed, .sent_id = {}, .reason = "cannot_reply"});
  }
  virtual void on_fetch(const Fetch&, Effects&) {}
};

namespace detail {

/// Carries a Channel over the C boundary.
class ChannelHost final : public Host {
 public:
  explicit ChannelHost(std::unique_ptr<Channel> channel) : channel_(std::move(channel)) {}

 private:
  void turn(json::View event, std::string_view payload, std::string& answer) override;
  void dispatch(json::View event, std::string_view payload);

  std::unique_ptr<Channel> channel_;
  Effects effects_;
};

}  // namespace detail
}  // namespace seva

/// Exports the Channel `Class` (default-constructible) with its manifest, a constexpr std::string_view or string literal of JSON.
/// Once a plugin, at namespace scope. Beside a MANIFEST given to seva_add_plugin, say SEVA_EXPORT_CHANNEL(Class, seva::kManifest).
#define SEVA_EXPORT_CHANNEL(Class, manifest_json) SEVA_DETAIL_EXPORT(::seva::detail::ChannelHost, Class, manifest_json)
