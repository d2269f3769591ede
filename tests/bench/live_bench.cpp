// What a great many open consoles cost: `seva_live_bench [STREAMS]`. The server runs in a process of its own, so that its threads and memory are its
// own; this one holds the browsers' ends.
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/NullStream.h>
#include <Poco/StreamCopier.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <spdlog/spdlog.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <thread>

#include "http/client.hpp"
#include "http/demo_data.hpp"
#include "http/server.hpp"

namespace {

using namespace seva;
using Clock = std::chrono::steady_clock;
constexpr int kPeople = 50;
constexpr int kEvents = 40;

std::string login_of(int person) { return "bench.officer" + std::to_string(person); }

/// Serves until it is ended; writes its port, then the docket that is worked on.
[[noreturn]] void serve(int answers) {
  spdlog::set_level(spdlog::level::off);
  http::DemoWorld world{http::LiveSettings{}};
  for (int person = 0; person < kPeople; ++person)
    (void)actions::add_user(world.ports, world.hashes,
                            {login_of(person), "Officer", http::kDemoPassword, "hi", {{domain::Role::supervisor, "lucknow"}}});
  const std::string docket = world.complain({"मोबाइल छीन ले गए", "hazratganj", "snatching", domain::Priority::high, std::chrono::minutes{5}});
  actions::SignIn sign_in(world.ports, world.hashes);
  http::ServerSettings settings;
  settings.port = 0;
  http::Server server(settings, {world.ports, sign_in, world.hashes, world.channel, world.live, world.control, world.control, world.control,
                                 world.file_bytes, world.file_kinds});
  server.start();
  const std::string line = std::to_string(server.port()) + " " + docket + "\n";
  (void)!::write(answers, line.data(), line.size());
  for (;;) pause();
}

long status_of(pid_t process, const std::string& name) {
  std::ifstream file("/proc/" + std::to_string(process) + "/status");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with(name)) return std::stol(line.substr(name.size() + 1));
  return 0;
}

double requests_a_second(std::uint16_t port, const std::string& cookie, const bool& is_over, std::chrono::seconds time) {
  Poco::Net::HTTPClientSession session("127.0.0.1", port);
  session.setKeepAlive(true);
  const auto begin = Clock::now();
  int count = 0;
  for (; Clock::now() - begin < time && !is_over; ++count) {
    Poco::Net::HTTPRequest request("GET", "/api/v1/tickets?limit=50", "HTTP/1.1");
    request.set("Cookie", cookie);
    session.sendRequest(request);
    Poco::Net::HTTPResponse response;
    Poco::NullOutputStream nothing;
    Poco::StreamCopier::copyStream(session.receiveResponse(response), nothing);
  }
  return count / std::chrono::duration<double>(Clock::now() - begin).count();
}

/// A stream's end; the last bytes of what it got are kept to find a version across two reads.
struct Stream {
  int descriptor = -1;
  std::string rest;
};

int open_stream(std::uint16_t port, const std::string& cookie) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const std::string request = "GET /api/v1/live HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + cookie + "\r\n\r\n";
  if (::connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
      ::send(descriptor, request.data(), request.size(), MSG_NOSIGNAL) < 0)
    throw std::runtime_error("a stream could not be opened");
  return descriptor;
}

/// Reads from all until `expected` have seen `text`, each counted once, or ten seconds went by; the times since `begin` at which they did.
std::vector<double> times_until(int epoll, std::vector<Stream>& streams, std::size_t expected, const std::string& text, Clock::time_point begin) {
  std::vector<double> times;
  std::vector<char> has_seen(streams.size(), 0);
  std::array<epoll_event, 256> events{};
  std::array<char, 16384> bytes{};
  while (times.size() < expected && Clock::now() - begin < std::chrono::seconds(10)) {
    const int count = epoll_wait(epoll, events.data(), static_cast<int>(events.size()), 100);
    for (int place = 0; place < count; ++place) {
      const std::size_t number = events[static_cast<std::size_t>(place)].data.u64;
      Stream& stream = streams[number];
      const ssize_t size = ::recv(stream.descriptor, bytes.data(), bytes.size(), MSG_DONTWAIT);
      if (size <= 0) continue;
      stream.rest.append(bytes.data(), static_cast<std::size_t>(size));
      if (!has_seen[number] && stream.rest.find(text) != std::string::npos) {
        has_seen[number] = 1;
        times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
      }
      if (stream.rest.size() > 256) stream.rest.erase(0, stream.rest.size() - 256);
    }
  }
  return times;
}

}  // namespace

