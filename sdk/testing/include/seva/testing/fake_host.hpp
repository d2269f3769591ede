#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "seva/instant.hpp"
#include "seva/plugin.h"
#include "seva/testing/subject.hpp"

/// For the tests of plugins: no network, no waiting, the real C boundary.
namespace seva::testing {

/// What a plugin answered to one event.
struct Turn {
  bool has_failed = false;     ///< data NULL, or an answer that the kernel would refuse
  bool has_ended = false;      ///< the plugin crashed, took too long or did what it may not; so it has failed as well
  std::string problem;         ///< why the kernel would refuse it, or how the plugin ended
  boost::json::array effects;  ///< in order; empty if it failed
  std::string answer;          ///< as it crossed the boundary

  /// The effects of one type.
  [[nodiscard]] std::vector<boost::json::object> of(std::string_view type) const;
  /// The only effect of a type. Throws std::logic_error, with the whole answer in its text, unless there is exactly one.
  [[nodiscard]] boost::json::object one(std::string_view type) const;
  /// A list of the `accept` effect: messages, ignored, unreadable, withdrawn. Empty if there is none.
  [[nodiscard]] boost::json::array accepted(std::string_view list) const;
};

/// Plays the kernel for one instance of a plugin: hands over events, keeps what it saves, remembers what it waits for. One thread.
class FakeHost {
 public:
  static constexpr Instant kFirstNow = from_micros(1'767'594'600'000'000);  ///< 2026-01-05T06:30:00Z

  /// `plugin` outlives the host.
  explicit FakeHost(const seva_plugin& plugin);
  explicit FakeHost(Subject& plugin);
  ~FakeHost();
  FakeHost(const FakeHost&) = delete;
  FakeHost& operator=(const FakeHost&) = delete;

  // What the next start hands over.
  boost::json::object config;
  boost::json::object secrets;  ///< {name: [current, previous]}
  std::map<std::string, std::string> files;
  bool is_lead = true;

  /// Ends the instance, if there is one, with all that it waited for, and starts a new one with what was saved.
  /// Members of `more` join the event (a department's units and accounts).
  Turn start(const boost::json::object& more = {});
  /// Any event; id and now are filled in unless given. The effects are carried out.
  Turn send(boost::json::object event, std::string_view payload = {});

  Turn webhook(boost::json::object fields, std::string_view body);
  Turn stream(std::string_view tag, std::string_view data);
  /// Answers the pending request with this tag. Throws std::logic_error if there is none.
  Turn answer(std::string tag, int status, std::string_view body, const boost::json::object& headers = {});
  /// No answer comes to the pending request.
  Turn lose(std::string tag, std::string_view error, bool was_sent);
  /// The peer of the stream that the plugin wants opened is there, or the stream ends. Throws std::logic_error if it wants none with this tag.
  Turn open_stream(const std::string& tag, int status = 0);
  Turn close_stream(const std::string& tag, std::string_view error);
  /// Lets time pass; timers that come due fire in their order. Answers with their turns.
  std::vector<Turn> advance(std::chrono::milliseconds time);
  /// Jumps to the next timer and fires it. Throws std::logic_error if there is none.
  Turn fire_next_timer();

  [[nodiscard]] Instant now() const { return now_; }
  /// What the plugin was told last, without id and now.
  [[nodiscard]] const boost::json::object& last_event() const { return last_event_; }
  [[nodiscard]] bool is_running() const { return instance_ != nullptr; }
  /// A timer, a request or a stream is pending: the plugin will hear of something again.
  [[nodiscard]] bool has_pending() const { return !timers_.empty() || !requests_.empty() || !streams_.empty(); }
  [[nodiscard]] const std::map<std::string, Instant>& timers() const { return timers_; }
  /// The pending requests by tag, as the effect asked for them.
  [[nodiscard]] const std::map<std::string, boost::json::object>& requests() const { return requests_; }
  /// The only pending request. Throws std::logic_error unless there is exactly one.
  [[nodiscard]] const boost::json::object& request() const;
  [[nodiscard]] std::string request_tag() const;
  /// The streams that are open or being opened by tag, as the effect asked for them.
  [[nodiscard]] const std::map<std::string, boost::json::object>& streams() const { return streams_; }
  /// What was sent by a stream since this was last asked.
  std::string take_sent(const std::string& tag) { return std::exchange(sent_[tag], {}); }
  [[nodiscard]] const std::map<std::string, std::string>& saved() const { return saved_; }

 private:
  void end();
  Turn hand_over(const std::string& event, std::string_view payload);
  void carry_out(const Turn& turn);

  std::unique_ptr<Subject> own_;
  Subject& plugin_;
  std::unique_ptr<Instance> instance_;
  boost::json::object last_event_;
  Instant now_ = kFirstNow;
  std::int64_t event_number_ = 0;
  std::map<std::string, Instant> timers_;
  std::map<std::string, boost::json::object> requests_;
  std::map<std::string, boost::json::object> streams_;
  std::map<std::string, std::string> sent_;
  std::map<std::string, std::string> saved_;
};

}  // namespace seva::testing
