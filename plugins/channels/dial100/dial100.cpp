#include <optional>
#include <seva_manifest.hpp>

#include "call_back.hpp"
#include "call_book.hpp"
#include "connection.hpp"
#include "message.hpp"
#include "settings.hpp"
#include "seva/channel.hpp"

namespace seva::dial100 {
namespace {

constexpr std::string_view kReplay = "replay";
constexpr std::string_view kBlankLine = "\r\n\r\n";

/// The newest second that a Uniqueid in a recorded trace names: the only clock that a trace without Timestamp headers has.
class TraceClock {
 public:
  Instant at(const Message& message, Instant now) {
    for (const std::string_view header : {"Uniqueid", "DestUniqueid"}) {
      const std::string_view id = message.get(header);
      const std::string_view number = id.substr(id.rfind('-') == std::string_view::npos ? 0 : id.rfind('-') + 1);
      std::int64_t seconds = 0;
      for (const char digit : number.substr(0, number.find('.'))) {
        if (digit < '0' || digit > '9' || seconds > 10'000'000'000) return latest_.value_or(now);
        seconds = seconds * 10 + (digit - '0');
      }
      const Instant named = from_micros(seconds * 1'000'000);
      if (seconds > 0 && named <= now && (!latest_ || named > *latest_)) latest_ = named;
    }
    return latest_.value_or(now);
  }

 private:
  std::optional<Instant> latest_;
};

/// Dial 100/112: the calls of an Asterisk call centre, by its manager interface.
class Dial100 final : public Channel {
 public:
  void on_start(const Start& start, Effects& effects) override {
    settings_ = read_settings(start.config, start.secrets);
    for (const KnownCall& call : start.calls) book_.remember(call);
    if (!start.is_lead) return;
    if (settings_.url.empty() || settings_.username.empty() || settings_.secret.empty())
      return effects.health("ami", HealthState::needs_login, "login_unset");
    connection_.emplace(settings_, book_);
    call_backs_.emplace(settings_, *connection_);
    connection_->start(start, effects);
  }

  void on_stream_opened(const StreamOpened& opened, Effects& effects) override {
    if (connection_) connection_->on_opened(opened, effects);
  }

  void on_stream_closed(const StreamClosed& closed, Effects& effects) override {
    if (!connection_) return;
    connection_->on_closed(closed, effects);
    call_backs_->forget();
  }

  void on_timer(const TimerFired& timer, Effects& effects) override {
    if (connection_) connection_->on_timer(timer, effects);
  }

  void on_stream_data(const StreamData& data, Effects& effects) override {
    const bool is_replay = data.tag == kReplay;
    if (connection_ && connection_->owns(data)) connection_->hear(data.now);
    for (std::size_t begin = 0; begin < data.data.size();) {
      const std::size_t blank = data.data.find(kBlankLine, begin);
      const std::size_t end = blank == std::string_view::npos ? data.data.size() : blank + kBlankLine.size();
      read(data.data.substr(begin, end - begin), begin, is_replay, data, effects);
      begin = end;
    }
  }

  void on_deliver(const Delivery& delivery, Effects& effects) override {
    if (delivery.kind != DeliveryKind::call_back) return Channel::on_deliver(delivery, effects);
    if (call_backs_) return call_backs_->deliver(delivery, effects);
    effects.receipt({.delivery = std::string(delivery.delivery), .state = ReceiptState::failed, .sent_id = {}, .reason = "call_back_off"});
  }

 private:
  /// Accounts for every part once, so that the books of a replay balance.
  void read(std::string_view part, std::size_t offset, bool is_replay, const Event& event, Effects& effects) {
    const auto read = Message::read(part);
    if (const auto* reason = std::get_if<std::string_view>(&read)) return effects.unreadable(offset, part.size(), *reason);
    const auto& message = std::get<Message>(read);
    std::optional<Call> call;
    if (is_replay) {
      call = trace_.read(message, trace_clock_.at(message, event.now));
    } else {
      if (connection_ && connection_->take(message, event.now, effects)) return;
      if (call_backs_ && call_backs_->take(message, effects)) return;
      call = book_.read(message, event.now);
    }
    if (call) return effects.accept(*call);
    effects.ignore(message.get("Uniqueid"), message.event().empty() ? "no_event" : "other_event");
  }

  Settings settings_;
  CallBook book_{settings_};
  CallBook trace_{settings_};  ///< of a replayed file; it has nothing to do with the calls of today
  TraceClock trace_clock_;
  std::optional<Connection> connection_;
  std::optional<CallBacks> call_backs_;
};

}  // namespace
}  // namespace seva::dial100

SEVA_EXPORT_CHANNEL(seva::dial100::Dial100, seva::kManifest)
