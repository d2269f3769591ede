#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "http/live/live.hpp"
#include "http/live/session_watch.hpp"
#include "http/live/stream.hpp"

namespace seva::http {

/// One thread for all streams: they wait on one epoll, and what is announced comes by take(). Threads and memory do not grow with the readers but for
/// a descriptor and a few hundred bytes each. Public calls are thread-safe.
class LivePump {
 public:
  /// `on_tick` is called on the pump's thread now and then.
  LivePump(actions::Clock& clock, LiveSettings settings, std::function<void()> on_tick);
  ~LivePump();
  LivePump(const LivePump&) = delete;
  LivePump& operator=(const LivePump&) = delete;

  void start(Live::Identify identify, actions::Settings& instance, std::string build);
  void stop();
  [[nodiscard]] bool is_running() const { return is_running_; }

  void take(std::vector<LiveEvent> events, const actions::PeopleNews& people);
  [[nodiscard]] std::function<void(int)> admit(const Live::Reader& reader);
  [[nodiscard]] std::size_t streams() const;

 private:
  using Time = LiveStream::Time;
  class Place;
  struct Arrival {
    int descriptor = -1;
    std::shared_ptr<Place> place;
    Live::Reader reader;
    std::shared_ptr<const Rights> rights;
  };
  struct Verdict {
    std::uint64_t stream = 0;
    std::shared_ptr<const Rights> rights;  ///< NULL: signed out
  };
  /// What other threads left for the pump.
  struct Inbox {
    std::deque<LiveEvent> events;
    bool did_lose_events = false;
    actions::PeopleNews people;
    std::vector<Arrival> arrivals;
    std::vector<Verdict> verdicts;
  };
  struct Held {
    std::shared_ptr<Place> place;
    std::unique_ptr<LiveStream> stream;
    int looks = 0;  ///< under way; what the stream may hear is known when the last of them comes back
  };
  using Streams = std::unordered_map<std::uint64_t, Held>;

  void ring();
  void run();
  void take_inbox(Time now);
  void welcome(Arrival arrival, Time now);
  void apply(const Verdict& verdict, Time now);
  void look_at(std::uint64_t id, Held& held);
  void look_at_people(const actions::PeopleNews& people);
  void look_at_times(Time now);
  void listen(std::uint64_t id, std::uint32_t events, Time now);
  void go_on(Time now);

  actions::Clock& clock_;
  const LiveSettings settings_;
  std::function<void()> on_tick_;
  std::string epoch_;
  std::string build_;
  RightsRegister rights_;
  actions::Settings* instance_ = nullptr;

  mutable std::mutex mutex_;
  Inbox inbox_;                                       ///< under mutex_
  std::map<domain::UserId, std::size_t> streams_of_;  ///< under mutex_
  std::size_t taken_places_ = 0;                      ///< under mutex_
  std::atomic<bool> is_running_{false};

  // The pump's thread alone.
  EventLog log_;
  Streams streams_;
  std::uint64_t last_stream_ = 0;

  int epoll_ = -1;
  int bell_ = -1;  ///< written to under mutex_
  std::unique_ptr<SessionWatch> watch_;
  std::thread thread_;
};

}  // namespace seva::http
