#include "hosting/process/child_link.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "hosting/limits.hpp"
#include "hosting/plugin_process.hpp"
#include "hosting/process/system_calls.hpp"

namespace seva::hosting {
namespace {

constexpr std::size_t kKeptBytes = kMebibyte;  ///< of room for answers between two of them

}  // namespace

ChildLink::ChildLink(Spawner::Child child, std::string label) : child_(child), label_(std::move(label)) {}

ChildLink::~ChildLink() {
  if (!is_ended_) static_cast<void>(end());
  ::close(child_.link);
}

/// Answers how it ended. A process that has ended already is not touched by the kill: what it died of stays.
int ChildLink::end() {
  is_ended_ = true;
  ::kill(child_.process, SIGKILL);
  int status = 0;
  while (::waitpid(child_.process, &status, 0) < 0 && errno == EINTR) continue;
  return status;
}

domain::Problem ChildLink::ended_because(std::string code, std::string what) {
  if (!is_ended_) static_cast<void>(end());
  return {domain::ProblemKind::unavailable, std::move(code), std::move(what), label_, "Look into the plugin's own log lines, and mend the plugin."};
}

domain::Problem ChildLink::ended(Transfer how) {
  if (how == Transfer::late) return ended_because("plugin_overran", "The plugin took too long and was ended.");
  // Whoever hung up is dead or about to be; only one that closed the link and lives on is killed here, and that is a fault as well.
  siginfo_t state{};
  constexpr int kPatienceMilliseconds = 100;
  for (int waited = 0; waited < kPatienceMilliseconds && state.si_pid == 0; ++waited) {
    if (::waitid(P_PID, static_cast<id_t>(child_.process), &state, WEXITED | WNOHANG | WNOWAIT) != 0) break;
    if (state.si_pid == 0) ::poll(nullptr, 0, 1);
  }
  const bool did_end_itself = state.si_pid != 0;
  const int status = end();
  if (!did_end_itself) return ended_because("plugin_crashed", "The plugin hung up.");
  if (WIFEXITED(status))
    return ended_because("plugin_crashed", "The plugin ended its process with exit status " + std::to_string(WEXITSTATUS(status)) + ".");
  const int signal = WTERMSIG(status);
  if (signal == SIGSYS) return ended_because("plugin_not_allowed", "The plugin did what it is not allowed to do, and was ended (SIGSYS).");
  const std::string name = std::string("SIG") + ::sigabbrev_np(signal);
  if (signal == SIGKILL || signal == SIGTERM || signal == SIGHUP || signal == SIGINT)
    return ended_because(std::string(kKilledFromOutside), "The plugin's process was ended from outside (" + name + ").");
  return ended_because("plugin_crashed", "The plugin crashed (" + name + ").");
}

ChildLink::Transfer ChildLink::wait(short events, Deadline until) const {
  using std::chrono::milliseconds;
  while (true) {
    const auto left = std::chrono::ceil<milliseconds>(until - std::chrono::steady_clock::now());
    if (left <= milliseconds{0}) return Transfer::late;
    pollfd link{child_.link, events, 0};
    const int ready = ::poll(&link, 1, static_cast<int>(left.count()));
    if (ready > 0) return Transfer::done;
    if (ready < 0 && errno != EINTR) return Transfer::hung_up;
  }
}

domain::Result<void> ChildLink::send(std::string_view event, std::string_view payload, Deadline until) {
  child::Request request{event.size(), payload.size()};
  iovec parts[] = {{&request, sizeof request}, {const_cast<char*>(event.data()), event.size()}, {const_cast<char*>(payload.data()), payload.size()}};
  iovec* part = parts;
  iovec* const behind = std::end(parts);
  while (part != behind) {
    msghdr message{};
    message.msg_iov = part;
    message.msg_iovlen = static_cast<std::size_t>(behind - part);
    const ssize_t sent = ::sendmsg(child_.link, &message, MSG_NOSIGNAL);
    if (sent < 0 && errno == EAGAIN) {
      if (const Transfer ready = wait(POLLOUT, until); ready != Transfer::done) return ended(ready);
      continue;
    }
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return ended(Transfer::hung_up);
    auto done = static_cast<std::size_t>(sent);
    for (; part != behind && done >= part->iov_len; ++part) done -= part->iov_len;
    if (part == behind) break;
    part->iov_base = static_cast<char*>(part->iov_base) + done;
    part->iov_len -= done;
  }
  return {};
}

ChildLink::Transfer ChildLink::read(void* bytes, std::size_t size, Deadline until) {
  char* at = static_cast<char*>(bytes);
  while (size > 0) {
    const ssize_t taken = ::recv(child_.link, at, size, 0);
    if (taken < 0 && errno == EAGAIN) {
      if (const Transfer ready = wait(POLLIN, until); ready != Transfer::done) return ready;
      continue;
    }
    if (taken < 0 && errno == EINTR) continue;
    if (taken <= 0) return Transfer::hung_up;
    at += taken;
    size -= static_cast<std::size_t>(taken);
  }
  return Transfer::done;
}

bool ChildLink::is_ready_by(Deadline time) const { return wait(POLLIN, time) == Transfer::done; }

std::chrono::nanoseconds ChildLink::processor_time() const {
  clockid_t clock{};
  timespec time{};
  if (::clock_getcpuclockid(child_.process, &clock) != 0 || ::clock_gettime(clock, &time) != 0) return std::chrono::nanoseconds{0};
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

/// Coming back takes a right that not every server has; then the process stays behind the others as long as it lives.
void ChildLink::set_niceness(int niceness) const { ::setpriority(PRIO_PROCESS, static_cast<id_t>(child_.process), niceness); }

domain::Result<ChildLink::Answer> ChildLink::take(Deadline until, std::chrono::milliseconds at_par) {
  constexpr int kBehind = 10;  // about a tenth of what others get
  constexpr int kBehindAll = 19;
  constexpr int kLong = 5;
  const auto spent_before = processor_time();
  bool is_behind = false;
  for (Deadline look = std::chrono::steady_clock::now() + at_par; look < until && !is_ready_by(look); look += at_par) {
    const auto spent = processor_time() - spent_before;
    if (spent < at_par) continue;
    const bool is_long = spent >= kLong * at_par;
    if (!is_behind || is_long) set_niceness(is_long ? kBehindAll : kBehind);
    is_behind = true;
    if (is_long) break;
  }
  auto answer = take(until);
  if (answer && is_behind) set_niceness(::getpriority(PRIO_PROCESS, 0));  // this process' own
  return answer;
}

domain::Result<ChildLink::Answer> ChildLink::take(Deadline until) {
  child::Answer head;
  if (const Transfer read_head = read(&head, sizeof head, until); read_head != Transfer::done) return ended(read_head);
  if (head.kind == child::AnswerKind::denied)
    return ended_because("plugin_not_allowed",
                         "The plugin did what it is not allowed to do (" + name_of_system_call(head.detail) + ", SIGSYS), and was ended.");
  const bool is_known = head.kind >= child::AnswerKind::loaded && head.kind <= child::AnswerKind::introduced;
  if (!is_known) return ended_because("plugin_answer_garbled", "What came from the plugin's process is no answer; it was ended.");
  if (head.size > kEffectsBytes) return ended_because("effects_too_large", "The plugin's effects are larger than 8 MB; it was ended.");
  if (bytes_.capacity() > kKeptBytes && head.size < kKeptBytes) bytes_ = {};
  bytes_.resize(head.size);
  if (const Transfer read_body = read(bytes_.data(), bytes_.size(), until); read_body != Transfer::done) return ended(read_body);
  return Answer{head.kind, bytes_};
}

}  // namespace seva::hosting
