#include "crash/town.hpp"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>

#include "bench/processes.hpp"
#include "storage/store.hpp"
#include "whole/client.hpp"

namespace seva::crash {
namespace {

using whole::LivePolice;

/// One that no outgoing connection is given, so that a server that starts again finds it free.
std::uint16_t lasting_port() {
  std::mt19937 random(static_cast<std::mt19937::result_type>(::getpid()));
  for (;;) {
    const auto port = static_cast<std::uint16_t>(20'000 + random() % 10'000);
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool is_free = ::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    ::close(listener);
    if (is_free) return port;
  }
}

}  // namespace

Town::Town(const std::string& database, const std::string& program)
    : police(LivePolice::Answers::to_citizens, database), database_(database.empty() ? "sqlite:" + police.seva->home().file("seva.db") : database) {
  if (!program.empty()) police.seva->program = program;
  police.seva->environment["SEVA_LISTEN"] = "127.0.0.1:" + std::to_string(lasting_port());
  const whole::Ended added = police.seva->run({"user", "add", "hq", "--name", "HQ", "--role", "triage@UPP-HQ", "--random-password", "--json"});
  EXPECT_EQ(added.status, 0) << added.err;
  password = added.json().at("password").as_string().c_str();
  serve();
}

void Town::serve() {
  server = police.seva->start({"serve"});
  address = server->wait_for_line("Seva serves on ");
}

void Town::kill_server() {
  server->send(SIGKILL);
  static_cast<void>(server->wait());
  serve();
}

void Town::kill_plugin(std::mt19937& random) const {
  for (;;) {
    std::vector<pid_t> plugins;
    for (const pid_t child : bench::children_of(server->id()))
      if (bench::words_of(child).find("--serve") != std::string::npos) plugins.push_back(child);
    if (!plugins.empty() && ::kill(plugins[random() % plugins.size()], SIGKILL) == 0) return;
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }
}

std::unique_ptr<actions::Store> Town::store() const { return storage::open_store(*storage::parse_address(database_)); }

int Town::deliver(const LivePolice::Post& post) const {
  return whole::Client(address)
      .send("POST", "/channels/twitter/webhook", post.body, {{"x-twitter-webhooks-signature", simulators::XApi::signature(post.body)}})
      .status;
}

}  // namespace seva::crash
