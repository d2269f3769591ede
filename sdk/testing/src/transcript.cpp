#include "seva/testing/transcript.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <vector>

#include "seva/testing/fake_host.hpp"
#include "seva/testing/recorded_turn.hpp"

namespace seva::testing {
namespace {

std::vector<std::string> written(const Turn& turn) {
  if (turn.has_failed) return {R"({"failed":true})"};
  std::vector<std::string> effects;
  for (const auto& effect : turn.effects) effects.push_back(boost::json::serialize(effect));
  return effects;
}

std::string difference(const RecordedTurn& turn, const std::vector<std::string>& answered) {
  std::ostringstream text;
  text << "To\n" << turn.told << "expected\n";
  for (const std::string& effect : turn.effects) text << "< " << effect << "\n";
  text << "but it answered\n";
  for (const std::string& effect : answered) text << "< " << effect << "\n";
  return text.str();
}

void write_turns(const std::filesystem::path& file, const std::vector<RecordedTurn>& turns) {
  std::ofstream out(file, std::ios::trunc);
  for (std::size_t index = 0; index < turns.size(); ++index) {
    out << (index == 0 ? "" : "\n") << turns[index].told;
    for (const std::string& effect : turns[index].effects) out << "< " << effect << "\n";
  }
}

bool must_update() {
  const char* setting = std::getenv("SEVA_UPDATE_TRANSCRIPTS");
  return setting != nullptr && std::string_view(setting) == "1";
}

}  // namespace

std::optional<RecordedTurn> read_turn(std::istream& in) {
  RecordedTurn turn;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() && turn.told.empty() && turn.command.empty()) continue;
    if (line.empty()) return turn;
    const std::string rest = line.size() > 2 ? line.substr(2) : std::string();
    switch (line[0]) {
      case '<': turn.effects.push_back(rest); continue;
      case '!': turn.command = rest; continue;
      case '>': turn.event = rest; break;
      case '|': turn.payload += rest + "\r\n"; break;
      case '&': turn.payload += rest; break;
      case '#': break;
      default: throw std::runtime_error("A line begins with none of # > | & <: " + line.substr(0, 40));
    }
    turn.told += line + "\n";
  }
  return turn.told.empty() && turn.command.empty() ? std::nullopt : std::optional(turn);
}

std::vector<RecordedTurn> read_transcript(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("The transcript " + file.string() + " cannot be read.");
  std::vector<RecordedTurn> turns;
  while (auto turn = read_turn(in)) {
    if (!turn->command.empty())
      throw std::runtime_error("The transcript " + file.string() + " has a line that begins with !, which is for seva plugin run.");
    turns.push_back(std::move(*turn));
  }
  return turns;
}

std::string play_transcript(const seva_plugin& plugin, const std::filesystem::path& file) {
  return play_transcript(*linked(plugin), file, must_update());
}

std::string play_transcript(Subject& plugin, const std::filesystem::path& file, bool is_update) {
  std::vector<RecordedTurn> turns = read_transcript(file);
  FakeHost host(plugin);
  for (RecordedTurn& turn : turns) {
    if (turn.event.empty()) continue;
    const boost::json::object event = boost::json::parse(turn.event).as_object();
    const bool is_start = event.at("type") == "start";
    const Turn played = is_start ? host.start(event) : host.send(event, turn.payload);
    if (played.has_ended) return "At\n" + turn.told + played.problem + "\n";
    const auto answered = written(played);
    if (answered == turn.effects) continue;
    if (!is_update) return difference(turn, answered);
    turn.effects = answered;
  }
  if (is_update) write_turns(file, turns);
  return {};
}

}  // namespace seva::testing
