#include "hosting/replay.hpp"

#include <spdlog/spdlog.h>

#include <time.h>

#include <exception>
#include <thread>

#include "hosting/bounded_queue.hpp"
#include "hosting/limits.hpp"
#include "hosting/line_reader.hpp"
#include "hosting/merge.hpp"
#include "hosting/replay_lines.hpp"

namespace seva::hosting {
namespace {

/// What one transaction brings, with how far the file was read by then.
struct Portion {
  ReadLines read;
  std::int64_t lines = 0;
  std::int64_t blank_lines = 0;
};

std::size_t size_of(const actions::Turn& turn) {
  return turn.messages.size() + turn.calls.size() + turn.ignored.size() + turn.unreadable.size() + turn.withdrawn.size();
}

/// The same, ready for its transaction.
struct BegunPortion {
  std::function<actions::Counts()> commit;
  std::int64_t lines = 0;
  std::int64_t blank_lines = 0;
  std::vector<UnreadableLine> unreadable;
};

constexpr std::size_t kMostWaiting = 2;  ///< portions between two threads

std::chrono::nanoseconds processor_time() {
  timespec time{};
  if (::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) != 0) return std::chrono::nanoseconds{0};
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

/// The thread that reads the file and asks the plugin.
class FileReading {
 public:
  FileReading(std::istream& file, const ChannelSetup& setup, Stamps& stamps, const ReplayOptions& options, BoundedQueue<Portion>& portions)
      : lines_(file, kPartBytes, setup.line_end),
        handler_(setup, stamps, options),
        options_(options),
        portions_(portions),
        payload_(setup.line_end),
        end_(setup.line_end) {}

  /// Until the file ends or nobody takes what is read.
  void run() {
    while (is_wanted_) {
      auto line = lines_.next();
      if (!line) break;
      ++portion_.lines;
      if (line->too_long)
        set_aside(std::move(*line));
      else if (line->bytes.find_first_not_of(" \t\r\n") == std::string_view::npos)
        ++portion_.blank_lines;
      else
        add(*line);
    }
    read_payload();
    give();
  }

 private:
  void add(const Line& line) {
    if (!payload_.has_room_for(line.bytes)) read_payload();
    payload_.add(line.number, line.bytes);
  }

  void set_aside(Line line) {
    read_payload();
    take(handler_.set_line_aside(line.number, std::move(*line.too_long), "line_too_long"));
  }

  void read_payload() {
    if (payload_.is_empty()) return;
    take(handler_.read(payload_));
    payload_ = LinePayload(end_);
  }

  void take(ReadLines read) {
    merge(portion_.read.turn, read.turn);
    std::move(read.unreadable.begin(), read.unreadable.end(), std::back_inserter(portion_.read.unreadable));
    if (size_of(portion_.read.turn) >= options_.messages_together) give();
  }

  void give() { is_wanted_ = portions_.give(std::exchange(portion_, {})); }

  LineReader lines_;
  LineHandler handler_;
  const ReplayOptions& options_;
  BoundedQueue<Portion>& portions_;
  LinePayload payload_;
  const std::string& end_;
  Portion portion_;
  bool is_wanted_ = true;
};

void tell_later(actions::Turn& turn, std::chrono::microseconds later) {
  for (domain::Message& message : turn.messages) message.sent_at += later;
  for (domain::CallUpdate& call : turn.calls) call.at += later;
}

BegunPortion begun_of(Portion portion, const std::string& channel, const ReplayOptions& options, const Begin& begin) {
  BegunPortion begun{{}, portion.lines, portion.blank_lines, std::move(portion.read.unreadable)};
  actions::Turn turn = std::move(portion.read.turn);
  turn.channel = channel;
  turn.is_replay = true;
  tell_later(turn, options.later);
  if (size_of(turn) != 0) begun.commit = begin(std::move(turn));
  return begun;
}

void note_unreadable(ReplayReport& report, const std::vector<UnreadableLine>& lines, std::size_t most) {
  for (const UnreadableLine& line : lines)
    if (report.unreadable.size() < most) report.unreadable.push_back(line);
}

domain::Problem replay_failed(const std::string& what, const std::string& where) {
  return {domain::ProblemKind::unavailable, "replay_failed", what, where,
          "What was stored stays. Mend the cause and replay the file again: nothing is stored twice."};
}

/// A thread that runs its work, and then, whatever came of it, lets the others know. What the work throws is kept.
class Stage {
 public:
  template <class Work, class End>
  Stage(Work work, End at_end)
      : thread_([this, work, at_end] {
          try {
            work();
          } catch (...) {
            failure_ = std::current_exception();
          }
          at_end();
          processor_ = processor_time();
        }) {}

  void join() { thread_.join(); }
  // Once it was joined.
  [[nodiscard]] const std::exception_ptr& failure() const { return failure_; }
  [[nodiscard]] std::chrono::nanoseconds processor() const { return processor_; }

 private:
  std::exception_ptr failure_;
  std::chrono::nanoseconds processor_{0};
  std::thread thread_;
};

}  // namespace

Replay::Replay(ChannelSetup setup, Begin begin, Stamps& stamps, ReplayOptions options)
    : setup_(std::move(setup)), begin_(std::move(begin)), stamps_(stamps), options_(std::move(options)) {}

domain::Result<ReplayReport> Replay::run(std::istream& file, const ReplayProgress& progress) {
  BoundedQueue<Portion> read(kMostWaiting);
  BoundedQueue<BegunPortion> begun(kMostWaiting);
  const auto close = [&] {
    read.close();
    begun.close();
  };
  Stage reading([&] { FileReading(file, setup_, stamps_, options_, read).run(); }, [&] { read.close(); });
  Stage beginning(
      [&] {
        while (auto portion = read.take())
          if (!begun.give(begun_of(std::move(*portion), setup_.id, options_, begin_))) return;
      },
      close);
  ReplayReport report;
  const auto processor_before = processor_time();
  std::exception_ptr failure;
  try {
    while (const auto portion = begun.take()) {
      if (portion->commit) report.counts += portion->commit();
      report.lines += portion->lines;
      report.blank_lines += portion->blank_lines;
      note_unreadable(report, portion->unreadable, options_.listed_unreadable);
      if (progress) progress(report);
    }
  } catch (...) {
    failure = std::current_exception();
    close();
  }
  reading.join();
  beginning.join();
  report.processor = {reading.processor(), beginning.processor(), processor_time() - processor_before};
  try {
    for (const auto& thrown : {failure, beginning.failure(), reading.failure()})
      if (thrown) std::rethrow_exception(thrown);
  } catch (const std::exception& error) {
    spdlog::error("replay of {} ended after {} lines: {}", options_.name, report.lines, error.what());
    return replay_failed(error.what(), options_.name);
  }
  if (file.bad()) return replay_failed("The file cannot be read to its end.", options_.name);
  return report;
}

}  // namespace seva::hosting
