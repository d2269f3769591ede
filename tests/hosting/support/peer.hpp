#pragma once

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/Timespan.h>

#include <string>
#include <string_view>

namespace seva::hosting {

/// Somebody on 127.0.0.1 whom a stream is opened to; the test speaks for them.
class Peer {
 public:
  Peer() : server_(Poco::Net::SocketAddress("127.0.0.1", 0)) {}

  [[nodiscard]] std::string host() const { return "127.0.0.1:" + std::to_string(server_.address().port()); }
  void accept() { socket_ = server_.acceptConnection(); }
  void send(std::string_view bytes) {
    while (!bytes.empty()) bytes.remove_prefix(static_cast<std::size_t>(socket_.sendBytes(bytes.data(), static_cast<int>(bytes.size()))));
  }
  /// Exactly so many bytes, or fewer where the other side ended.
  std::string read(std::size_t size) {
    std::string bytes(size, '\0');
    std::size_t have = 0;
    while (have < size) {
      const int got = socket_.receiveBytes(bytes.data() + have, static_cast<int>(size - have));
      if (got <= 0) break;
      have += static_cast<std::size_t>(got);
    }
    bytes.resize(have);
    return bytes;
  }
  /// Sends until the other side takes no more for a while; how many bytes it took.
  std::size_t send_until_it_stands(std::string_view piece, std::size_t most) {
    socket_.setSendTimeout(Poco::Timespan(0, 300'000));
    std::size_t sent = 0;
    try {
      while (sent < most) {
        const int taken = socket_.sendBytes(piece.data(), static_cast<int>(piece.size()));
        if (taken <= 0) break;
        sent += static_cast<std::size_t>(taken);
      }
    } catch (const Poco::Exception&) {
      return sent;
    }
    return sent;
  }
  void close() { socket_.close(); }
  /// True once the other side has ended.
  bool is_ended() { return read(1).empty(); }
  [[nodiscard]] Poco::Net::StreamSocket& socket() { return socket_; }

 private:
  Poco::Net::ServerSocket server_;
  Poco::Net::StreamSocket socket_;
};

}  // namespace seva::hosting
