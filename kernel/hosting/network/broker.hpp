#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "hosting/effects.hpp"
#include "hosting/events.hpp"
#include "hosting/network/allowed_hosts.hpp"

namespace seva::hosting {

/// Who is told what comes by a stream. Called by one thread of the broker at a time, never while the stream is being opened.
class StreamListener {
 public:
  StreamListener() = default;
  StreamListener(const StreamListener&) = delete;
  StreamListener& operator=(const StreamListener&) = delete;
  virtual ~StreamListener() = default;

  /// The peer is there. `status` and `headers` are those of https, 0 and none otherwise.
  virtual void opened(int status, const Headers& headers) = 0;
  /// Whole parts, each with its delimiter. False: there is no room; the peer is not read until the same parts were taken.
  [[nodiscard]] virtual bool take(const std::vector<std::string>& parts) = 0;
  /// Returns when there may be room again, at the latest after a tenth of a second.
  virtual void wait_for_room() = 0;
  /// The stream is over; nothing comes after it. Not called where the stream was given up from this side.
  virtual void closed(const std::string& error) = 0;
};

/// A stream that is open or being opened. Destroying it gives it up, without waiting.
class Stream {
 public:
  Stream() = default;
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  virtual ~Stream() = default;

  /// Sends bytes after those that wait already; also before the peer is there. Safe from any thread.
  virtual void send(std::string bytes) = 0;
};

/// Does a plugin's input and output for it. Safe to use from any thread.
class Broker {
 public:
  Broker() = default;
  Broker(const Broker&) = delete;
  Broker& operator=(const Broker&) = delete;
  virtual ~Broker() = default;

  using Answered = std::function<void(HttpAnswer)>;

  /// Calls `answered` once, soon or late, from a thread of its own or at once from this one; never after the broker's end.
  virtual void request(const AllowedHosts& allowed_hosts, HttpRequest request, Answered answered) = 0;

  /// Opens a stream. What is refused is told to the listener as closed, as everything else is; the answer is then nullptr.
  [[nodiscard]] virtual std::unique_ptr<Stream> open(const AllowedHosts& allowed_hosts, OpenStream request,
                                                     std::shared_ptr<StreamListener> listener) = 0;
};

}  // namespace seva::hosting
