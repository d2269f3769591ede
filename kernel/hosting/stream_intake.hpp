#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "hosting/event_queue.hpp"
#include "hosting/network/broker.hpp"

namespace seva::hosting {

/// Puts what comes by a stream into the queue of the channel that opened it.
///
/// What was read outlives the instance, as everything from outside does; that the stream opened or closed is news to the instance alone that opened
/// it.
class StreamIntake final : public StreamListener {
 public:
  /// `refused` is called, from whatever thread, where the plugin may not go there.
  StreamIntake(std::shared_ptr<EventQueue> queue, std::string tag, std::uint64_t instance, std::function<void()> refused = {})
      : queue_(std::move(queue)), tag_(std::move(tag)), instance_(instance), refused_(std::move(refused)) {}

  /// From now on nothing of this stream is handed over: the plugin closed it.
  void forget() { *is_unwanted_ = true; }

  void opened(int status, const Headers& headers) override { push(pending_stream_opened(tag_, instance_, status, headers)); }
  bool take(const std::vector<std::string>& parts) override {
    PendingEvent event = pending_stream_data(tag_, parts);
    event.is_unwanted = is_unwanted_;
    return queue_->offer(std::move(event));
  }
  void wait_for_room() override { queue_->wait_for_room(std::chrono::milliseconds{100}); }
  void closed(const std::string& error) override {
    if (refused_ && is_egress_refusal(error)) refused_();
    push(pending_stream_closed(tag_, instance_, error));
  }

 private:
  void push(PendingEvent event) {
    event.is_unwanted = is_unwanted_;
    queue_->push(std::move(event));
  }

  std::shared_ptr<EventQueue> queue_;
  std::string tag_;
  std::uint64_t instance_;
  std::function<void()> refused_;  ///< said of a stream to where the plugin may not go
  std::shared_ptr<std::atomic<bool>> is_unwanted_ = std::make_shared<std::atomic<bool>>(false);
};

/// A stream as its channel holds it.
struct OpenedStream {
  std::shared_ptr<StreamIntake> intake;
  std::unique_ptr<Stream> stream;  ///< nullptr: it was refused, and its end is in the queue
};

}  // namespace seva::hosting
