#include "hosting/replay.hpp"

#include <spdlog/spdlog.h>

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

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

/// Hands portions from the thread that reads to the one that commits; a few of them may wait.
class PortionQueue {
 public:
  /// False: nobody takes them any more.
  bool give(Portion portion) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return portions_.size() < kMostWaiting || is_closed_; });
    if (is_closed_) return false;
    portions_.push_back(std::move(portion));
    changed_.notify_all();
    return true;
  }
  /// nullopt: there are no more.
  std::optional<Portion> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !portions_.empty() || is_closed_; });
    if (portions_.empty()) return std::nullopt;
    Portion portion = std::move(portions_.front());
    portions_.pop_front();
    changed_.notify_all();
    return portion;
  }
  void close() {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
    changed_.notify_all();
  }

 private:
  static constexpr std::size_t kMostWaiting = 3;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Portion> portions_;
  bool is_closed_ = false;
};

/// The thread that reads the file and asks the plugin.
class FileReading {
 public:
  FileReading(std::istream& file, const ChannelSetup& setup, Stamps& stamps, const ReplayOptions& options, PortionQueue& portions)
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
  PortionQueue& portions_;
  LinePayload payload_;
  const std::string& end_;
  Portion portion_;
  bool is_wanted_ = true;
};

void tell_later(actions::Turn& turn, std::chrono::microseconds later) {
  for (domain::Message& message : turn.messages) message.sent_at += later;
  for (domain::CallUpdate& call : turn.calls) call.at += later;
}

void note_unreadable(ReplayReport& report, std::vector<UnreadableLine>& lines, std::size_t most) {
  for (UnreadableLine& line : lines)
    if (report.unreadable.size() < most) report.unreadable.push_back(std::move(line));
}

domain::Problem failed(const std::string& what, const std::string& where) {
  return {domain::ProblemKind::unavailable, "replay_failed", what, where,
          "What was stored stays. Mend the cause and replay the file again: nothing is stored twice."};
}

}  // namespace

Replay::Replay(ChannelSetup setup, Commit commit, Stamps& stamps, ReplayOptions options)
    : setup_(std::move(setup)), commit_(std::move(commit)), stamps_(stamps), options_(std::move(options)) {}

domain::Result<ReplayReport> Replay::run(std::istream& file, const ReplayProgress& progress) {
  PortionQueue portions;
  std::exception_ptr reading_failure;
  std::thread reading([&] {
    try {
      FileReading(file, setup_, stamps_, options_, portions).run();
    } catch (...) {
      reading_failure = std::current_exception();
    }
    portions.close();
  });
  ReplayReport report;
  std::exception_ptr failure;
  try {
    while (auto portion = portions.take()) {
      portion->read.turn.channel = setup_.id;
      portion->read.turn.is_replay = true;
      tell_later(portion->read.turn, options_.later);
      if (size_of(portion->read.turn) != 0) report.counts += commit_(std::move(portion->read.turn));
      report.lines += portion->lines;
      report.blank_lines += portion->blank_lines;
      note_unreadable(report, portion->read.unreadable, options_.listed_unreadable);
      if (progress) progress(report);
    }
  } catch (...) {
    failure = std::current_exception();
    portions.close();
  }
  reading.join();
  try {
    for (const auto& thrown : {failure, reading_failure})
      if (thrown) std::rethrow_exception(thrown);
  } catch (const std::exception& error) {
    spdlog::error("replay of {} ended after {} lines: {}", options_.name, report.lines, error.what());
    return failed(error.what(), options_.name);
  }
  if (file.bad()) return failed("The file cannot be read to its end.", options_.name);
  return report;
}

}  // namespace seva::hosting
