#include "http/porch.hpp"

#include <Poco/Net/NetException.h>
#include <Poco/Net/ServerSocketImpl.h>
#include <Poco/Net/StreamSocketImpl.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <deque>
#include <list>
#include <string_view>
#include <unordered_map>

namespace seva::http {
namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr std::size_t kLongestHeader = 32 * 1024;
constexpr std::string_view kTooSlow =
    "HTTP/1.1 408 Request Timeout\r\nContent-Type: application/problem+json\r\nConnection: close\r\nContent-Length: 149\r\n\r\n"
    R"({"type":"/docs#problem-too_slow","title":"Too slow","status":408,"code":"too_slow","detail":"The header did not arrive in time.","next":"Try again."})";
static_assert(kTooSlow.size() - kTooSlow.find("\r\n\r\n") - 4 == 149);

class PorchImpl : public Poco::Net::ServerSocketImpl {
 public:
  explicit PorchImpl(const PorchSettings& settings) : settings_(settings), buffer_(kLongestHeader, '\0') {}

  /// Waits until a connection is ready, or the time is over. The acceptor calls this in turns with acceptConnection.
  bool poll(const Poco::Timespan& timeout, int) override {
    if (epoll_ < 0) watch();
    const auto end = SteadyClock::now() + std::chrono::microseconds(timeout.totalMicroseconds());
    while (ready_.empty()) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - SteadyClock::now());
      if (left.count() <= 0) break;
      std::array<epoll_event, 64> events{};
      const int count =
          epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), static_cast<int>(std::min<std::int64_t>(left.count(), 100)));
      for (int place = 0; place < count; ++place) {
        const int descriptor = events[static_cast<std::size_t>(place)].data.fd;
        descriptor == sockfd() ? take_in() : look_at(descriptor);
      }
      send_off_the_slow();
    }
    return !ready_.empty();
  }

  Poco::Net::SocketImpl* acceptConnection(Poco::Net::SocketAddress& client) override {
    if (ready_.empty()) throw Poco::Net::NetException("no connection is ready");
    const int descriptor = ready_.front();
    ready_.pop_front();
    auto* connection = new Poco::Net::StreamSocketImpl(descriptor);  // Poco's reference count owns it
    connection->setBlocking(true);
    client = connection->peerAddress();
    return connection;
  }

 protected:
  ~PorchImpl() override {
    for (const int descriptor : ready_) ::close(descriptor);
    for (const Waiting& waiting : waiting_) ::close(waiting.descriptor);
    if (epoll_ >= 0) ::close(epoll_);
  }

 private:
  struct Waiting {
    int descriptor = -1;
    SteadyClock::time_point since;
  };

  void watch() {
    epoll_ = epoll_create1(EPOLL_CLOEXEC);
    setBlocking(false);
    epoll_event event{.events = EPOLLIN, .data = {.fd = sockfd()}};
    if (epoll_ < 0 || epoll_ctl(epoll_, EPOLL_CTL_ADD, sockfd(), &event) != 0) throw Poco::Net::NetException("cannot watch the listening socket");
  }

  void take_in() {
    for (;;) {
      const int descriptor = accept4(sockfd(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
      if (descriptor < 0) return;
      epoll_event event{.events = EPOLLIN | EPOLLRDHUP | EPOLLET, .data = {.fd = descriptor}};
      if (waiting_.size() >= settings_.most_waiting || epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event) != 0) {
        ::close(descriptor);
        continue;
      }
      places_[descriptor] = waiting_.insert(waiting_.end(), {descriptor, SteadyClock::now()});
    }
  }

  void look_at(int descriptor) {
    const auto place = places_.find(descriptor);
    if (place == places_.end()) return;
    const ssize_t size = recv(descriptor, buffer_.data(), buffer_.size(), MSG_PEEK | MSG_DONTWAIT);
    if (size < 0 && (errno == EAGAIN || errno == EINTR)) return;
    const std::string_view seen(buffer_.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
    const bool is_whole =
        seen.find("\r\n\r\n") != std::string_view::npos || seen.find("\n\n") != std::string_view::npos || seen.size() == buffer_.size();
    if (size > 0 && !is_whole) return;
    forget(place);
    if (is_whole)
      ready_.push_back(descriptor);
    else
      ::close(descriptor);
  }

  void send_off_the_slow() {
    const auto limit = SteadyClock::now() - settings_.header_time;
    while (!waiting_.empty() && waiting_.front().since < limit) {
      const int descriptor = waiting_.front().descriptor;
      forget(places_.find(descriptor));
      if (send(descriptor, kTooSlow.data(), kTooSlow.size(), MSG_DONTWAIT | MSG_NOSIGNAL) > 0) ::shutdown(descriptor, SHUT_WR);
      while (recv(descriptor, buffer_.data(), buffer_.size(), MSG_DONTWAIT) > 0) {
      }
      ::close(descriptor);
    }
  }

  using Places = std::unordered_map<int, std::list<Waiting>::iterator>;
  void forget(Places::iterator place) {
    epoll_ctl(epoll_, EPOLL_CTL_DEL, place->first, nullptr);
    waiting_.erase(place->second);
    places_.erase(place);
  }

  PorchSettings settings_;
  std::string buffer_;
  int epoll_ = -1;
  std::list<Waiting> waiting_;  // oldest first
  Places places_;
  std::deque<int> ready_;
};

}  // namespace

Porch::Porch(const PorchSettings& settings) : ServerSocket(new PorchImpl(settings), true) {}

}  // namespace seva::http
