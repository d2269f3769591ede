#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "domain/ids.hpp"
#include "hosting/effects.hpp"
#include "hosting/events.hpp"
#include "hosting/pending_response.hpp"

namespace seva::hosting {

enum class EventKind : std::uint8_t { start = 1, stop, webhook, timer, http_response, stream_opened, stream_closed, stream_data, deliver };

/// How much came in from outside and is not settled.
class Occupancy {
 public:
  std::atomic<std::size_t> events{0};
  std::atomic<std::size_t> bytes{0};

  void tell_change() {
    const std::lock_guard lock(mutex_);
    ++changes_;
    changed_.notify_all();
  }
  void wait_for_change(std::chrono::milliseconds longest) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, longest, [this, seen = changes_] { return changes_ != seen; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t changes_ = 0;
};

/// The room that an event takes until it is destroyed.
class Room {
 public:
  Room(std::shared_ptr<Occupancy> occupancy, std::size_t bytes) : occupancy_(std::move(occupancy)), bytes_(bytes) {
    ++occupancy_->events;
    occupancy_->bytes += bytes_;
  }
  Room(const Room&) = delete;
  Room& operator=(const Room&) = delete;
  ~Room() {
    --occupancy_->events;
    occupancy_->bytes -= bytes_;
    occupancy_->tell_change();
  }

 private:
  std::shared_ptr<Occupancy> occupancy_;
  std::size_t bytes_;
};

/// An event on its way to a channel.
struct PendingEvent {
  EventKind kind = EventKind::timer;
  std::string tag;
  std::function<std::string(const Stamp&)> json;  ///< called when the event is handed over, so that the plugin's clock only goes on
  std::string payload;
  std::vector<std::size_t> parts;             ///< stream_data: the sizes of its parts, one after another in the payload
  std::uint64_t instance = 0;                 ///< that asked for it, and which it ends with; 0: it comes from outside and outlives instances
  std::unique_ptr<PendingResponse> response;  ///< of a webhook
  std::string head;                           ///< of a webhook: the request without its body, as JSON
  /// Handed over again by a person, who is told whether it was read and stored. Broken where it came to nothing of that.
  std::unique_ptr<std::promise<bool>> verdict;
  domain::DeliveryId delivery;
  int failures = 0;
  std::shared_ptr<const std::atomic<bool>> is_unwanted;  ///< of a stream that the plugin closed meanwhile; nullptr: never
  std::unique_ptr<Room> room;                            ///< of what comes from outside

  [[nodiscard]] bool comes_from_outside() const { return kind == EventKind::webhook || kind == EventKind::deliver || kind == EventKind::stream_data; }
};

[[nodiscard]] PendingEvent pending_stop();
[[nodiscard]] PendingEvent pending_webhook(const std::string& tag, const actions::WebhookRequest& request);
[[nodiscard]] PendingEvent pending_delivery(const domain::Delivery& delivery, bool is_retry);
[[nodiscard]] PendingEvent pending_stream_data(const std::string& tag, const std::vector<std::string>& parts);
[[nodiscard]] PendingEvent pending_timer(const std::string& tag, std::uint64_t instance);
[[nodiscard]] PendingEvent pending_answer(const std::string& tag, std::uint64_t instance, HttpAnswer answer);
[[nodiscard]] PendingEvent pending_stream_opened(const std::string& tag, std::uint64_t instance, int status, const Headers& headers);
[[nodiscard]] PendingEvent pending_stream_closed(const std::string& tag, std::uint64_t instance, const std::string& error);

/// What was set aside, to be handed to its plugin once more: a webhook as it came, everything else as stream data. nullopt: it cannot be read.
[[nodiscard]] std::optional<PendingEvent> pending_again(const actions::DeadLetter& letter, const std::string& line_end);

/// Stream data as one event a part.
[[nodiscard]] std::deque<PendingEvent> parts_of(const PendingEvent& event);

/// Where unreadable bytes of the event's payload came from.
[[nodiscard]] std::string origin_of(EventKind kind);

}  // namespace seva::hosting
