#include "channel_play.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "domain/delivery.hpp"
#include "finding.hpp"
#include "hosting/effects.hpp"
#include "hosting/events.hpp"
#include "hosting/limits.hpp"
#include "http/encoding.hpp"

namespace seva::fuzz {
namespace {

using hosting::Stamp;

std::string_view cut(std::string_view& rest, std::string_view end) {
  const auto at = rest.find(end);
  const std::string_view part = rest.substr(0, at);
  rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + end.size());
  return part;
}

class Play {
 public:
  explicit Play(const PlayedChannel& channel) : channel_(channel) { start(); }
  ~Play() { seva_plugin_v1.destroy(instance_); }
  Play(const Play&) = delete;
  Play& operator=(const Play&) = delete;

  /// False: it cannot happen now.
  bool step(std::string_view verb, std::string_view bytes) {
    const std::string name(cut(verb, " "));
    if (name == "stream" && !streams_.empty()) return stream(streams_.begin()->first, streams_.begin()->second, bytes), true;
    if (name == "replay") return stream("replay", channel_.line_end, bytes), true;
    if (name == "webhook") return webhook(verb, bytes), true;
    if (name == "answer" && !requests_.empty())
      return answer({std::atoi(std::string(verb).c_str()), {{"content-type", "application/json"}}, std::string(bytes), {}, true}), true;
    if (name == "lose" && !requests_.empty()) return answer({0, {}, {}, "timeout", !bytes.empty()}), true;
    if (name == "timer" && !timers_.empty()) return timer(), true;
    if (name == "deliver") return deliver(verb, bytes), true;
    if (name == "opened" && !streams_.empty()) return hand(hosting::stream_opened_event(stamp(), streams_.begin()->first, 200, {}), {}), true;
    if (name == "closed" && !streams_.empty()) return closed(bytes), true;
    if (name == "again") return start(), true;
    return false;
  }

 private:
  Stamp stamp() { return {"event-" + std::to_string(++events_), now_}; }

  void start() {
    if (instance_ != nullptr) seva_plugin_v1.destroy(instance_);
    instance_ = seva_plugin_v1.create();
    must(instance_ != nullptr, "create answered NULL");
    requests_.clear();
    streams_.clear();
    timers_.clear();
    std::vector<actions::PluginState> states;
    for (const auto& [key, value] : saved_) states.push_back({"channel", key, value, false});
    hand(hosting::start_event(stamp(), channel_.material, states, {}, true), channel_.material.payload);
  }

  void hand(const std::string& event, std::string_view payload) {
    const seva_slice answer = seva_plugin_v1.handle(instance_, {event.data(), event.size()}, {payload.data(), payload.size()});
    must(answer.data != nullptr, "the plugin failed at", event.substr(0, 2'000));
    auto effects = reader_.read("channel", {answer.data, answer.size}, payload.size());
    if (!effects)
      must(false, "the kernel refuses an answer:", effects.error().what + " " + effects.error().where + "\n" + std::string(answer.data, answer.size));
    const bool is_start = event.find(R"("type":"start")") != std::string::npos;
    if (!is_start) progress.taken += static_cast<int>(effects->turn.messages.size() + effects->turn.calls.size() + effects->turn.receipts.size());
    for (const auto& save : effects->turn.saves) saved_[save.key] = save.value;
    for (const auto& action : effects->actions) remember(action);
  }

  void remember(const hosting::Action& action) {
    if (const auto* request = std::get_if<hosting::HttpRequest>(&action)) requests_.push_back(request->tag);
    if (const auto* stream = std::get_if<hosting::OpenStream>(&action)) streams_[stream->tag] = stream->delimiter;
    if (const auto* ended = std::get_if<hosting::CloseStream>(&action)) streams_.erase(ended->tag);
    if (const auto* timer = std::get_if<hosting::SetTimer>(&action)) {
      timers_.erase(timer->tag);
      if (timer->after.count() >= 0) timers_[timer->tag] = now_ + timer->after;
    }
  }

  void stream(const std::string& tag, std::string delimiter, std::string_view bytes) {
    if (delimiter.empty()) delimiter = "\n";
    std::string parts(bytes);
    if (!parts.ends_with(delimiter)) parts += delimiter;
    hand(hosting::stream_data_event(stamp(), tag), parts);
  }

  void webhook(std::string_view head, std::string_view body) {
    actions::WebhookRequest request;
    request.method = std::string(cut(head, " "));
    const std::string_view whole = head;
    request.path = std::string(cut(head, "?"));
    if (auto query = http::parse_query(head)) request.query = std::move(*query);
    request.url = "https://seva.example/channels/channel" + std::string(whole);
    request.body = std::string(body);
    channel_.sign(request);
    hand(hosting::webhook_event(stamp(), "webhook", request), body);
  }

  void answer(hosting::HttpAnswer answer) {
    const std::string tag = requests_.front();
    requests_.erase(requests_.begin());
    hand(hosting::http_response_event(stamp(), tag, answer), answer.body);
  }

  void timer() {
    const auto next =
        std::min_element(timers_.begin(), timers_.end(), [](const auto& left, const auto& right) { return left.second < right.second; });
    const std::string tag = next->first;
    now_ = std::max(now_, next->second);
    timers_.erase(next);
    hand(hosting::timer_event(stamp(), tag), {});
  }

  void deliver(std::string_view words, std::string_view text) {
    const std::string_view kind = cut(words, " ");
    domain::Delivery delivery;
    delivery.id = domain::DeliveryId{static_cast<std::int64_t>(++events_)};
    delivery.kind = kind == "call_back" ? domain::DeliveryKind::call_back
                    : kind == "private" ? domain::DeliveryKind::private_message
                                        : domain::DeliveryKind::reply;
    delivery.account = "SevaPolice";
    delivery.to = "+910000012345";
    delivery.in_reply_to = "2001000000000000001";
    delivery.text = std::string(text);
    hand(hosting::deliver_event(stamp(), delivery, words == "retry"), {});
  }

  void closed(std::string_view error) {
    const std::string tag = streams_.begin()->first;
    streams_.erase(tag);
    hand(hosting::stream_closed_event(stamp(), tag, error), {});
  }

  const PlayedChannel& channel_;
  void* instance_ = nullptr;
  domain::Instant now_ = domain::from_micros(1'767'594'600'000'000);
  std::uint64_t events_ = 0;
  hosting::EffectsReader reader_;
  std::vector<std::string> requests_;
  std::map<std::string, std::string> streams_;  ///< tag → delimiter
  std::map<std::string, domain::Instant> timers_;
  std::map<std::string, std::string> saved_;
};

}  // namespace

void play(const PlayedChannel& channel, std::string_view script) {
  Play playing(channel);
  for (int steps = 0; !script.empty() && steps < 40; ++steps) {
    std::string_view rest = cut(script, "\n%%\n");
    const std::string_view verb = cut(rest, "\n");
    progress.passed_over += playing.step(verb, rest) ? 0 : 1;
  }
}

}  // namespace seva::fuzz
