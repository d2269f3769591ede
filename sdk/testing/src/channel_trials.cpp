#include "channel_trials.hpp"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <set>

namespace seva::testing {
namespace {

namespace json = boost::json;

std::string type_of(const json::object& event) {
  const auto* type = event.if_contains("type");
  return type != nullptr && type->is_string() ? std::string(type->get_string().c_str()) : std::string();
}

std::string why(const Turn& turn) { return turn.problem.empty() ? "it failed (data NULL)" : turn.problem; }

json::object started_event(const Trials& trials) {
  return trials.scripts.empty() ? json::object{{"type", "start"}} : trials.scripts.front().steps.front().event;
}

std::vector<std::string> ids_of(const Turn& turn) {
  std::vector<std::string> ids;
  for (const auto& message : turn.accepted("messages")) ids.push_back(json::serialize(message.at("source_id")));
  for (const auto& call : turn.accepted("calls")) ids.push_back(json::serialize(call.at("call_id")));
  return ids;
}

bool takes_in(const Turn& turn) { return !ids_of(turn).empty(); }

json::object with_other_secrets(json::object start) {
  auto* secrets = start.if_contains("secrets");
  if (secrets == nullptr) return start;
  for (auto& secret : secrets->as_object()) secret.value() = json::array{"another secret of the forger"};
  return start;
}

/// Plays all scripts; `change` may alter a step, `judge` says what is wrong with the answer.
std::string play_all(const Trials& trials, const std::function<Script::Step(Script::Step)>& change,
                     const std::function<std::string(const Script::Step&, const Turn&)>& judge) {
  for (const Script& script : trials.scripts) {
    FakeHost host(trials.plugin);
    for (std::size_t index = 0; index < script.steps.size(); ++index) {
      const Script::Step step = change(script.steps[index]);
      const Turn turn = play(host, step);
      const std::string wrong = turn.has_failed ? why(turn) : judge(step, turn);
      if (!wrong.empty()) return described(script, index) + ": " + wrong;
    }
  }
  return {};
}

}  // namespace

Turn play(FakeHost& host, const Script::Step& step) {
  return type_of(step.event) == "start" && step.payload.empty() ? host.start(step.event) : host.send(step.event, step.payload);
}

std::string described(const Script& script, std::size_t step) {
  return script.name + ", turn " + std::to_string(step + 1) + " (" + type_of(script.steps[step].event) + ")";
}

std::string trial_of_replay(const Trials& trials) {
  for (const Script& script : trials.scripts) {
    FakeHost first(trials.plugin);
    FakeHost second(trials.plugin);
    for (std::size_t index = 0; index < script.steps.size(); ++index)
      if (play(first, script.steps[index]).answer != play(second, script.steps[index]).answer)
        return described(script, index) + ": two instances that were told the same answer differently";
  }
  return {};
}

std::string trial_of_unknown_news(const Trials& trials) {
  for (const Script& script : trials.scripts) {
    FakeHost plain(trials.plugin);
    FakeHost told_more(trials.plugin);
    for (std::size_t index = 0; index < script.steps.size(); ++index) {
      Script::Step more = script.steps[index];
      more.event["of_next_year"] = json::object{{"deep", json::array{1, "two"}}};
      if (play(plain, script.steps[index]).answer != play(told_more, more).answer)
        return described(script, index) + ": a field that it does not know changes its answer";
      if (told_more.is_running() && told_more.send({{"type", "event_of_next_year"}, {"id", "x"}}).has_failed)
        return described(script, index) + ": an event that it does not know makes it fail";
    }
  }
  return {};
}

std::string trial_of_hostile_payloads(const Trials& trials) {
  std::string hindi;
  for (int count = 0; count < 10'000; ++count) hindi += "\u0915";
  const std::string payloads[] = {"",
                                  "<html><body>502 Bad Gateway</body></html>",
                                  "\xFF\xFE\xC0\x80",
                                  std::string(10'000, 'x'),
                                  hindi,
                                  "{",
                                  "[[[[[[[[[[[[[[[[",
                                  "null",
                                  std::string("{\"a\":\"\0\"}", 9)};
  for (const std::string& payload : payloads) {
    std::size_t size = 0;
    const auto spoil = [&](Script::Step step) {
      if (!step.payload.empty() && type_of(step.event) != "start") step.payload = payload;
      size = step.payload.size();
      return step;
    };
    const auto judge = [&](const Script::Step&, const Turn& turn) -> std::string {
      for (const auto& part : turn.accepted("unreadable"))
        if (part.at("offset").as_int64() < 0 || part.at("offset").as_int64() + part.at("size").as_int64() > static_cast<std::int64_t>(size))
          return "an unreadable part reaches beyond the payload";
      return {};
    };
    const std::string wrong = play_all(trials, spoil, judge);
    if (!wrong.empty()) return wrong + "; the payload was " + (payload.empty() ? std::string("empty") : payload.substr(0, 40));
  }
  return {};
}

std::string trial_of_stable_ids(const Trials& trials) {
  for (const Script& script : trials.scripts) {
    FakeHost early(trials.plugin);
    FakeHost late(trials.plugin);
    for (std::size_t index = 0; index < script.steps.size(); ++index) {
      const Script::Step& step = script.steps[index];
      if (type_of(step.event) != "webhook" && type_of(step.event) != "stream_data") {
        play(early, step);
        play(late, step);
        continue;
      }
      Script::Step again = step;
      again.event["id"] = "another-event";
      const auto once = ids_of(play(early, step));
      if (once != ids_of(play(late, again))) return described(script, index) + ": the ids of what was read depend on the event's id";
      if (early.is_running() && play(early, again).has_failed) return described(script, index) + ": the same payload a second time makes it fail";
    }
  }
  return {};
}

std::string trial_of_forgery(const Trials& trials) {
  for (const Script& script : trials.scripts) {
    FakeHost host(trials.plugin);
    FakeHost deceived(trials.plugin);
    for (std::size_t index = 0; index < script.steps.size(); ++index) {
      Script::Step step = script.steps[index];
      const bool is_taken = takes_in(play(host, step));
      if (type_of(step.event) == "start") step.event = with_other_secrets(step.event);
      const Turn turn = play(deceived, step);
      if (type_of(step.event) == "webhook" && is_taken && takes_in(turn))
        return described(script, index) + ": a webhook that was signed with another secret is taken in";
    }
  }
  return {};
}

std::string trial_of_missing_capability(const Trials& trials) {
  const auto* capabilities = trials.manifest.if_contains("capabilities");
  const auto can = [&](const char* name) {
    const auto* value = capabilities == nullptr ? nullptr : capabilities->as_object().if_contains(name);
    return value != nullptr && value->is_bool() && value->get_bool();
  };
  const std::pair<const char*, const char*> kinds[] = {{"reply", "can_reply"}, {"private", "can_send_private"}, {"call_back", "can_call_back"}};
  for (const auto& [kind, capability] : kinds) {
    if (can(capability)) continue;
    FakeHost host(trials.plugin);
    if (play(host, {started_event(trials), {}}).has_failed) return "it does not start";
    const Turn turn = host.send({{"type", "deliver"},
                                 {"delivery", "d1"},
                                 {"account", "seva"},
                                 {"kind", kind},
                                 {"to", "citizen-1"},
                                 {"in_reply_to", "17"},
                                 {"text", "An answer."},
                                 {"attachments", json::array{}},
                                 {"retry", false}});
    if (turn.has_failed) return std::string("a delivery of the kind ") + kind + ": " + why(turn);
    const auto receipts = turn.of("receipt");
    if (receipts.size() != 1 || receipts[0].at("state") != "failed")
      return std::string("a delivery of the kind ") + kind + " is not refused, though the manifest does not say " + capability;
  }
  return {};
}

std::string trial_of_silence_after_stop(const Trials& trials) {
  for (const Script& script : trials.scripts) {
    FakeHost host(trials.plugin);
    for (const Script::Step& step : script.steps)
      if (type_of(step.event) != "stop") play(host, step);
    if (!host.is_running()) continue;
    const Turn turn = host.send({{"type", "stop"}});
    if (turn.has_failed) return script.name + ": stop: " + why(turn);
    for (const char* type : {"http_request", "open_stream", "accept"})
      if (!turn.of(type).empty()) return script.name + ": after stop it answers with " + type;
    for (const auto& timer : turn.of("set_timer"))
      if (timer.at("after_ms").as_int64() >= 0) return script.name + ": after stop it sets a timer";
  }
  return {};
}

std::string trial_of_texts(const Trials& trials) {
  const auto* texts = trials.manifest.if_contains("texts");
  const auto missing = [&](const json::object& object) -> std::string {
    const auto* reason = object.if_contains("reason");
    if (reason == nullptr || reason->as_string().empty()) return {};
    if (texts != nullptr && texts->as_object().contains(reason->as_string())) return {};
    return std::string("the manifest's texts lack the reason ") + reason->as_string().c_str();
  };
  return play_all(
      trials, [](Script::Step step) { return step; },
      [&](const Script::Step&, const Turn& turn) -> std::string {
        for (const char* list : {"ignored", "unreadable", "calls"})
          for (const auto& entry : turn.accepted(list))
            if (auto wrong = missing(entry.as_object()); !wrong.empty()) return wrong;
        for (const auto& receipt : turn.of("receipt"))
          if (auto wrong = missing(receipt); !wrong.empty()) return wrong;
        return {};
      });
}

}  // namespace seva::testing
