#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "seva/channel.hpp"

namespace seva {

struct PollerSettings {
  std::string name;                                    ///< unique in the plugin; tag of its timer and requests, key of its cursor, part of its health
  std::chrono::milliseconds interval{60'000};          ///< from the end of one poll to the start of the next
  std::chrono::milliseconds first_after{0};            ///< from the start of the instance to the first poll
  std::chrono::milliseconds backoff{5'000};            ///< after a failure, doubled with each further one …
  std::chrono::milliseconds longest_backoff{320'000};  ///< … up to this
  std::chrono::milliseconds timeout{30'000};           ///< for one answer
  std::chrono::seconds overlap{300};                   ///< a service shows some posts late: each poll begins so long before the newest that is known
  std::chrono::seconds first_look_back{3'600};         ///< where the very first poll begins
  int most_pages = 50;                                 ///< more than these are taken for a circle, and for a failure
};

/// Asks a service again and again for what is new, page by page. A part that a channel holds as a member and hands its events to.
///
/// It keeps one promise: after every event that it takes, a timer of its own is pending, whatever the service answers or if it never
/// answers. The cursor is the time of the newest that was read. It is saved in the turn of the last page, and a poll that breaks off
/// begins again with its first page: what was read may come twice, which the kernel expects, and nothing is left out.
class Poller {
 public:
  /// Where a request starts.
  struct Position {
    Instant since;          ///< ask for what is newer
    std::string_view page;  ///< the token of the page; empty for the first
    Instant now;
    std::string_view event_id;  ///< unique, for nonces
  };
  /// A page was read and its effects were added.
  struct Page {
    std::string next;               ///< token of the next page; empty: this was the last
    std::optional<Instant> newest;  ///< of the posts on it
  };
  /// The answer was not the page that was asked for. Nothing was added to the effects.
  struct Retry {
    std::string detail;                  ///< for the health signal; no personal data
    std::chrono::milliseconds after{0};  ///< at least so long; 0: the poller's own backoff
    HealthState health = HealthState::degraded;
  };
  using Reading = std::variant<Page, Retry>;

  /// Makes the request for a position; the poller sets tag and timeout.
  using Ask = std::function<HttpRequest(const Position&)>;
  /// Reads an answer with a success status, or any other: the author knows the service's errors. Does not throw on any content.
  using Read = std::function<Reading(const HttpResponse&, Effects&)>;

  Poller(PollerSettings settings, Ask ask, Read read);

  /// Call in on_start, only where start.is_lead. Reads its cursor.
  void start(const Start& start, Effects& effects);
  /// True if it was this poller's timer.
  bool on_timer(const TimerFired& timer, Effects& effects);
  /// True if it was the answer to this poller. Answers of a poll that was given up are dropped.
  bool on_http_response(const HttpResponse& response, Effects& effects);

  [[nodiscard]] const std::string& name() const { return settings_.name; }

 private:
  void ask(const Event& event, Effects& effects);
  void finish_page(const Page& page, const HttpResponse& response, Effects& effects);
  void finish_poll(Effects& effects);
  void fail(const Retry& retry, Effects& effects);
  void report(HealthState state, std::string_view detail, Effects& effects);
  [[nodiscard]] std::string request_tag() const;

  PollerSettings settings_;
  Ask ask_;
  Read read_;
  std::optional<Instant> cursor_;
  std::optional<Instant> newest_;  ///< of the poll that is under way
  std::string page_;
  int pages_ = 0;
  int failures_ = 0;
  bool is_waiting_ = false;
  std::int64_t request_number_ = 0;
  HealthState reported_{};
};

}  // namespace seva
