#include "hosting/effects.hpp"

#include <array>
#include <boost/json/monotonic_resource.hpp>
#include <charconv>
#include <limits>

#include "hosting/call_reader.hpp"
#include "hosting/limits.hpp"
#include "hosting/message_reader.hpp"
#include "hosting/parsing.hpp"

namespace seva::hosting {
namespace {

namespace json = boost::json;
using actions::Receipt;

constexpr std::int64_t kLongestWaitMilliseconds = 366LL * 24 * 3600 * 1000;

constexpr std::array<std::pair<std::string_view, Receipt::State>, 5> kReceiptStates{{{"sent", Receipt::State::sent},
                                                                                     {"delivered", Receipt::State::delivered},
                                                                                     {"read", Receipt::State::read},
                                                                                     {"retry", Receipt::State::retry},
                                                                                     {"failed", Receipt::State::failed}}};

std::chrono::milliseconds read_milliseconds(const json::value& value, const Place& place, std::int64_t least = 0) {
  return std::chrono::milliseconds(read_integer(value, place, least, kLongestWaitMilliseconds));
}

actions::Ignored read_ignored(const json::value& element, const Place& place) {
  actions::Ignored ignored;
  each_field(element, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "source_id")
      ignored.source_id = read_text(value, at);
    else if (name == "reason")
      ignored.reason = read_name(value, at);
    else
      return false;
    return true;
  });
  require(!ignored.reason.empty(), place, "reason");
  return ignored;
}

UnreadablePart read_unreadable(const json::value& element, const Place& place, std::size_t payload_size) {
  UnreadablePart part;
  bool has_offset = false;
  bool has_size = false;
  each_field(element, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "offset") {
      part.offset = static_cast<std::size_t>(read_integer(value, at, 0, static_cast<std::int64_t>(payload_size)));
      has_offset = true;
    } else if (name == "size") {
      part.size = static_cast<std::size_t>(read_integer(value, at, 0, static_cast<std::int64_t>(payload_size)));
      has_size = true;
    } else if (name == "reason") {
      part.reason = read_name(value, at);
    } else {
      return false;
    }
    return true;
  });
  require(has_offset, place, "offset");
  require(has_size, place, "size");
  require(!part.reason.empty(), place, "reason");
  if (part.size > payload_size - part.offset) throw Refusal(Place(place, "size"), "The part reaches beyond the payload.");
  return part;
}

void read_accept(const json::value& effect, const Place& place, const std::string& channel, std::size_t payload_size, ChannelEffects& effects) {
  each_field(effect, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "messages") {
      effects.turn.messages.reserve(effects.turn.messages.size() + read_array(value, at).size());
      each_element(value, at, [&](const json::value& element, const Place& in) {
        effects.turn.messages.push_back(read_message(element, in));
        effects.turn.messages.back().channel = channel;
      });
    } else if (name == "ignored") {
      each_element(value, at, [&](const json::value& element, const Place& in) { effects.turn.ignored.push_back(read_ignored(element, in)); });
    } else if (name == "withdrawn") {
      each_element(value, at, [&](const json::value& element, const Place& in) { effects.turn.withdrawn.push_back(read_name(element, in)); });
    } else if (name == "unreadable") {
      each_element(value, at,
                   [&](const json::value& element, const Place& in) { effects.unreadable.push_back(read_unreadable(element, in, payload_size)); });
    } else if (name == "calls") {
      each_element(value, at, [&](const json::value& element, const Place& in) { effects.turn.calls.push_back(read_call(element, in)); });
    } else {
      return name == "type";
    }
    return true;
  });
}

actions::PluginState read_save(const json::value& effect, const Place& place, const std::string& channel) {
  actions::PluginState state{channel, {}, {}, false};
  bool has_value = false;
  each_field(effect, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "key") {
      state.key = read_name(value, at);
    } else if (name == "value") {
      state.value = read_text(value, at);
      has_value = true;
    } else if (name == "secret") {
      state.is_secret = read_flag(value, at);
    } else {
      return name == "type";
    }
    return true;
  });
  require(!state.key.empty(), place, "key");
  require(has_value, place, "value");
  if (state.key.size() + state.value.size() > kStateBytes) throw Refusal(Place(place, "value"), "A plugin may keep 1 MB.");
  return state;
}

domain::DeliveryId read_delivery(const json::value& value, const Place& place) {
  const std::string_view digits = read_view(value, place);
  domain::DeliveryId id;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), id.value);
  if (error != std::errc{} || end != digits.data() + digits.size() || id.value <= 0) throw Refusal(place, "This is no delivery's id.");
  return id;
}

Receipt read_receipt(const json::value& effect, const Place& place) {
  Receipt receipt;
  bool has_state = false;
  each_field(effect, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "delivery") {
      receipt.delivery = read_delivery(value, at);
    } else if (name == "sent_id") {
      receipt.sent_id = read_text(value, at);
    } else if (name == "state") {
      const std::string_view word = read_view(value, at);
      for (const auto& [known, state] : kReceiptStates)
        if (known == word) has_state = (receipt.state = state, true);
      if (!has_state) throw Refusal(at, "The kernel does not know this word.");
    } else if (name == "reason") {
      receipt.reason = read_text(value, at);
    } else if (name == "retry_after_ms") {
      receipt.retry_after = read_milliseconds(value, at);
    } else {
      return name == "type";
    }
    return true;
  });
  require(has_state, place, "state");
  require(receipt.delivery || !receipt.sent_id.empty(), place, "delivery");
  return receipt;
}

