#pragma once

#include <atomic>
#include <future>
#include <memory>
#include <utility>

#include "actions/ports.hpp"

namespace seva::hosting {

/// The answer that a webhook waits for, as the channel's side holds it. Destroyed without an answer it says 503: nothing was acknowledged.
class PendingResponse {
 public:
  PendingResponse() = default;
  PendingResponse(const PendingResponse&) = delete;
  PendingResponse& operator=(const PendingResponse&) = delete;
  ~PendingResponse() { answer({}); }

  /// The first answer counts.
  void answer(actions::WebhookResponse response) {
    if (!std::exchange(is_answered_, true)) promise_.set_value(std::move(response));
  }
  [[nodiscard]] bool is_abandoned() const { return *is_abandoned_; }

  // For who waits; to be asked before the response is handed over.
  [[nodiscard]] std::future<actions::WebhookResponse> future() { return promise_.get_future(); }
  /// To be set when nobody waits any more.
  [[nodiscard]] std::shared_ptr<std::atomic<bool>> abandonment() const { return is_abandoned_; }

 private:
  std::promise<actions::WebhookResponse> promise_;
  std::shared_ptr<std::atomic<bool>> is_abandoned_ = std::make_shared<std::atomic<bool>>(false);
  bool is_answered_ = false;
};

}  // namespace seva::hosting
