#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "http/live/event_log.hpp"

namespace seva::http {

/// One browser's line. Holds its place in the log and at most kMostBytesHeld that the socket has not taken yet: a burst waits in the log, once for
/// all readers, and who falls out of it gets `resync`. The pump's alone.
class LiveStream {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr std::size_t kMostBytesHeld = 16 * 1024;

  /// Owns the descriptor.
  LiveStream(int descriptor, domain::UserId user, std::string token_hash, std::shared_ptr<const Rights> rights, Time now);
  ~LiveStream();
  LiveStream(const LiveStream&) = delete;
  LiveStream& operator=(const LiveStream&) = delete;

  /// The first words: how soon to come back, hello, and resync or what was missed.
  void greet(const EventLog& log, std::string_view last_event_id, std::string_view hello_json);
  /// Sends what the reader may hear, as far as the socket takes it. False: the line is broken.
  [[nodiscard]] bool go_on(const EventLog& log, Time now);
  /// Reads away what a client sends, which says nothing. False: it has ended.
  [[nodiscard]] bool drain();
  void beat(const EventLog& log);
  /// Says why everything is to be asked for anew, and goes on from now.
  void resync(const EventLog& log, std::string_view reason);
  /// The last word; what the socket does not take at once is lost.
  void say_signed_out();

  void set_rights(std::shared_ptr<const Rights> rights) { rights_ = std::move(rights); }
  [[nodiscard]] const Rights& rights() const { return *rights_; }
  [[nodiscard]] domain::UserId user() const { return user_; }
  [[nodiscard]] const std::string& token_hash() const { return token_hash_; }
  [[nodiscard]] bool is_slower_than(std::chrono::milliseconds time, Time now) const { return !out_.empty() && now - moved_at_ > time; }

  bool is_suspended = false;  ///< nothing is sent until it is known again who reads
  Time beats_at;

 private:
  [[nodiscard]] bool flush(Time now);
  void fill(const EventLog& log);

  int descriptor_;
  domain::UserId user_;
  std::string token_hash_;
  std::shared_ptr<const Rights> rights_;
  std::uint64_t next_ = 0;   ///< the event to look at next
  std::uint64_t named_ = 0;  ///< the last one whose id the client was given
  std::string out_;
  std::size_t sent_ = 0;  ///< of out_
  Time moved_at_;         ///< when the socket last took something
};

}  // namespace seva::http
