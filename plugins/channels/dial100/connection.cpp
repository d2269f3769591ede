#include "connection.hpp"

#include <algorithm>
#include <charconv>

#include "seva/instant.hpp"
#include "seva/signature.hpp"

namespace seva::dial100 {
namespace {

constexpr std::string_view kPing = "ping";
constexpr std::string_view kLists = "lists";
constexpr std::string_view kHeard = "heard";
constexpr std::string_view kGaps = "gaps";
constexpr std::chrono::seconds kListsTime{30};
constexpr int kMissedPings = 3;
constexpr std::size_t kMostGaps = 20;

std::optional<Instant> read_instant(std::string_view digits) {
  std::int64_t micros = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), micros);
  if (error != std::errc{} || end != digits.data() + digits.size() || micros <= 0) return std::nullopt;
  return from_micros(micros);
}

std::string first_lines(std::string_view text, std::size_t count) {
  std::size_t end = 0;
  for (std::size_t line = 0; line < count && end < text.size(); ++line) end = std::min(text.find('\n', end), text.size() - 1) + 1;
  return std::string(text.substr(0, end));
}

}  // namespace

Connection::Connection(const Settings& settings, CallBook& book)
    : settings_(settings),
      book_(book),
      stream_({.name = "ami", .url = settings.url, .headers = {}, .delimiter = "\r\n\r\n", .silence = settings.ping * kMissedPings}) {}

void Connection::start(const Start& start, Effects& effects) {
  gap_since_ = heard_at_ = read_instant(start.state.get(kHeard));
  gaps_ = start.state.get(kGaps);
  stream_.start(effects);
}

std::string Connection::id_of(std::string_view action) const { return std::string(action) + "-" + std::to_string(number_); }

bool Connection::send(const Action& action, Effects& effects) {
  const auto text = action.text();
  if (!text || !stream_.is_open()) return false;
  stream_.send(*text, effects);
  return true;
}

void Connection::on_opened(const StreamOpened& opened, Effects& effects) {
  if (!stream_.on_opened(opened, effects)) return;
  ++number_;
  step_ = Step::challenge;
  send(Action("Challenge", id_of("challenge")).set("AuthType", "MD5"), effects);
}

void Connection::on_closed(const StreamClosed& closed, Effects& effects) {
  if (!stream_.on_closed(closed, effects)) return;
  step_ = Step::none;
  if (!gap_since_) gap_since_ = heard_at_;
  effects.cancel_timer(kPing);
  effects.cancel_timer(kLists);
  if (heard_at_) effects.save(kHeard, std::to_string(to_micros(*heard_at_)));
}

void Connection::on_timer(const TimerFired& timer, Effects& effects) {
  if (stream_.on_timer(timer, effects)) return;
  if (timer.tag == kLists && step_ == Step::lists) {
    step_ = Step::none;
    stream_.give_up(HealthState::degraded, "Asterisk did not say what is there.", effects);
  }
  if (timer.tag != kPing || !is_ready()) return;
  send(Action("Ping", id_of("ping")), effects);
  if (heard_at_) effects.save(kHeard, std::to_string(to_micros(*heard_at_)));
  effects.set_timer(kPing, settings_.ping);
}

bool Connection::take(const Message& message, Instant now, Effects& effects) {
  const std::string_view id = message.action_id();
  if (id.empty()) return false;
  if (step_ == Step::challenge && id == id_of("challenge")) {
    log_in(message, effects);
  } else if (step_ == Step::login && id == id_of("login")) {
    if (message.is_success()) {
      stream_.prove(effects);
      effects.set_timer(kPing, settings_.ping);
      begin_resync(effects);
    } else {
      step_ = Step::none;
      stream_.give_up(HealthState::needs_login, "Asterisk refuses the user name or the secret.", effects);
    }
  } else if (id == id_of("channels") || id == id_of("queues")) {
    take_list(message, now, effects);
  } else {
    return id == id_of("ping");
  }
  return true;
}

/// The secret never crosses the line.
void Connection::log_in(const Message& challenge, Effects& effects) {
  const std::string_view given = challenge.get("Challenge");
  const Md5Digest digest = md5(std::string(given) + settings_.secret);
  const bool is_sent = challenge.is_success() && !given.empty() &&
                       send(Action("Login", id_of("login"))
                                .set("AuthType", "MD5")
                                .set("Username", settings_.username)
                                .set("Key", to_hex(as_bytes(digest)))
                                .set("Events", settings_.takes_recordings ? "system,call,agent,user,dialplan" : "system,call,agent"),
                            effects);
  step_ = is_sent ? Step::login : Step::none;
  if (!is_sent) stream_.give_up(HealthState::needs_login, "Asterisk gives no challenge to log in with.", effects);
}

void Connection::begin_resync(Effects& effects) {
  step_ = Step::lists;
  list_ = {};
  lists_open_ = 2;
  book_.begin_resync();
  send(Action("CoreShowChannels", id_of("channels")), effects);
  send(Action("QueueStatus", id_of("queues")), effects);
  effects.set_timer(kLists, kListsTime);
}

void Connection::take_list(const Message& message, Instant now, Effects& effects) {
  if (step_ != Step::lists) return;
  if (message.is_response() && !message.is_success()) {
    step_ = Step::ready;
    effects.cancel_timer(kLists);
    effects.health("resync", HealthState::degraded, "lists_refused");
    return;
  }
  list_.add(message);
  const std::string_view kind = message.event();
  if (kind != "CoreShowChannelsComplete" && kind != "QueueStatusComplete") return;
  if (--lists_open_ == 0) end_resync(now, effects);
}

void Connection::end_resync(Instant now, Effects& effects) {
  step_ = Step::ready;
  effects.cancel_timer(kLists);
  int ended = 0;
  int taken_up = 0;
  book_.end_resync(list_, now, [&](const Call& call) {
    ++(call.state == CallState::ended ? ended : taken_up);
    effects.accept(call);
  });
  list_ = {};
  effects.health("resync", HealthState::ok, {});
  if (gap_since_) record_gap(now, ended, taken_up, effects);
  gap_since_.reset();
}

/// What nobody saw is written down: from when until when, and what was concluded.
void Connection::record_gap(Instant until, int ended, int taken_up, Effects& effects) {
  const std::string gap = to_rfc3339(*gap_since_) + " to " + to_rfc3339(until) + ": " + std::to_string(ended) + " ended unseen, " +
                          std::to_string(taken_up) + " taken up";
  gaps_ = first_lines(gap + "\n" + gaps_, kMostGaps);
  effects.save(kGaps, gaps_);
  effects.log(LogLevel::warning, "gap", gap);
  effects.health("gap", HealthState::ok, "The latest gap: " + gap + ".");
}

}  // namespace seva::dial100
