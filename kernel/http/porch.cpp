#include "http/porch.hpp"

#include <Poco/Net/NetException.h>
#include <Poco/Net/ServerSocketImpl.h>
#include <Poco/Net/StreamSocketImpl.h>
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <deque>
#include <list>
#include <mutex>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "http/arrival.hpp"

namespace seva::http {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kLongestPoll{50};  ///< what a server that stops waits for the acceptor

class PorchImpl : public Poco::Net::ServerSocketImpl {
 public:
  explicit PorchImpl(const PorchSettings& settings)
      : settings_(settings),
        buffer_(kLongestHeader + kMostBytesInPorch, '\0'),
        epoll_(epoll_create1(EPOLL_CLOEXEC)),
        bell_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (epoll_ < 0 || bell_ < 0 || !is_watched(bell_, EPOLLIN)) throw Poco::Net::NetException("cannot watch sockets");
  }

  void listen(int backlog) override {
    ServerSocketImpl::listen(backlog);
    setBlocking(false);
    if (!is_watched(sockfd(), EPOLLIN)) throw Poco::Net::NetException("cannot watch the listening socket");
  }

  /// Waits until a connection is ready, or the time is over. The acceptor calls this in turns with acceptConnection.
  bool poll(const Poco::Timespan& timeout, int) override {
    const auto end = SteadyClock::now() + std::min(std::chrono::microseconds(timeout.totalMicroseconds()), std::chrono::microseconds(kLongestPoll));
    while (ready_.empty()) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - SteadyClock::now());
      if (left.count() <= 0) break;
      std::array<epoll_event, 64> events{};
      const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), static_cast<int>(left.count()));
      for (int place = 0; place < count; ++place) {
        const int descriptor = events[static_cast<std::size_t>(place)].data.fd;
        if (descriptor == sockfd())
          take_in();
        else if (descriptor == bell_)
          take_in_returned();
        else
          look_at(descriptor, (events[static_cast<std::size_t>(place)].events & EPOLLRDHUP) != 0);
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

  void take_back(int descriptor) {
    {
      const std::lock_guard lock(mutex_);
      returned_.push_back(descriptor);
    }
    (void)eventfd_write(bell_, 1);
  }

 protected:
  ~PorchImpl() override {
    for (const int descriptor : ready_) ::close(descriptor);
    for (const int descriptor : returned_) ::close(descriptor);
    for (const std::list<Waiting>* waiting : {&strangers_, &guests_})
      for (const Waiting& one : *waiting) ::close(one.descriptor);
    ::close(bell_);
    ::close(epoll_);
  }

 private:
  struct Waiting {
    int descriptor = -1;
    SteadyClock::time_point since;
    bool is_guest = false;  ///< was answered before
  };
  using Places = std::unordered_map<int, std::list<Waiting>::iterator>;

  bool is_watched(int descriptor, std::uint32_t what) const {
    epoll_event event{.events = what, .data = {.fd = descriptor}};
    return epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event) == 0;
  }

  std::list<Waiting>& list_of(bool is_guest) { return is_guest ? guests_ : strangers_; }

  void let_wait(int descriptor, bool is_guest) {
    // Whoever has something to ask has asked by now; so a crowd of silent ones keeps nobody out.
    if (places_.size() >= settings_.most_waiting) dismiss(places_.find((guests_.empty() ? strangers_ : guests_).front().descriptor), {});
    if (!is_watched(descriptor, EPOLLIN | EPOLLRDHUP | EPOLLET)) {
      ::close(descriptor);
      return;
    }
    std::list<Waiting>& list = list_of(is_guest);
    places_[descriptor] = list.insert(list.end(), {descriptor, SteadyClock::now(), is_guest});
  }

  void take_in() {
    for (;;) {
      const int descriptor = accept4(sockfd(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
      if (descriptor < 0) return;
      let_wait(descriptor, false);
    }
  }

  void take_in_returned() {
    eventfd_t count = 0;
    (void)eventfd_read(bell_, &count);
    std::vector<int> returned;
    {
      const std::lock_guard lock(mutex_);
      returned.swap(returned_);
    }
    for (const int descriptor : returned) let_wait(descriptor, true);
  }

  void look_at(int descriptor, bool has_ended) {
    const auto place = places_.find(descriptor);
    if (place == places_.end()) return;
    const ssize_t size = recv(descriptor, buffer_.data(), buffer_.size(), MSG_PEEK | MSG_DONTWAIT);
    if (size < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (size <= 0) {
      forget(place);
      ::close(descriptor);
      return;
    }
    switch (arrival_of(std::string_view(buffer_.data(), static_cast<std::size_t>(size)), kMostBytesInPorch)) {
      case Arrival::under_way:
        if (has_ended) dismiss(place, kBrokenAnswer);
        return;
      case Arrival::whole:
        forget(place);
        ready_.push_back(descriptor);
        return;
      case Arrival::broken: return dismiss(place, kBrokenAnswer);
      case Arrival::too_large: return dismiss(place, kTooLargeAnswer);
    }
  }

  void send_off_the_slow() {
    const auto now = SteadyClock::now();
    while (!strangers_.empty() && strangers_.front().since < now - settings_.header_time)
      dismiss(places_.find(strangers_.front().descriptor), kTooSlowAnswer);
    while (!guests_.empty() && guests_.front().since < now - settings_.keep_alive) dismiss(places_.find(guests_.front().descriptor), {});
  }

  void dismiss(Places::iterator place, std::string_view answer) {
    const int descriptor = place->first;
    forget(place);
    if (!answer.empty() && send(descriptor, answer.data(), answer.size(), MSG_DONTWAIT | MSG_NOSIGNAL) > 0) ::shutdown(descriptor, SHUT_WR);
    while (recv(descriptor, buffer_.data(), buffer_.size(), MSG_DONTWAIT) > 0) {
    }
    ::close(descriptor);
  }

  void forget(Places::iterator place) {
    epoll_ctl(epoll_, EPOLL_CTL_DEL, place->first, nullptr);
    list_of(place->second->is_guest).erase(place->second);
    places_.erase(place);
  }

  const PorchSettings settings_;
  std::string buffer_;
  const int epoll_;
  const int bell_;
  std::list<Waiting> strangers_;  // oldest first, as guests_
  std::list<Waiting> guests_;
  Places places_;
  std::deque<int> ready_;
  std::mutex mutex_;
  std::vector<int> returned_;  // under mutex_
};

}  // namespace

Porch::Porch(const PorchSettings& settings) : ServerSocket(new PorchImpl(settings), true) {}

void Porch::take_back(const Poco::Net::Socket& connection) {
  const int descriptor = fcntl(connection.impl()->sockfd(), F_DUPFD_CLOEXEC, 0);  // Poco closes its own
  if (descriptor >= 0) static_cast<PorchImpl*>(impl())->take_back(descriptor);
}

}  // namespace seva::http
