#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "actions/attach_files.hpp"
#include "actions/plugin_control.hpp"
#include "actions/ports.hpp"
#include "actions/sign_in.hpp"
#include "actions/vault.hpp"

namespace seva::http {

class Live;

/// How the server serves.
struct ServerSettings {
  std::string address = "127.0.0.1";  ///< an IP address to listen on
  std::uint16_t port = 8080;          ///< 0: any free one
  /// How people reach the instance: `https://seva.example.in`, without a path. It stands in QR codes, in what channels are told, and decides
  /// whether cookies are Secure. Empty: http and the address listened on.
  std::string public_url = {};
  std::vector<std::string> trusted_proxies = {};  ///< addresses whose X-Forwarded-For is believed; X-Remote-User never is
  std::vector<std::string> metrics_readers = {};  ///< addresses besides this machine that may read /metrics
  std::string console_folder = {};                ///< what deploy/console.sh built; empty, or nothing there: its pages say how to build it
  int most_threads = 64;
  int most_queued = 1024;       ///< requests that wait for a thread
  int most_connections = 4096;  ///< connections whose next request has not arrived yet; they cost no thread
  int most_streams = 4096;      ///< live streams, for which descriptors are kept; what Live admits
  std::chrono::seconds keep_alive{5};
  std::chrono::seconds header_time{10};  ///< within which the header must be there, else 408
  std::chrono::seconds body_time{20};
  std::chrono::seconds send_time{20};  ///< within which the client must have taken the answer
  std::size_t most_body_bytes = std::size_t{1} << 20;
  std::size_t most_file_bytes = actions::kLargestFile;
  std::chrono::seconds file_time{300};  ///< for a file to come or to go: ten megabytes on a poor line
  std::size_t most_webhook_bytes = std::size_t{4} << 20;
};

/// What the server serves. Held by reference; outlives the server.
struct Dependencies {
  actions::Ports& ports;
  actions::SignIn& sign_in;
  actions::PasswordHashes& hashes;
  actions::Webhooks& webhooks;
  Live& live;
  actions::PluginControl& control;
  actions::ConfigurationControl& configuration;
  actions::Vault& vault;
  actions::FileBytes& file_bytes;
  actions::FileKinds& file_kinds;
};

/// The HTTP face: API, pages, the channels' addresses. Every request goes through one router: session, CSRF, permission, handler.
///
///     http::Server server({.port = 0}, {ports, sign_in, hashes, webhooks, live});
///     server.start();              // throws std::runtime_error where the address cannot be listened on
///     … server.port() …
///     server.stop();               // waits for the requests under way
class Server {
 public:
  Server(ServerSettings settings, Dependencies dependencies);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  void start();
  /// Takes no new connection, lets what is under way finish for at most 10 s. May be called again.
  void stop();
  /// The port listened on; 0 before start().
  [[nodiscard]] std::uint16_t port() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace seva::http
