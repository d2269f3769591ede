#pragma once

#include <Poco/Net/ServerSocket.h>

#include <chrono>
#include <cstddef>

namespace seva::http {

struct PorchSettings {
  std::chrono::milliseconds header_time;  ///< within which the first request must have arrived
  std::chrono::milliseconds keep_alive;   ///< within which the next one must have arrived
  std::size_t most_waiting = 4096;        ///< connections that may wait; for one more the one that has waited longest goes
};

/// A body up to this size is waited for in the porch; a larger one, a chunked one, and one that waits for 100 Continue are read by a thread.
inline constexpr std::size_t kMostBytesInPorch = 16 * 1024;

/// A listening socket whose connections come out only when their next request's header, and its body where that is small, have arrived whole. So a
/// slow, silent or idle client holds a file descriptor and no thread: Poco would give it one of its few. A client that does not send its first
/// request in time gets 408; what cannot be the header of a request gets 400, one that is larger than 32 KiB 431. What comes out is a header that
/// Poco reads to its end without waiting. Poco's one accepting thread takes connections out; take_back() may be called from any thread.
class Porch : public Poco::Net::ServerSocket {
 public:
  explicit Porch(const PorchSettings& settings);

  /// An answered connection waits here for its next request. Nothing of that may have been read yet.
  void take_back(const Poco::Net::Socket& connection);
};

}  // namespace seva::http
