#include "seva/testing/fake_host.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <stdexcept>

#include "seva/testing/schema.hpp"

namespace seva::testing {
namespace {

namespace json = boost::json;

std::string text_of(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains({name.data(), name.size()});
  return value != nullptr && value->is_string() ? std::string(value->get_string().c_str(), value->get_string().size()) : std::string();
}

json::string_view boosted(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

std::vector<json::object> Turn::of(std::string_view type) const {
  std::vector<json::object> found;
  for (const auto& effect : effects)
    if (text_of(effect.as_object(), "type") == type) found.push_back(effect.as_object());
  return found;
}

json::object Turn::one(std::string_view type) const {
  auto found = of(type);
  if (found.size() != 1) throw std::logic_error("Not exactly one " + std::string(type) + " in " + answer);
  return found.front();
}

json::array Turn::accepted(std::string_view list) const {
  for (const auto& effect : of("accept"))
    if (const auto* found = effect.if_contains(boosted(list))) return found->as_array();
  return {};
}

FakeHost::FakeHost(const seva_plugin& plugin) : own_(linked(plugin)), plugin_(*own_) {}
FakeHost::FakeHost(Subject& plugin) : plugin_(plugin) {}
FakeHost::~FakeHost() { end(); }

void FakeHost::end() {
  instance_.reset();
  timers_.clear();
  requests_.clear();
  streams_.clear();
  sent_.clear();
}

Turn FakeHost::start(const json::object& more) {
  end();
  try {
    instance_ = plugin_.create();
  } catch (const PluginEnded& ended) {
    if (plugin_.first_end.empty()) plugin_.first_end = std::string("as it began: ") + ended.what();
    return {.has_failed = true, .has_ended = true, .problem = ended.what(), .effects = {}, .answer = {}};
  }
  if (instance_ == nullptr) return {.has_failed = true, .problem = "create answered NULL", .effects = {}, .answer = {}};
  json::object event{{"type", "start"}, {"config", config}, {"secrets", secrets}, {"calls", json::array{}}, {"lead", is_lead}};
  json::object state;
  for (const auto& [key, value] : saved_) state[key] = value;
  event["state"] = std::move(state);
  std::string payload;
  json::object places;
  for (const auto& [name, bytes] : files) {
    places[name] = json::array{payload.size(), bytes.size()};
    payload += bytes;
  }
  event["files"] = std::move(places);
  for (const auto& member : more) event[member.key()] = member.value();
  return send(std::move(event), payload);
}

Turn FakeHost::send(json::object event, std::string_view payload) {
  last_event_ = event;
  if (!event.contains("id")) event["id"] = "e" + std::to_string(++event_number_);
  if (!event.contains("now")) event["now"] = to_micros(now_);
  Turn turn = hand_over(json::serialize(event), payload);
  if (turn.has_failed)
    end();
  else
    carry_out(turn);
  return turn;
}

Turn FakeHost::hand_over(const std::string& event, std::string_view payload) {
  if (instance_ == nullptr) throw std::logic_error("The plugin has no instance; start it first.");
  Turn turn;
  turn.has_failed = true;
  try {
    const auto answer = instance_->handle(event, payload);
    if (!answer) return turn;
    turn.answer = *answer;
  } catch (const PluginEnded& ended) {
    turn.has_ended = true;
    turn.problem = ended.what();
    if (plugin_.first_end.empty()) plugin_.first_end = "at an event " + text_of(last_event_, "type") + ": " + ended.what();
    return turn;
  }
  json::error_code error;
  const json::value parsed = json::parse(turn.answer, error);
  if (error || !parsed.is_array()) {
    turn.problem = "the answer is no JSON array";
    return turn;
  }
  for (const auto& effect : parsed.get_array()) {
    if (const auto problem = effect_problem(effect)) {
      turn.problem = *problem;
      return turn;
    }
  }
  turn.effects = parsed.get_array();
  turn.has_failed = false;
  return turn;
}

void FakeHost::carry_out(const Turn& turn) {
  for (const auto& value : turn.effects) {
    const json::object& effect = value.as_object();
    const std::string type = text_of(effect, "type");
    const std::string tag = text_of(effect, "tag");
    if (type == "save") saved_[text_of(effect, "key")] = text_of(effect, "value");
    if (type == "http_request") requests_[tag] = effect;
    if (type == "open_stream") streams_[tag] = effect;
    if (type == "send_stream") sent_[tag] += text_of(effect, "data");
    if (type == "close_stream") streams_.erase(tag);
    if (type != "set_timer") continue;
    const std::int64_t after_ms = effect.at("after_ms").as_int64();
    if (after_ms < 0)
      timers_.erase(tag);
    else
      timers_[tag] = now_ + std::chrono::milliseconds{after_ms};
  }
}

Turn FakeHost::webhook(json::object fields, std::string_view body) {
  fields["type"] = "webhook";
  return send(std::move(fields), body);
}

Turn FakeHost::stream(std::string_view tag, std::string_view data) { return send({{"type", "stream_data"}, {"tag", boosted(tag)}}, data); }

Turn FakeHost::open_stream(const std::string& tag, int status) {
  if (!streams_.contains(tag)) throw std::logic_error("No stream is wanted with the tag " + tag);
  return send({{"type", "stream_opened"}, {"tag", tag}, {"status", status}, {"headers", json::object{}}});
}

Turn FakeHost::close_stream(const std::string& tag, std::string_view error) {
  if (streams_.erase(tag) == 0) throw std::logic_error("No stream is wanted with the tag " + tag);
  return send({{"type", "stream_closed"}, {"tag", tag}, {"error", boosted(error)}});
}

Turn FakeHost::answer(std::string tag, int status, std::string_view body, const json::object& headers) {
  if (requests_.erase(tag) == 0) throw std::logic_error("No request is pending with the tag " + tag);
  return send({{"type", "http_response"}, {"tag", tag}, {"status", status}, {"headers", headers}, {"was_sent", true}}, body);
}

Turn FakeHost::lose(std::string tag, std::string_view error, bool was_sent) {
  if (requests_.erase(tag) == 0) throw std::logic_error("No request is pending with the tag " + tag);
  return send(
      {{"type", "http_response"}, {"tag", tag}, {"status", 0}, {"headers", json::object{}}, {"error", boosted(error)}, {"was_sent", was_sent}});
}

Turn FakeHost::fire_next_timer() {
  const auto next = std::min_element(timers_.begin(), timers_.end(), [](const auto& left, const auto& right) { return left.second < right.second; });
  if (next == timers_.end()) throw std::logic_error("No timer is pending.");
  const std::string tag = next->first;
  now_ = std::max(now_, next->second);
  timers_.erase(next);
  return send({{"type", "timer"}, {"tag", tag}});
}

std::vector<Turn> FakeHost::advance(std::chrono::milliseconds time) {
  const Instant end = now_ + time;
  const auto is_due = [&](const auto& timer) { return timer.second <= end; };
  std::vector<Turn> turns;
  while (std::any_of(timers_.begin(), timers_.end(), is_due)) turns.push_back(fire_next_timer());
  now_ = end;
  return turns;
}

const json::object& FakeHost::request() const {
  if (requests_.size() != 1) throw std::logic_error("Not exactly one request is pending, but " + std::to_string(requests_.size()));
  return requests_.begin()->second;
}

std::string FakeHost::request_tag() const { return text_of(request(), "tag"); }

}  // namespace seva::testing
