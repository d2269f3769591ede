#include "http/live/pump.hpp"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "http/json_output.hpp"

namespace seva::http {
namespace {

constexpr std::uint64_t kBell = 0;  ///< streams count from one

/// Tells this start of the process from every other, so that an id of another one is known as such.
std::string epoch_of(domain::Instant now) {
  constexpr int kEpochBase = 36;
  char digits[24];
  const auto end =
      std::to_chars(digits, digits + sizeof digits, domain::to_micros(now) ^ (static_cast<std::int64_t>(::getpid()) << 48), kEpochBase).ptr;
  std::string epoch(digits, end);
  std::erase(epoch, '-');
  return epoch;
}

}  // namespace

/// One reader's place among all that may be; free again when it is destroyed.
class LivePump::Place {
 public:
  Place(LivePump& pump, domain::UserId user) : pump_(pump), user_(user) {}
  ~Place() {
    const std::lock_guard lock(pump_.mutex_);
    --pump_.taken_places_;
    if (--pump_.streams_of_[user_] == 0) pump_.streams_of_.erase(user_);
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

 private:
  LivePump& pump_;
  domain::UserId user_;
};

LivePump::LivePump(actions::Clock& clock, LiveSettings settings, std::function<void()> on_tick)
    : clock_(clock), settings_(settings), on_tick_(std::move(on_tick)), epoch_(epoch_of(clock.now())), log_(epoch_, settings.most_events) {}

LivePump::~LivePump() { stop(); }

void LivePump::start(Live::Identify identify, actions::Settings& instance, std::string build) {
  stop();
  instance_ = &instance;
  build_ = std::move(build);
  epoll_ = epoll_create1(EPOLL_CLOEXEC);
  {
    const std::lock_guard lock(mutex_);
    bell_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  }
  epoll_event event{.events = EPOLLIN, .data = {.u64 = kBell}};
  if (epoll_ < 0 || bell_ < 0 || epoll_ctl(epoll_, EPOLL_CTL_ADD, bell_, &event) != 0) throw std::runtime_error("cannot watch the live streams");
  watch_ = std::make_unique<SessionWatch>(std::move(identify), instance, rights_, [this](std::uint64_t stream, std::shared_ptr<const Rights> rights) {
    {
      const std::lock_guard lock(mutex_);
      inbox_.verdicts.push_back({stream, std::move(rights)});
    }
    ring();
  });
  is_running_ = true;
  thread_ = std::thread([this] { run(); });
}

void LivePump::stop() {
  if (!thread_.joinable()) return;
  is_running_ = false;
  ring();
  thread_.join();
  watch_.reset();
  streams_.clear();
  Inbox left;
  {
    const std::lock_guard lock(mutex_);
    std::swap(left, inbox_);
    ::close(bell_);
    bell_ = -1;
  }
  for (const Arrival& arrival : left.arrivals) ::close(arrival.descriptor);
  for (LiveEvent& event : left.events) log_.add(std::move(event));
  ::close(epoll_);
}

void LivePump::ring() {
  const std::lock_guard lock(mutex_);
  if (bell_ >= 0) (void)eventfd_write(bell_, 1);  // Whoever announces at the end must not write to what took the descriptor's number.
}

void LivePump::take(std::vector<LiveEvent> events, const actions::PeopleNews& people) {
  if (!is_running_) return;
  {
    const std::lock_guard lock(mutex_);
    for (LiveEvent& event : events) inbox_.events.push_back(std::move(event));
    while (inbox_.events.size() > settings_.most_events) {
      inbox_.events.pop_front();
      inbox_.did_lose_events = true;
    }
    inbox_.people.users.insert(inbox_.people.users.end(), people.users.begin(), people.users.end());
    inbox_.people.token_hashes.insert(inbox_.people.token_hashes.end(), people.token_hashes.begin(), people.token_hashes.end());
  }
  ring();
}

std::function<void(int)> LivePump::admit(const Live::Reader& reader) {
  const domain::UserId user = reader.identity.user.id;
  {
    const std::lock_guard lock(mutex_);
    if (!is_running_ || taken_places_ >= settings_.most_streams) return {};
    const auto own = streams_of_.find(user);
    if (own != streams_of_.end() && own->second >= settings_.most_streams_of_one) return {};
    ++taken_places_;
    ++streams_of_[user];
  }
  auto place = std::make_shared<Place>(*this, user);
  auto rights = rights_.of(reader.identity.principal, *instance_->current());
  return [this, place, reader, rights](int descriptor) {
    const int flags = fcntl(descriptor, F_GETFL);
    (void)fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
    {
      const std::lock_guard lock(mutex_);
      if (is_running_)
        inbox_.arrivals.push_back({descriptor, place, reader, rights});
      else
        ::close(descriptor);
    }
    ring();
  };
}

std::size_t LivePump::streams() const {
  const std::lock_guard lock(mutex_);
  return taken_places_;
}

void LivePump::run() {
  std::array<epoll_event, 256> events{};
  Time next_tick = std::chrono::steady_clock::now() + settings_.tick;
  while (is_running_) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(next_tick - std::chrono::steady_clock::now());
    const int wait = static_cast<int>(std::max<std::int64_t>(left.count(), 0));
    const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), wait);
    const Time now = std::chrono::steady_clock::now();
    bool has_rung = false;
    for (int place = 0; place < count; ++place) {
      const epoll_event& event = events[static_cast<std::size_t>(place)];
      if (event.data.u64 == kBell)
        has_rung = true;
      else
        listen(event.data.u64, event.events, now);
    }
    if (has_rung) take_inbox(now);
    if (now < next_tick) continue;
    on_tick_();
    look_at_times(now);
    next_tick = now + settings_.tick;
  }
}

