#include "http/live/session_watch.hpp"

#include <spdlog/spdlog.h>

namespace seva::http {

SessionWatch::SessionWatch(Identify identify, actions::Settings& instance, RightsRegister& rights, Found found)
    : identify_(std::move(identify)), instance_(instance), rights_(rights), found_(std::move(found)), thread_([this] { run(); }) {}

SessionWatch::~SessionWatch() {
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void SessionWatch::look_at(std::uint64_t stream, std::string token_hash) {
  {
    const std::lock_guard lock(mutex_);
    wanted_.push_back({stream, std::move(token_hash)});
  }
  changed_.notify_one();
}

bool SessionWatch::look(const Wanted& wanted) {
  try {
    const auto identity = identify_(wanted.token_hash);
    found_(wanted.stream, identity ? rights_.of(identity->principal, *instance_.current()) : nullptr);
    return true;
  } catch (const std::exception& error) {
    spdlog::warn("live: sessions cannot be looked up now: {}", error.what());
    return false;
  }
}

void SessionWatch::run() {
  constexpr std::chrono::seconds kPatience{1};
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return is_over_ || !wanted_.empty(); });
    if (is_over_) return;
    Wanted wanted = std::move(wanted_.front());
    wanted_.pop_front();
    lock.unlock();
    const bool was_answered = look(wanted);
    lock.lock();
    if (was_answered) continue;
    wanted_.push_back(std::move(wanted));
    changed_.wait_for(lock, kPatience, [&] { return is_over_; });
  }
}

}  // namespace seva::http