int main(int count, char** arguments) {
  const std::size_t wanted = count > 1 ? std::stoul(arguments[1]) : 2000;
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  std::array<int, 2> answers{};
  if (pipe(answers.data()) != 0) return 1;
  const pid_t server = fork();
  if (server == 0) serve(answers[1]);
  std::string line;
  for (char letter = 0; ::read(answers[0], &letter, 1) == 1 && letter != '\n';) line += letter;
  const auto port = static_cast<std::uint16_t>(std::stoi(line));
  const std::string docket = line.substr(line.find(' ') + 1);

  std::vector<http::Client> people;
  for (int person = 0; person < kPeople; ++person) {
    people.emplace_back(port);
    people.back().sign_in(login_of(person), http::kDemoPassword);
  }
  bool is_over = false;
  const double alone = requests_a_second(port, people[0].cookie, is_over, std::chrono::seconds(3));
  const long memory_before = status_of(server, "VmRSS:");
  const long threads_before = status_of(server, "Threads:");

  const int epoll = epoll_create1(EPOLL_CLOEXEC);
  std::vector<Stream> streams(wanted);
  constexpr std::size_t kTogether = 100;  // More at once than the server has room for would only measure how they come back.
  std::size_t greeted = 0;
  for (std::size_t number = 0; number < wanted; ++number) {
    streams[number].descriptor = open_stream(port, people[number % kPeople].cookie);
    epoll_event event{.events = EPOLLIN, .data = {.u64 = number}};
    epoll_ctl(epoll, EPOLL_CTL_ADD, streams[number].descriptor, &event);
    const std::size_t waiting = number + 1 - greeted;
    if (waiting == kTogether || number + 1 == wanted) greeted += times_until(epoll, streams, waiting, "event: hello", Clock::now()).size();
  }

  double beside = 0;
  std::thread asking([&] { beside = requests_a_second(port, people[1].cookie, is_over, std::chrono::seconds(60)); });
  std::vector<double> times;
  for (int event = 0; event < kEvents; ++event) {
    const auto begin = Clock::now();
    people[0].post("/api/v1/tickets/" + docket + "/notes", R"({"text":"x"})");
    const auto heard = times_until(epoll, streams, wanted, "\"version\":" + std::to_string(event + 2) + ",", begin);
    times.insert(times.end(), heard.begin(), heard.end());
    std::this_thread::sleep_until(begin + std::chrono::milliseconds(250));  // four a second are a busy instance
  }
  is_over = true;
  asking.join();
  std::sort(times.begin(), times.end());
  const auto part = [&](double share) {
    return times.empty() ? 0.0 : times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
  };
  std::printf("streams %zu connections\nstreams_greeted %zu connections\n", wanted, greeted);
  std::printf("events_expected %zu deliveries\nevents_heard %zu deliveries\n", wanted * kEvents, times.size());
  std::printf("event_p50 %.1f ms\nevent_p95 %.1f ms\nevent_max %.1f ms\n", part(0.5), part(0.95), part(1));
  std::printf("threads_before %ld threads\nthreads %ld threads\n", threads_before, status_of(server, "Threads:"));
  std::printf("memory_before %ld KiB\nmemory %ld KiB\n", memory_before, status_of(server, "VmRSS:"));
  std::printf("api_alone %.0f requests/s\napi_beside %.0f requests/s\napi_ratio %.2f beside/alone\n", alone, beside, beside / alone);
  kill(server, SIGKILL);
  waitpid(server, nullptr, 0);
  return times.size() == wanted * kEvents ? 0 : 1;
}