void LivePump::take_inbox(Time now) {
  eventfd_t rung = 0;
  (void)eventfd_read(bell_, &rung);
  Inbox inbox;
  {
    const std::lock_guard lock(mutex_);
    std::swap(inbox, inbox_);
  }
  // Whose rights may have changed is known before what they no longer may hear is sent.
  look_at_people(inbox.people);
  const bool has_events = !inbox.events.empty();
  if (inbox.did_lose_events) log_.forget();
  for (LiveEvent& event : inbox.events) log_.add(std::move(event));
  for (const Verdict& verdict : inbox.verdicts) apply(verdict, now);
  for (Arrival& arrival : inbox.arrivals) welcome(std::move(arrival), now);
  if (has_events) go_on(now);
}

void LivePump::welcome(Arrival arrival, Time now) {
  const std::uint64_t id = ++last_stream_;
  const domain::UserId user = arrival.reader.identity.user.id;
  auto stream = std::make_unique<LiveStream>(arrival.descriptor, user, arrival.reader.token_hash, arrival.rights, now);
  epoll_event event{.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data = {.u64 = id}};
  if (epoll_ctl(epoll_, EPOLL_CTL_ADD, arrival.descriptor, &event) != 0) return;
  stream->beats_at = now + settings_.beat;
  const std::string hello = boost::json::serialize(boost::json::object{{"now", written_instant(clock_.now())}, {"build", build_}});
  stream->greet(log_, arrival.reader.last_event_id, hello);
  Held& held = streams_[id];
  held.place = std::move(arrival.place);
  held.stream = std::move(stream);
  look_at(id, held);  // The session may have ended since the request was let in.
  if (!held.stream->go_on(log_, now)) streams_.erase(id);
}

void LivePump::look_at(std::uint64_t id, Held& held) {
  ++held.looks;
  watch_->look_at(id, held.stream->token_hash());
}

void LivePump::look_at_people(const actions::PeopleNews& people) {
  if (people.users.empty() && people.token_hashes.empty()) return;
  const auto is_named = [](const auto& list, const auto& one) { return std::find(list.begin(), list.end(), one) != list.end(); };
  for (auto& [id, held] : streams_) {
    if (!is_named(people.users, held.stream->user()) && !is_named(people.token_hashes, held.stream->token_hash())) continue;
    held.stream->is_suspended = true;
    look_at(id, held);  // Also where a look is under way: that one may have begun before the change.
  }
}

void LivePump::apply(const Verdict& verdict, Time now) {
  const auto found = streams_.find(verdict.stream);
  if (found == streams_.end()) return;
  LiveStream& stream = *found->second.stream;
  const bool is_last = --found->second.looks == 0;
  if (verdict.rights == nullptr) {
    stream.say_signed_out();
    streams_.erase(found);
    return;
  }
  if (!is_last) return;
  stream.is_suspended = false;
  if (!(*verdict.rights == stream.rights())) {
    stream.set_rights(verdict.rights);
    stream.resync(log_, "rights");
  }
  if (!stream.go_on(log_, now)) streams_.erase(found);
}

void LivePump::listen(std::uint64_t id, std::uint32_t events, Time now) {
  const auto found = streams_.find(id);
  if (found == streams_.end()) return;
  const bool is_over = (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
  if (is_over || !found->second.stream->drain() || !found->second.stream->go_on(log_, now)) streams_.erase(found);
}

void LivePump::go_on(Time now) {
  for (auto stream = streams_.begin(); stream != streams_.end();)
    stream = stream->second.stream->go_on(log_, now) ? std::next(stream) : streams_.erase(stream);
}

void LivePump::look_at_times(Time now) {
  for (auto one = streams_.begin(); one != streams_.end();) {
    LiveStream& stream = *one->second.stream;
    bool is_well = !stream.is_slower_than(settings_.slow, now);
    if (is_well && now >= stream.beats_at) {
      stream.beats_at = now + settings_.beat;
      stream.beat(log_);
      if (one->second.looks == 0) look_at(one->first, one->second);
      is_well = stream.go_on(log_, now);
    }
    one = is_well ? std::next(one) : streams_.erase(one);
  }
}

}  // namespace seva::http
