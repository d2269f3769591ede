#pragma once

#include <Poco/Net/ServerSocket.h>

#include <chrono>
#include <cstddef>

namespace seva::http {

struct PorchSettings {
  std::chrono::milliseconds header_time;  ///< within which the first request's header must have arrived
  std::size_t most_waiting = 4096;        ///< connections that may wait; one more is closed at once
};

/// A listening socket whose connections come out only when the header of their first request has arrived whole. So a slow or silent client holds a
/// file descriptor and no thread: Poco would give it one of its few. A client that does not send its header in time gets 408.
/// Used by the one thread that accepts.
class Porch : public Poco::Net::ServerSocket {
 public:
  explicit Porch(const PorchSettings& settings);
};

}  // namespace seva::http
