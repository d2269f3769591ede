#include "http/server.hpp"

#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/ThreadPool.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <algorithm>

#include "http/connection.hpp"
#include "http/console_files.hpp"
#include "http/guess_limit.hpp"
#include "http/live/live.hpp"
#include "http/metrics.hpp"
#include "http/pages/page.hpp"
#include "http/porch.hpp"
#include "http/router.hpp"

namespace seva::http {
namespace {

constexpr int kFewestThreads = 8;
constexpr int kBacklog = 1024;
constexpr std::chrono::seconds kFarewell{10};
constexpr std::chrono::seconds kIdle{1};  ///< stop() may have to wait for an idle thread as long as this

/// How many connections may wait, so that files, the database and plugins still find descriptors: this process's soft limit is raised as far as it
/// may.
std::size_t room_for(int wanted, int streams) {
  const rlim_t kForTheRest = 384 + static_cast<rlim_t>(streams);
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return static_cast<std::size_t>(wanted);
  const rlim_t needed = static_cast<rlim_t>(wanted) + kForTheRest;
  if (limit.rlim_cur < needed) {
    limit.rlim_cur = std::min(needed, limit.rlim_max);
    (void)setrlimit(RLIMIT_NOFILE, &limit);
    (void)getrlimit(RLIMIT_NOFILE, &limit);
  }
  const rlim_t room = limit.rlim_cur > 2 * kForTheRest ? limit.rlim_cur - kForTheRest : limit.rlim_cur / 2;
  return static_cast<std::size_t>(std::min<rlim_t>(static_cast<rlim_t>(wanted), room));
}

Poco::Timespan timespan(std::chrono::seconds seconds) { return {static_cast<long>(seconds.count()), 0}; }

Poco::Net::HTTPServerParams::Ptr parameters(const ServerSettings& settings) {
  Poco::Net::HTTPServerParams::Ptr params = new Poco::Net::HTTPServerParams;
  params->setMaxThreads(settings.most_threads);
  params->setMaxQueued(settings.most_queued);
  params->setThreadIdleTime(timespan(kIdle));
  params->setKeepAlive(true);
  params->setKeepAliveTimeout(timespan(settings.keep_alive));
  params->setTimeout(timespan(settings.header_time));
  return params;
}

}  // namespace

struct Server::Parts {
  Parts(ServerSettings given, Dependencies dependencies)
      : settings(std::move(given)),
        actions(dependencies),
        console(settings.console_folder),
        services{settings, actions, guesses, metrics, pages, console, bulk},
        router(all_routes(), services),
        threads(kFewestThreads, settings.most_threads) {}

  ServerSettings settings;
  Dependencies actions;
  GuessLimit guesses;
  Metrics metrics;
  Pages pages;
  ConsoleFiles console;
  actions::BulkWork bulk;
  Services services;
  Router router;
  Poco::ThreadPool threads;
  std::unique_ptr<Poco::Net::HTTPServer> server;
  std::uint16_t port = 0;
};

Server::Server(ServerSettings settings, Dependencies dependencies) : parts_(std::make_unique<Parts>(std::move(settings), dependencies)) {}

Server::~Server() { stop(); }

void Server::start() {
  const ServerSettings& settings = parts_->settings;
  Porch porch({settings.header_time, settings.keep_alive, room_for(settings.most_connections, settings.most_streams)});
  try {
    porch.bind(Poco::Net::SocketAddress(settings.address, settings.port), true);
    porch.listen(kBacklog);
  } catch (const Poco::Exception&) {
    throw std::runtime_error("cannot listen on " + settings.address + ":" + std::to_string(settings.port) +
                             "; another program may hold the port: choose another one");
  }
  parts_->port = porch.address().port();
  if (parts_->settings.public_url.empty() && settings.port == 0) parts_->settings.port = parts_->port;
  parts_->server = std::make_unique<Poco::Net::HTTPServer>(new Connections(settings, parts_->router, parts_->services, porch), parts_->threads, porch,
                                                           parameters(settings));
  parts_->actions.live.start(
      [&sign_in = parts_->actions.sign_in](const std::string& token_hash) -> std::optional<actions::SignIn::Identity> {
        auto identity = sign_in.identify_hash(token_hash);
        return identity ? std::optional(std::move(*identity)) : std::nullopt;
      },
      parts_->actions.ports.settings, parts_->console.build());
  parts_->server->start();
  spdlog::info("http listens on {}:{}", settings.address, parts_->port);
}

void Server::stop() {
  if (!parts_->server) return;
  parts_->actions.live.stop();
  parts_->server->stop();
  const auto end = std::chrono::steady_clock::now() + kFarewell;
  while (parts_->server->currentConnections() > 0 && std::chrono::steady_clock::now() < end)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  parts_->server->stopAll(true);
  parts_->server.reset();
}

std::uint16_t Server::port() const { return parts_->port; }

}  // namespace seva::http
