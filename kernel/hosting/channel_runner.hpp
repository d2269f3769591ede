#pragma once

#include <atomic>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "actions/ports.hpp"
#include "actions/turn.hpp"
#include "hosting/catalogue.hpp"
#include "hosting/commit_thread.hpp"
#include "hosting/effects.hpp"
#include "hosting/event_queue.hpp"
#include "hosting/limits.hpp"
#include "hosting/network/broker.hpp"
#include "hosting/plugin_process.hpp"
#include "hosting/quarantine.hpp"
#include "hosting/start_material.hpp"
#include "hosting/stream_intake.hpp"
#include "hosting/timers.hpp"

namespace seva::hosting {

/// Makes a turn durable; actions::ReceiveMessages::commit. Throws where the store fails; then nothing of the turn is stored.
using Commit = std::function<actions::Counts(actions::Turn)>;

/// The bytes of an attachment that an answer of the channel carries; actions::bytes_on_their_way. Called from the channels' threads.
using Attachments = std::function<std::optional<std::string>(const std::string& channel, const std::string& attachment)>;

/// What one channel is run with.
struct ChannelSetup {
  std::string id;
  PluginProcess* process = nullptr;
  AllowedHosts allowed_hosts;
  StartMaterial material;
  bool is_lead = true;          ///< this node alone polls and streams
  std::string line_end = "\n";  ///< of a replayed file
  domain::CrashLimit crash_limit;
};

/// What all channels share. Outlives the runners.
struct ChannelServices {
  actions::Store& store;
  PluginWatch& watch;
  Stamps& stamps;
  SteadyClock& clock;
  Broker& broker;
  Commit commit;
  std::chrono::milliseconds webhook_patience{10'000};
  std::chrono::milliseconds stop_patience{10'000};  ///< how long an instance may still finish its open responses
  Attachments attachments = {};                     ///< without it there are none
};

/// Figures since the start; each only ever rises.
struct ChannelFigures {
  std::atomic<std::int64_t> events{0}, turns{0}, commits{0}, starts{0}, failures{0}, failed_commits{0}, dead_letters{0}, webhooks_refused{0},
      slow_events{0};
};

/// Runs one channel on a thread of its own: hands it one event after another, makes its turns durable in their order, and then does what else
/// the turns ask for. The turns of what waits together are committed in one transaction, and while that is under way, on a thread beside, the plugin
/// is handed what comes next.
///
/// An instance ends when it fails at an event, answers effects that are refused, or when its turns cannot be committed; another one is started after
/// 1 s, at last after 60 s; at once where its process was ended from outside, which is no failure of the event either, but counts as a crash. Timers,
/// requests and streams end with their instance. An event from outside that failed is handed to the next instance once more; failing again it is set
/// aside as unreadable (webhook: 500; delivery: a receipt that it failed), stream data part by part. What was not committed is never acknowledged:
/// its webhooks get 503.
class ChannelRunner {
 public:
  ChannelRunner(ChannelSetup setup, ChannelServices& services);
  ChannelRunner(const ChannelRunner&) = delete;
  ChannelRunner& operator=(const ChannelRunner&) = delete;
  ~ChannelRunner();

  /// Safe from any thread. As actions::Webhooks::receive.
  [[nodiscard]] actions::WebhookResponse receive(const actions::WebhookRequest& request);
  /// Safe from any thread. False: there is no instance now, or too much waits.
  [[nodiscard]] bool deliver(const domain::Delivery& delivery, bool is_retry);
  /// Whole parts of a stream, each with its delimiter. False: too much waits, the stream is to be read later.
  [[nodiscard]] bool take_stream_data(const std::string& tag, const std::vector<std::string>& parts);

  /// Safe from any thread. Whether what was set aside was read and stored this time; invalid where there is no instance now, or too much waits. It
  /// fails at once where the plugin fails on it.
  [[nodiscard]] std::future<bool> hand_again(const actions::DeadLetter& letter);

  /// Hands over what waits and `stop`, lets open responses finish, and ends the instance. To be called once; the destructor does it otherwise.
  void stop();

  [[nodiscard]] const ChannelSetup& setup() const { return setup_; }
  /// It crashed too often and is not started again: whoever wants it runs another one. Webhooks get 503 at once.
  [[nodiscard]] bool is_quarantined() const { return is_quarantined_; }
  /// It was told to stop: what comes now is another one's, or nobody's.
  [[nodiscard]] bool is_ending() const { return is_stopping_; }
  [[nodiscard]] const ChannelFigures& figures() const { return figures_; }

 private:
  struct HandledTurn {
    PendingEvent event;
    ChannelEffects effects;
    bool could_read = true;
  };

  void run();
  void step();
  void wind_up();
  void start_instance();
  void end_instance(const std::string& reason, bool is_from_outside = false);
  void crash(const domain::Problem& problem);
  [[nodiscard]] std::optional<PendingEvent> next_event();
  void take(PendingEvent event);
  [[nodiscard]] domain::Result<ChannelEffects> hand_over(const PendingEvent& event);
  [[nodiscard]] std::optional<domain::Problem> remember_state(const actions::Turn& turn);
  void fail(PendingEvent event, const domain::Problem& problem);
  void give_up(PendingEvent event);
  /// Commits the turns that were handled, and returns when they are. With `is_ending` nothing is begun for the instance any more.
  void flush(bool is_ending = false);
  void begin_next_commit();
  void begin_commit(bool is_ending = false);
  void settle(bool is_ending = false);
  void carry_out_under_way(bool is_ending);
  void forget_group();
  [[nodiscard]] bool commit(actions::Turn turn);
  void carry_out(Action& action, bool is_ending);
  void begin_request(HttpRequest request);
  void begin_stream(OpenStream stream);
  void end_stream(const std::string& tag);
  void respond(Respond& respond);
  void keep_open(const std::string& tag, std::unique_ptr<PendingResponse> response);
  void forget_abandoned();
  [[nodiscard]] bool has_open_responses();
  [[nodiscard]] bool is_group_full() const { return group_.size() >= kTurnsAhead || group_bytes_ >= kBytesAhead; }

  ChannelSetup setup_;
  ChannelServices& services_;
  std::shared_ptr<EventQueue> queue_ = std::make_shared<EventQueue>();
  ChannelFigures figures_;

  // Of the thread alone.
  EffectsReader reader_;
  std::unique_ptr<Conversation> conversation_;
  std::uint64_t instance_ = 0;
  Timers timers_;
  Backoff backoff_;
  SteadyClock::Time started_at_;
  SteadyClock::Time next_start_;
  Quarantine quarantine_;
  std::deque<PendingEvent> again_;
  std::vector<HandledTurn> group_;      ///< to be committed next
  std::vector<HandledTurn> under_way_;  ///< handed to the committer
  std::size_t group_bytes_ = 0;
  int open_requests_ = 0;
  std::unordered_map<std::string, OpenedStream> streams_;  ///< by tag
  std::unordered_map<std::string, std::unique_ptr<PendingResponse>> open_responses_;
  std::map<std::string, std::size_t> state_sizes_;

  std::atomic<bool> is_stopping_{false};
  std::atomic<bool> is_running_{false};
  std::atomic<bool> is_quarantined_{false};
  std::atomic<std::uint64_t> webhooks_{0};
  CommitThread committer_;
  std::thread thread_;
};

}  // namespace seva::hosting
