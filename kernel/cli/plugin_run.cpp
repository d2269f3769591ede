#include <seva/testing/fake_host.hpp>
#include <seva/testing/recorded_turn.hpp>

#include <boost/json.hpp>
#include <charconv>
#include <chrono>
#include <istream>
#include <ostream>
#include <sstream>

#include "cli/plugin_kit.hpp"
#include "cli/plugin_subject.hpp"

namespace seva::cli {
namespace {

namespace json = boost::json;
using testing::FakeHost;
using testing::RecordedTurn;
using testing::Turn;

int number_in(const std::string& text) {
  int number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) throw std::runtime_error("This is no number: " + text.substr(0, 40));
  return number;
}

/// The tag that was named, else the first that waits.
template <class Waiting>
std::string tag_of(std::istringstream& words, const Waiting& waiting, const char* what) {
  std::string tag;
  words >> tag;
  if (!tag.empty()) return tag;
  if (waiting.empty()) throw std::runtime_error(std::string("The plugin waits for no ") + what + ".");
  return waiting.begin()->first;
}

std::string word_in(std::istringstream& words, const std::string& otherwise) {
  std::string word;
  words >> word;
  return word.empty() ? otherwise : word;
}

void print(std::ostream& out, const FakeHost& host, const std::string& payload, const Turn& turn) {
  out << "> " << json::serialize(host.last_event()) << "\n";
  if (!payload.empty()) out << payload;
  if (turn.has_failed && turn.problem.empty()) out << "# It failed.\n";
  if (!turn.problem.empty()) out << "# " << turn.problem << "\n";
  for (const auto& effect : turn.effects) out << "< " << json::serialize(effect) << "\n";
  out << "\n" << std::flush;
}

std::string payload_lines(const std::string& told) {
  std::istringstream lines(told);
  std::string payload;
  for (std::string line; std::getline(lines, line);)
    if (line[0] == '|' || line[0] == '&') payload += line + "\n";
  return payload;
}

/// Plays what the author says, a turn at a time.
class Player {
 public:
  Player(testing::Subject& plugin, std::ostream& out) : host_(plugin), out_(out) {}

  void play(const RecordedTurn& turn) {
    if (turn.command.empty() && turn.event.empty()) return;  // a comment
    const std::string payload = payload_lines(turn.told);
    if (turn.command.empty()) return show(tell(turn), payload);
    std::istringstream words(turn.command);
    const std::string verb = word_in(words, {});
    if (verb == "wait") return wait(words);
    if (!host_.is_running()) throw std::runtime_error("The plugin does not run; begin with an event of the type start.");
    if (verb == "answer") {
      const int status = number_in(word_in(words, "200"));
      return show(host_.answer(tag_of(words, host_.requests(), "answer"), status, turn.payload), payload);
    }
    if (verb == "lose") {
      const std::string error = word_in(words, "timeout");
      return show(host_.lose(tag_of(words, host_.requests(), "answer"), error, true), {});
    }
    if (verb == "open") return show(host_.open_stream(tag_of(words, host_.streams(), "stream")), {});
    if (verb == "close") {
      const std::string error = word_in(words, "ended");
      return show(host_.close_stream(tag_of(words, host_.streams(), "stream"), error), {});
    }
    throw std::runtime_error("There is no command " + verb + "; see seva plugin run --help.");
  }

  /// What the plugin waits for.
  void print_waiting() const {
    for (const auto& [tag, due] : host_.timers())
      out_ << "# waits for the timer " << tag << " in " << std::chrono::duration_cast<std::chrono::milliseconds>(due - host_.now()).count()
           << " ms\n";
    for (const auto& [tag, request] : host_.requests())
      out_ << "# waits for the answer " << tag << " of " << request.at("url").as_string().c_str() << "\n";
    for (const auto& [tag, stream] : host_.streams())
      out_ << "# waits for the stream " << tag << " of " << stream.at("url").as_string().c_str() << "\n";
  }
  [[nodiscard]] bool has_failed() const { return has_failed_; }

 private:
  Turn tell(const RecordedTurn& turn) {
    const json::object event = json::parse(turn.event).as_object();
    const bool is_start = event.contains("type") && event.at("type") == "start" && turn.payload.empty();
    if (!is_start && !host_.is_running()) throw std::runtime_error("The plugin does not run; begin with an event of the type start.");
    return is_start ? host_.start(event) : host_.send(event, turn.payload);
  }

  void wait(std::istringstream& words) {
    const auto end = host_.now() + std::chrono::milliseconds{number_in(word_in(words, "0"))};
    while (!host_.timers().empty()) {
      auto next = host_.timers().begin()->second;
      for (const auto& [tag, due] : host_.timers()) next = std::min(next, due);
      if (next > end) break;
      show(host_.fire_next_timer(), {});
    }
    host_.advance(std::chrono::duration_cast<std::chrono::milliseconds>(end - host_.now()));
  }

  void show(const Turn& turn, const std::string& payload) {
    print(out_, host_, payload, turn);
    has_failed_ = has_failed_ || turn.has_failed;
  }

  FakeHost host_;
  std::ostream& out_;
  bool has_failed_ = false;
};

}  // namespace

int run_plugin(Context& context, const std::string& file, bool is_in_process) {
  const auto tried = context.try_plugin(file, is_in_process ? actions::TriedWhere::this_process : actions::TriedWhere::own_process);
  if (!tried) return report(context, tried.error());
  const auto subject = subject_of(**tried);
  Player player(*subject, context.terminal.out);
  try {
    while (const auto turn = testing::read_turn(context.terminal.in)) {
      player.play(*turn);
      player.print_waiting();
    }
  } catch (const std::exception& error) {
    return report(context, domain::invalid("not_played", error.what(), file, "See seva plugin run --help."));
  }
  if (!player.has_failed()) return kDone;
  context.terminal.err << "seva: the plugin failed" << (subject->first_end.empty() ? "." : " " + subject->first_end) << "\n";
  return kFailed;
}

}  // namespace seva::cli
