#pragma once

#include <boost/json/parser.hpp>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "actions/turn.hpp"
#include "domain/result.hpp"
#include "hosting/notices.hpp"

namespace seva::hosting {

using Headers = std::vector<std::pair<std::string, std::string>>;

// What a channel wants done after its turn was committed, in the order in which it said so.

struct Respond {
  std::string tag;
  int status = 200;
  Headers headers;
  std::string body;
};

struct HttpRequest {
  std::string tag;
  std::string method;
  std::string url;
  Headers headers;
  std::string body;
  std::chrono::milliseconds timeout{10'000};
  std::string save_as;    ///< attachment to keep the answer in
  std::string body_from;  ///< attachment to send, after `body`
  std::string body_end;   ///< sent after it
};

struct OpenStream {
  std::string tag;
  std::string url;
  Headers headers;
  std::string delimiter;
  std::chrono::milliseconds silence{0};
};

struct SendStream {
  std::string tag;
  std::string data;
};

struct CloseStream {
  std::string tag;
};

struct SetTimer {
  std::string tag;
  std::chrono::milliseconds after{0};  ///< below zero: cancel
};

using Action = std::variant<Respond, HttpRequest, OpenStream, SendStream, CloseStream, SetTimer, HealthReport, LogLine>;

/// Bytes of the event's payload.
struct UnreadablePart {
  std::size_t offset = 0;
  std::size_t size = 0;
  std::string reason;
};

/// The answer of a channel to one event.
struct ChannelEffects {
  actions::Turn turn;  ///< what is to be committed, but for what is unreadable
  std::vector<UnreadablePart> unreadable;
  std::vector<Action> actions;
  std::int64_t count = 0;  ///< of its effects

  /// How much of the payload the plugin gave an account of.
  [[nodiscard]] std::size_t accounted() const {
    return turn.messages.size() + turn.calls.size() + turn.ignored.size() + turn.withdrawn.size() + unreadable.size();
  }
  /// False: there is nothing to commit.
  [[nodiscard]] bool is_stored() const { return accounted() != 0 || !turn.saves.empty() || !turn.receipts.empty(); }
};

/// Reads the effects of channels, straight into the kernel's values. Keeps its memory from one reading to the next; for one thread at a time.
class EffectsReader {
 public:
  EffectsReader() : memory_(kMemory) {}

  /// All or nothing. The Problem's code is effects_refused; `where` names the effect by its index, and the field.
  /// `payload_size` is that of the event, which unreadable parts must lie in.
  [[nodiscard]] domain::Result<ChannelEffects> read(const std::string& channel, std::string_view effects, std::size_t payload_size);

 private:
  static constexpr std::size_t kMemory = 1024 * 1024;

  std::vector<unsigned char> memory_;
  boost::json::parser parser_;
};

}  // namespace seva::hosting
