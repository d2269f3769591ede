#include "channel_trials.hpp"

/// Everything that can go wrong outside, in a walk that is the same each time.
namespace seva::testing {
namespace {

constexpr int kWalks = 24;
constexpr int kSteps = 80;

/// A small generator of its own, so that the walk is the same with every library.
class Dice {
 public:
  explicit Dice(unsigned seed) : state_(seed * 2'654'435'761U + 1U) {}
  unsigned roll(unsigned sides) {
    state_ = state_ * 1'664'525U + 1'013'904'223U;
    return (state_ >> 16U) % sides;
  }

 private:
  unsigned state_;
};

template <class Map>
std::string any_tag(const Map& map, Dice& dice) {
  auto entry = map.begin();
  std::advance(entry, dice.roll(static_cast<unsigned>(map.size())));
  return entry->first;
}

Turn answer_badly(FakeHost& host, Dice& dice, std::string& what) {
  const std::string tag = any_tag(host.requests(), dice);
  switch (dice.roll(7)) {
    case 0: what = "a request that reached nobody"; return host.lose(tag, "unreachable", false);
    case 1: what = "a request without an answer"; return host.lose(tag, "timeout", true);
    case 2: what = "an answer 503"; return host.answer(tag, 503, "");
    case 3: what = "an answer 200 that is HTML"; return host.answer(tag, 200, "<html><body>Log in</body></html>", {{"content-type", "text/html"}});
    case 4: what = "an answer 429"; return host.answer(tag, 429, "{}", {{"retry-after", "soon"}});
    case 5: what = "an answer 401"; return host.answer(tag, 401, "null");
    default: what = "an answer 200 without a body"; return host.answer(tag, 200, "");
  }
}

Turn trouble_stream(FakeHost& host, Dice& dice, std::string& what) {
  const std::string tag = any_tag(host.streams(), dice);
  switch (dice.roll(5)) {
    case 0: what = "a stream that opens"; return host.open_stream(tag);
    case 1: what = "a stream that falls silent"; return host.close_stream(tag, "silent");
    case 2: what = "a stream that brings HTML"; return host.stream(tag, "<html>\r\n");
    case 3: what = "a stream that brings bad UTF-8"; return host.stream(tag, "\xFF\xFE\n");
    default: what = "a stream that ends"; return host.close_stream(tag, "ended");
  }
}

Turn next_turn(FakeHost& host, Dice& dice, const boost::json::object& start, std::string& what) {
  const unsigned choice = dice.roll(10);
  if (choice == 0) {
    what = "a restart";
    boost::json::object again = start;
    again.erase("state");
    return host.start(again);
  }
  if (!host.requests().empty() && choice < 6) return answer_badly(host, dice, what);
  if (!host.streams().empty() && choice < 8) return trouble_stream(host, dice, what);
  if (host.timers().empty()) {
    what = "an event that it does not know";
    return host.send({{"type", "event_of_next_year"}});
  }
  what = "a timer";
  return host.fire_next_timer();
}

}  // namespace

std::string trial_of_failure_at_every_step(const Trials& trials) {
  for (const Script& script : trials.scripts) {
    const Script::Step& start = script.steps.front();
    for (unsigned walk = 0; walk < kWalks; ++walk) {
      FakeHost host(trials.plugin);
      Dice dice(walk);
      if (play(host, start).has_failed) return described(script, 0) + ": it does not start";
      if (!host.has_pending()) break;  // it lives by webhooks alone
      std::string before = "start";
      for (int step = 0; step < kSteps; ++step) {
        std::string what;
        const Turn turn = next_turn(host, dice, start.event, what);
        const std::string told = script.name + ": after " + before + " and " + what;
        if (turn.has_failed) return told + " it failed" + (turn.problem.empty() ? std::string() : ": " + turn.problem);
        if (!host.has_pending()) return told + " no timer, request or stream is pending: it would never wake again";
        before = what;
      }
    }
  }
  return {};
}

}  // namespace seva::testing
