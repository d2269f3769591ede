#include "http/deadlines.hpp"

#include <Poco/Net/SocketImpl.h>
#include <sys/socket.h>

#include <algorithm>

namespace seva::http {

using SteadyClock = std::chrono::steady_clock;

Deadlines::Deadlines() : thread_([this] { watch(); }) {}

Deadlines::~Deadlines() {
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void Deadlines::watch() {
  std::unique_lock lock(mutex_);
  while (!is_over_) {
    const auto now = SteadyClock::now();
    while (!times_.empty() && times_.begin()->first <= now) {
      ::shutdown(times_.begin()->second, SHUT_RDWR);  // whoever waits on it wakes and sees its end
      times_.erase(times_.begin());
    }
    if (times_.empty()) {
      changed_.wait(lock);
    } else {
      const auto next = times_.begin()->first;  // a copy: it may be taken out meanwhile
      changed_.wait_until(lock, next);
    }
  }
}

Deadlines::Guard::Guard(Deadlines& deadlines, const Poco::Net::Socket& connection, std::chrono::milliseconds time)
    : deadlines_(deadlines), at_(SteadyClock::now() + time), descriptor_(connection.impl()->sockfd()) {
  bool is_first = false;
  {
    const std::lock_guard lock(deadlines_.mutex_);
    const auto own = deadlines_.times_.emplace(at_, descriptor_);
    is_first = own == deadlines_.times_.begin();
  }
  if (is_first) deadlines_.changed_.notify_one();
}

Deadlines::Guard::~Guard() {
  const std::lock_guard lock(deadlines_.mutex_);
  const auto [begin, end] = deadlines_.times_.equal_range(at_);
  const auto own = std::find_if(begin, end, [&](const auto& time) { return time.second == descriptor_; });
  if (own != end) deadlines_.times_.erase(own);
}

}  // namespace seva::http