Respond read_respond(const json::value& effect, const Place& place) {
  Respond respond;
  bool has_status = false;
  each_field(effect, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "tag") {
      respond.tag = read_name(value, at);
    } else if (name == "status") {
      respond.status = static_cast<int>(read_integer(value, at, 200, 599));
      has_status = true;
    } else if (name == "headers") {
      respond.headers = read_pairs(value, at);
    } else if (name == "body") {
      respond.body = read_text(value, at);
    } else {
      return name == "type";
    }
    return true;
  });
  require(!respond.tag.empty(), place, "tag");
  require(has_status, place, "status");
  return respond;
}

HttpRequest read_http_request(const json::value& effect, const Place& place) {
  HttpRequest request;
  each_field(effect, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "tag")
      request.tag = read_name(value, at);
    else if (name == "method")
      request.method = read_name(value, at);
    else if (name == "url")
      request.url = read_name(value, at);
    else if (name == "headers")
      request.headers = read_pairs(value, at);
    else if (name == "body")
      request.body = read_text(value, at);
    else if (name == "timeout_ms")
      request.timeout = read_milliseconds(value, at, 1);
    else if (name == "save_as")
      request.save_as = read_name(value, at);
    else if (name == "body_from")
      request.body_from = read_name(value, at);
    else if (name == "body_end")
      request.body_end = read_text(value, at);
    else
      return name == "type";
    return true;
  });
  require(!request.tag.empty(), place, "tag");
  require(!request.method.empty(), place, "method");
  require(!request.url.empty(), place, "url");
  if (!request.body_end.empty()) require(!request.body_from.empty(), place, "body_from");
  return request;
}

OpenStream read_open_stream(const json::value& effect, const Place& place) {
  OpenStream stream;
  each_field(effect, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "tag")
      stream.tag = read_name(value, at);
    else if (name == "url")
      stream.url = read_name(value, at);
    else if (name == "headers")
      stream.headers = read_pairs(value, at);
    else if (name == "delimiter")
      stream.delimiter = read_name(value, at);
    else if (name == "silence_ms")
      stream.silence = read_milliseconds(value, at);
    else
      return name == "type";
    return true;
  });
  require(!stream.tag.empty(), place, "tag");
  require(!stream.url.empty(), place, "url");
  return stream;
}

SendStream read_send_stream(const json::value& effect, const Place& place) {
  SendStream stream;
  bool has_data = false;
  each_field(effect, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "tag") {
      stream.tag = read_name(value, at);
    } else if (name == "data") {
      stream.data = read_text(value, at);
      has_data = true;
    } else {
      return name == "type";
    }
    return true;
  });
  require(!stream.tag.empty(), place, "tag");
  require(has_data, place, "data");
  return stream;
}

CloseStream read_close_stream(const json::value& effect, const Place& place) {
  CloseStream stream;
  each_field(effect, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "tag") return stream.tag = read_name(value, at), true;
    return name == "type";
  });
  require(!stream.tag.empty(), place, "tag");
  return stream;
}

SetTimer read_set_timer(const json::value& effect, const Place& place) {
  SetTimer timer;
  bool has_after = false;
  each_field(effect, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "tag") {
      timer.tag = read_name(value, at);
    } else if (name == "after_ms") {
      timer.after = read_milliseconds(value, at, -kLongestWaitMilliseconds);
      has_after = true;
    } else {
      return name == "type";
    }
    return true;
  });
  require(!timer.tag.empty(), place, "tag");
  require(has_after, place, "after_ms");
  return timer;
}

void read_effect(const json::value& effect, const Place& place, const std::string& channel, std::size_t payload_size, ChannelEffects& effects) {
  const json::value* type_value = read_object(effect, place).if_contains("type");
  require(type_value != nullptr, place, "type");
  const std::string_view type = read_view(*type_value, Place(place, "type"));
  if (type == "accept")
    read_accept(effect, place, channel, payload_size, effects);
  else if (type == "save")
    effects.turn.saves.push_back(read_save(effect, place, channel));
  else if (type == "receipt")
    effects.turn.receipts.push_back(read_receipt(effect, place));
  else if (type == "respond")
    effects.actions.emplace_back(read_respond(effect, place));
  else if (type == "http_request")
    effects.actions.emplace_back(read_http_request(effect, place));
  else if (type == "open_stream")
    effects.actions.emplace_back(read_open_stream(effect, place));
  else if (type == "send_stream")
    effects.actions.emplace_back(read_send_stream(effect, place));
  else if (type == "close_stream")
    effects.actions.emplace_back(read_close_stream(effect, place));
  else if (type == "set_timer")
    effects.actions.emplace_back(read_set_timer(effect, place));
  else if (type == "health")
    effects.actions.emplace_back(read_health(effect, place));
  else if (type == "log")
    effects.actions.emplace_back(read_log(effect, place));
  else
    throw Refusal(Place(place, "type"), "The kernel does not know this effect.");
}

}  // namespace

domain::Result<ChannelEffects> EffectsReader::read(const std::string& channel, std::string_view effects, std::size_t payload_size) {
  json::monotonic_resource resource(memory_.data(), memory_.size());
  try {
    const json::value parsed = parse_effects(parser_, resource, effects);
    ChannelEffects read;
    read.turn.channel = channel;
    each_element(parsed, Place{}, [&](const json::value& effect, const Place& place) {
      ++read.count;
      read_effect(effect, place, channel, payload_size, read);
    });
    return read;
  } catch (const Refusal& refusal) {
    return effects_refused(refusal);
  }
}

}  // namespace seva::hosting
