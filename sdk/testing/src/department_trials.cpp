#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <set>

#include "channel_trials.hpp"

namespace seva::testing {
namespace {

namespace json = boost::json;

std::set<std::string> codes_of(const json::object& start, const char* list) {
  std::set<std::string> codes;
  if (const auto* entries = start.if_contains(list))
    for (const auto& entry : entries->as_array()) codes.insert(entry.at("code").as_string().c_str());
  return codes;
}

/// What the kernel would refuse, or could not show.
std::string wrong_in(const json::object& result, const std::string& text, const std::set<std::string>& units, const json::object& texts) {
  const double score = result.at("relevance").at("score").to_number<double>();
  if (!(score >= 0 && score <= 1)) return "a score lies outside of 0 to 1";
  const std::string unit = result.contains("unit") ? std::string(result.at("unit").as_string().c_str()) : std::string();
  if (!unit.empty() && !units.contains(unit)) return "it names a unit that the start event does not have";
  if (const auto* reasons = result.if_contains("reasons"))
    for (const auto& reason : reasons->as_array()) {
      if (!texts.contains(reason.at("code").as_string())) return std::string("the manifest's texts lack ") + reason.at("code").as_string().c_str();
      if (const auto* words = reason.as_object().if_contains("words"))
        for (const auto& range : words->as_array())
          if (range.at(0).as_int64() < 0 || range.at(0).as_int64() + range.at(1).as_int64() > static_cast<std::int64_t>(text.size()))
            return "words of a reason lie outside of the text";
    }
  return {};
}

std::string repeated(const char* text, int times) {
  std::string all;
  for (int count = 0; count < times; ++count) all += text;
  return all;
}

}  // namespace

std::string trial_of_hostile_texts(const Trials& trials) {
  const std::vector<std::string> hostile{"x",
                                         "<html><script>alert(1)</script></html>",
                                         repeated("x", 10'000),
                                         repeated("\u0915", 10'000),
                                         repeated("\U0001F6A8", 2'000),
                                         std::string("a\0b", 3),
                                         "\u202E\u200D\uFEFF",
                                         repeated("@seva ", 1'000),
                                         repeated("9", 5'000)};
  const json::object empty;
  const auto* texts = trials.manifest.if_contains("texts");
  for (const Script& script : trials.scripts) {
    const auto units = codes_of(script.steps.front().event, "units");
    for (std::size_t index = 0; index < script.steps.size(); ++index) {
      if (script.steps[index].event.at("type") != "assess") continue;
      const json::array messages = json::parse(script.steps[index].payload).as_array();
      if (messages.empty()) continue;
      json::array batch;
      for (const std::string& text : hostile) {
        json::object message = messages.front().as_object();
        message["index"] = batch.size();
        message["text"] = text;
        batch.push_back(std::move(message));
      }
      FakeHost host(trials.plugin);
      play(host, script.steps.front());
      const Turn turn = host.send(script.steps[index].event, json::serialize(batch));
      if (turn.has_failed) return described(script, index) + ": it fails at unusual texts: " + turn.problem;
      const json::array results = turn.one("assessed").at("results").as_array();
      std::set<std::int64_t> indices;
      for (const auto& result : results) {
        const std::int64_t at = result.at("index").to_number<std::int64_t>();
        if (at < 0 || at >= static_cast<std::int64_t>(hostile.size()) || !indices.insert(at).second)
          return described(script, index) + ": an index is unknown or comes twice";
        const std::string wrong =
            wrong_in(result.as_object(), hostile[static_cast<std::size_t>(at)], units, texts == nullptr ? empty : texts->as_object());
        if (!wrong.empty()) return described(script, index) + ": " + wrong;
      }
      if (indices.size() != hostile.size()) return described(script, index) + ": not every message is assessed";
    }
  }
  return {};
}

std::string trial_of_batches(const Trials& trials) {
  for (const Script& script : trials.scripts)
    for (std::size_t index = 0; index < script.steps.size(); ++index) {
      if (script.steps[index].event.at("type") != "assess") continue;
      FakeHost together(trials.plugin);
      play(together, script.steps.front());
      const json::array results = play(together, script.steps[index]).one("assessed").at("results").as_array();
      const json::array messages = json::parse(script.steps[index].payload).as_array();
      FakeHost alone(trials.plugin);
      play(alone, script.steps.front());
      for (std::size_t at = messages.size(); at-- > 0;) {
        const Turn turn = alone.send(script.steps[index].event, json::serialize(json::array{messages[at]}));
        if (turn.has_failed || turn.one("assessed").at("results").at(0) != results.at(at))
          return described(script, index) + ": a message is assessed otherwise alone than among others";
      }
    }
  return {};
}

}  // namespace seva::testing
