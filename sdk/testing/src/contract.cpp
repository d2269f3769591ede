#include "seva/testing/contract.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "channel_trials.hpp"
#include "seva/testing/recorded_turn.hpp"
#include "seva/testing/schema.hpp"
#include "seva/testing/transcript.hpp"

namespace seva::testing {
namespace {

namespace json = boost::json;

std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code absent;
  for (const auto& entry : std::filesystem::directory_iterator(folder, absent))
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

Script read_script(const std::filesystem::path& file) {
  Script script{file.filename().string(), {}};
  for (const RecordedTurn& turn : read_transcript(file))
    if (!turn.event.empty()) script.steps.push_back({json::parse(turn.event).as_object(), turn.payload});
  return script;
}

std::string wrong_in_manifest(const json::object& manifest) {
  if (auto wrong = manifest_problem(manifest)) return *wrong;
  return manifest.at("name").as_object().contains("hi") ? std::string() : "the name is not given in both languages, en and hi";
}

std::string schema_problem(const json::object& manifest) {
  const auto* schema = manifest.if_contains("config_schema");
  if (schema == nullptr) return {};
  const auto* others = schema->as_object().if_contains("additionalProperties");
  return others != nullptr && *others != false ? "the config_schema lets keys pass that it does not know" : std::string();
}

class Judge {
 public:
  explicit Judge(std::vector<Finding>& findings) : findings_(findings) {}

  template <class Check>
  void operator()(const char* name, const char* next, Check check) {
    std::string problem;
    try {
      problem = check();
    } catch (const std::exception& error) {
      problem = error.what();
    }
    findings_.push_back({name, problem, problem.empty() ? std::string() : std::string(next)});
  }

 private:
  std::vector<Finding>& findings_;
};

std::string play_transcripts(Subject& plugin, const ContractInput& input) {
  const auto files = files_in(input.transcripts);
  if (files.empty()) return "there are no transcripts, so that nothing was tried";
  for (const auto& file : files)
    if (auto wrong = play_transcript(plugin, file, input.is_update); !wrong.empty()) return file.filename().string() + "\n" + wrong;
  return {};
}

std::vector<Finding> judged(Subject& plugin, const ContractInput& input) {
  std::vector<Finding> findings;
  Judge judge(findings);
  Trials trials{plugin, {}, {}};
  judge("manifest", "Mend the manifest; REFERENCE.md says what it holds.", [&]() -> std::string {
    trials.manifest = json::parse({plugin.manifest().data(), plugin.manifest().size()}).as_object();
    return wrong_in_manifest(trials.manifest);
  });
  if (!findings.back().problem.empty()) return findings;
  judge("unknown_config_key", "Say \"additionalProperties\": false in the config_schema.", [&] { return schema_problem(trials.manifest); });
  judge("transcripts", "If the new answers are meant, run again with --update and read the difference; else mend the plugin.",
        [&] { return play_transcripts(plugin, input); });
  judge("transcripts_begin_with_start", "Let each transcript begin with an event of the type start.", [&]() -> std::string {
    for (const auto& file : files_in(input.transcripts)) {
      Script script = read_script(file);
      if (script.steps.empty() || script.steps.front().event.at("type") != "start") return file.filename().string();
      trials.scripts.push_back(std::move(script));
    }
    return {};
  });
  judge("same_answers_under_replay", "Use no clock, randomness, addresses or globals: only the events that the instance was told.",
        [&] { return trial_of_replay(trials); });
  judge("ignores_unknown_news", "Ignore events and fields that you do not know: the kernel's next release adds some.",
        [&] { return trial_of_unknown_news(trials); });
  if (trials.manifest.at("kind") == "department") {
    judge("hostile_texts", "Assess any text: answer every index once, with scores in 0 to 1, units of the start event and reasons that have texts.",
          [&] { return trial_of_hostile_texts(trials); });
    judge("same_answers_in_any_batch", "Keep nothing from one message to the next.", [&] { return trial_of_batches(trials); });
    return findings;
  }
  judge("hostile_payloads", "Check what comes before you use it; report what is no message as unreadable or as a failed health, and throw nothing.",
        [&] { return trial_of_hostile_payloads(trials); });
  judge("duplicate_ids", "Take source_id and call_id from the service's own ids alone.", [&] { return trial_of_stable_ids(trials); });
  judge("forged_signature", "Check the service's signature or a token, in constant time, before anything is accepted.",
        [&] { return trial_of_forgery(trials); });
  judge("reply_without_capability", "Answer with a receipt `failed`, or say the capability in the manifest.",
        [&] { return trial_of_missing_capability(trials); });
  judge("silence_after_stop", "Begin nothing after stop.", [&] { return trial_of_silence_after_stop(trials); });
  judge("reasons_have_texts", "Add the code to the manifest's texts, in both languages.", [&] { return trial_of_texts(trials); });
  judge("something_is_always_pending", "Set a timer before you ask, and again whatever comes back; seva/poller.hpp and seva/stream.hpp do it.",
        [&] { return trial_of_failure_at_every_step(trials); });
  return findings;
}

}  // namespace

std::vector<Finding> check_contract(const seva_plugin& plugin, const ContractInput& input) { return check_contract(*linked(plugin), input); }

std::vector<Finding> check_contract(Subject& plugin, const ContractInput& input) {
  std::vector<Finding> findings = judged(plugin, input);
  findings.push_back({"stays_alive", plugin.first_end, {}});
  if (!plugin.first_end.empty()) findings.back().next = "Run it under gdb; GUIDE.md says how.";
  return findings;
}

}  // namespace seva::testing
