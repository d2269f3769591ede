// How long a webhook waits for its 200, the commit included: `seva_intake_latency_bench [mariadb|sqlite]…`. One post at a time, then 200 a second on
// a fixed beat, each measured from the moment at which it was due. Beside it the raw client commits the very rows of such posts, one post a
// transaction.

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/NullStream.h>
#include <Poco/StreamCopier.h>
#include <Poco/URI.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <stdexcept>
#include <thread>
#include <vector>

#include "bench/databases.hpp"
#include "bench/intake_side.hpp"
#include "bench/measured_store.hpp"
#include "bench/raw_intake.hpp"
#include "storage/store.hpp"
#include "whole/live_police.hpp"

namespace seva::bench {
namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;
using simulators::XApi;

constexpr int kOneAtATime = 500;
constexpr int kWarmUps = 100;
constexpr int kOnABeat = 3000;
constexpr std::chrono::microseconds kBeat{5'000};
constexpr int kConnections = 16;
constexpr int kBare = 300;
constexpr double kLimit = 20;

struct Percentiles {
  double p50 = 0;
  double p99 = 0;
};

Percentiles percentiles_of(std::vector<Milliseconds> times) {
  std::sort(times.begin(), times.end());
  return {times[times.size() / 2].count(), times[times.size() * 99 / 100].count()};
}

void print(const std::string& name, const Percentiles& percentiles) {
  std::printf("%s_p50 %.2f ms\n%s_p99 %.2f ms\n", name.c_str(), percentiles.p50, name.c_str(), percentiles.p99);
  std::fflush(stdout);
}

/// A peer that keeps its connection.
class Peer {
 public:
  explicit Peer(const std::string& address) : session_(Poco::URI(address).getHost(), Poco::URI(address).getPort()) { session_.setKeepAlive(true); }

  void deliver(const std::string& body) {
    Poco::Net::HTTPRequest request("POST", "/channels/twitter/webhook", Poco::Net::HTTPMessage::HTTP_1_1);
    request.setContentLength64(static_cast<Poco::Int64>(body.size()));
    request.setContentType("application/json");
    request.setKeepAlive(true);
    request.set("x-twitter-webhooks-signature", XApi::signature(body));
    session_.sendRequest(request) << body;
    Poco::Net::HTTPResponse response;
    Poco::NullOutputStream nowhere;
    Poco::StreamCopier::copyStream(session_.receiveResponse(response), nowhere);
    if (response.getStatus() != Poco::Net::HTTPResponse::HTTP_OK)
      throw std::runtime_error("a webhook was answered " + std::to_string(response.getStatus()));
  }

 private:
  Poco::Net::HTTPClientSession session_;
};

std::vector<Milliseconds> one_at_a_time(const std::string& address, const std::vector<std::string>& bodies) {
  Peer peer(address);
  std::vector<Milliseconds> times;
  for (const std::string& body : bodies) {
    const auto begin = Clock::now();
    peer.deliver(body);
    times.emplace_back(Clock::now() - begin);
  }
  times.erase(times.begin(), times.begin() + kWarmUps);
  return times;
}

std::vector<Milliseconds> on_a_beat(const std::string& address, const std::vector<std::string>& bodies) {
  std::vector<Milliseconds> times(bodies.size());
  std::atomic<std::size_t> next{0};
  std::atomic<bool> did_fail{false};
  const auto begin = Clock::now();
  {
    std::vector<std::jthread> peers;
    for (int connection = 0; connection < kConnections; ++connection)
      peers.emplace_back([&] {
        try {
          Peer peer(address);
          for (std::size_t place = next++; place < bodies.size(); place = next++) {
            const auto due = begin + kBeat * static_cast<long>(place);
            std::this_thread::sleep_until(due);
            peer.deliver(bodies[place]);
            times[place] = Clock::now() - due;
          }
        } catch (const std::exception&) {
          did_fail = true;
        }
      });
  }
  if (did_fail) throw std::runtime_error("a webhook failed");
  return times;
}

/// What the database itself takes for the rows of one post after the other.
std::vector<Milliseconds> bare_commits(Databases& databases, const std::vector<std::string>& lines) {
  const auto store = storage::open_store(databases.fresh());
  MeasuredStore measured(*store);
  {
    IntakeSide side(measured);
    for (const std::string& line : lines) static_cast<void>(side.take_in(line));
  }
  const auto address = databases.fresh();
  const auto raw = testing::open_raw_intake(address);
  std::vector<Milliseconds> times;
  for (const actions::Changes& changes : measured.written) {
    const testing::RawBatch batch(changes, address.engine);
    const auto begin = Clock::now();
    raw->write(batch);
    times.emplace_back(Clock::now() - begin);
  }
  return times;
}

/// Answers with the share of the limit that an idle system takes.
double measure(const std::string& engine) {
  Databases databases(engine);
  whole::LivePolice police(whole::LivePolice::Answers::none, testing::text_of(databases.fresh()));
  int number = 0;
  const auto bodies = [&](int count) {
    std::vector<std::string> made;
    for (int post = 0; post < count; ++post) made.push_back(police.complaint(number++).body);
    return made;
  };
  const auto singly = bodies(kOneAtATime);
  const auto many = bodies(kOnABeat);
  std::vector<std::string> lines;
  for (int post = 0; post < kBare; ++post) lines.push_back(police.x.stream_line(police.complaint(number++).id));
  const Percentiles bare = percentiles_of(bare_commits(databases, lines));
  const auto server = police.seva->start({"serve"});
  const std::string address = server->wait_for_line("Seva serves on ");
  const Percentiles idle = percentiles_of(one_at_a_time(address, singly));
  const Percentiles busy = percentiles_of(on_a_beat(address, many));
  server->send(SIGTERM);
  static_cast<void>(server->wait());
  if (police.seva->stored().messages != kOneAtATime + kOnABeat) throw std::runtime_error("not every acknowledged post is stored");
  print(engine + "_bare_commit", bare);
  print(engine + "_one_at_a_time", idle);
  print(engine + "_200_a_second", busy);
  std::printf("%s_one_at_a_time_ratio %.2f of_bare_commit\n", engine.c_str(), idle.p50 / bare.p50);
  return idle.p50 / kLimit;
}

}  // namespace
}  // namespace seva::bench

int main(int argc, char** argv) {
  std::vector<std::string> engines(argv + 1, argv + argc);
  if (engines.empty()) engines = {"mariadb", "sqlite"};
  try {
    double worst = 0;
    for (const std::string& engine : engines) worst = std::max(worst, seva::bench::measure(engine));
    std::printf("ratio %.3f of_limit\n", worst);
    return worst <= 1 ? 0 : 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
}
