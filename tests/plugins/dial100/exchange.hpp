#pragma once

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <functional>
#include <string>
#include <vector>

#include "seva/plugin.h"
#include "seva/signature.hpp"
#include "seva/testing/fake_host.hpp"

extern "C" const seva_plugin seva_plugin_v1;

namespace seva::dial100 {

/// A message as it stands on the wire; lines are joined by `\n`.
inline std::string wire(const std::string& lines) {
  std::string text;
  std::size_t begin = 0;
  while (begin < lines.size()) {
    const std::size_t end = std::min(lines.find('\n', begin), lines.size());
    text += lines.substr(begin, end - begin) + "\r\n";
    begin = end + 1;
  }
  return text + "\r\n";
}

inline std::string caller(const std::string& unique_id, const std::string& number = "01000043210") {
  return "\nChannel: PJSIP/trunk-0001\nChannelState: 6\nCallerIDNum: " + number + "\nCallerIDName: <unknown>\nUniqueid: " + unique_id +
         "\nLinkedid: " + unique_id;
}

inline std::string joined(const std::string& unique_id, const std::string& number = "01000043210") {
  return wire("Event: QueueCallerJoin\nPrivilege: agent,all" + caller(unique_id, number) + "\nQueue: up112\nPosition: 1\nCount: 1");
}
inline std::string called(const std::string& unique_id, const std::string& agent = "agent7") {
  return wire("Event: AgentCalled" + caller(unique_id) + "\nQueue: up112\nDestChannel: PJSIP/" + agent + "-0000002a\nInterface: PJSIP/" + agent +
              "\nMemberName: " + agent);
}
inline std::string connected(const std::string& unique_id, const std::string& agent = "agent7") {
  return wire("Event: AgentConnect" + caller(unique_id) + "\nQueue: up112\nDestChannel: PJSIP/" + agent + "-0000002a\nMemberName: " + agent +
              "\nRingTime: 3\nHoldTime: 8");
}
inline std::string completed(const std::string& unique_id, const std::string& reason = "caller") {
  return wire("Event: AgentComplete" + caller(unique_id) + "\nQueue: up112\nMemberName: agent7\nTalkTime: 61\nReason: " + reason);
}
inline std::string abandoned(const std::string& unique_id) {
  return wire("Event: QueueCallerAbandon" + caller(unique_id) + "\nQueue: up112\nHoldTime: 9");
}
inline std::string hung_up(const std::string& unique_id) {
  return wire("Event: Hangup" + caller(unique_id) + "\nCause: 16\nCause-txt: Normal Clearing");
}

/// The plugin on a host of its own, configured and logged in as a test wants it.
class ExchangeTest : public ::testing::Test {
 protected:
  ExchangeTest() {
    host.config = {{"url", "tcp://pbx.example:5038"},
                   {"username", "seva"},
                   {"queues", boost::json::array{"up112"}},
                   {"call_back", {{"channel", "PJSIP/{number}@trunk"}, {"context", "from-seva"}, {"extension", "{national}"}}}};
    host.secrets = {{"secret", boost::json::array{"mysecret"}}};
  }

  /// Starts, and answers everything until the plugin knows what is there: nothing, unless `rows` says otherwise.
  testing::Turn log_in(const std::function<std::string()>& rows = {}) {
    if (!host.is_running()) host.start();
    return log_in_again(rows);
  }
  testing::Turn log_in_again(const std::function<std::string()>& rows = {}) {
    ++connections;
    host.open_stream("ami");
    host.take_sent("ami");
    host.stream("ami", "Asterisk Call Manager/7.0.3\r\n" + answer("challenge", "Response: Success", "Challenge: 123456789"));
    host.stream("ami", answer("login", "Response: Success", "Message: Authentication accepted"));
    return host.stream("ami", lists_with(rows ? rows() : std::string{}));
  }
  std::string lists_with(const std::string& rows = {}) const {
    return answer("channels", "Response: Success", "EventList: start") + rows +
           answer("channels", "Event: CoreShowChannelsComplete", "ListItems: 0") + answer("queues", "Response: Success", "EventList: start") +
           answer("queues", "Event: QueueStatusComplete", "ListItems: 0");
  }
  [[nodiscard]] std::string id(const std::string& action) const { return action + "-" + std::to_string(connections); }
  [[nodiscard]] std::string answer(const std::string& action, const std::string& first, const std::string& rest) const {
    return wire(first + "\nActionID: " + id(action) + "\n" + rest);
  }
  [[nodiscard]] std::string channel_row(const std::string& unique_id, const std::string& application = "Queue", const std::string& data = "up112,t",
                                        const std::string& bridge = "") const {
    return wire("Event: CoreShowChannel\nActionID: " + id("channels") + caller(unique_id) + "\nApplication: " + application +
                "\nApplicationData: " + data + "\nBridgeId: " + bridge);
  }
  [[nodiscard]] std::string entry_row(const std::string& unique_id) const {
    return wire("Event: QueueEntry\nActionID: " + id("queues") + "\nQueue: up112\nPosition: 1\nChannel: PJSIP/trunk-0001\nUniqueid: " + unique_id +
                "\nCallerIDNum: 01000043210\nCallerIDName: <unknown>\nWait: 5");
  }
  static std::string text(const boost::json::value& value, const char* name) {
    const auto* found = value.as_object().if_contains(name);
    return found == nullptr ? "" : std::string(found->as_string().c_str());
  }
  /// `state agent reason` of each call that was told, in order.
  static std::vector<std::string> told(const testing::Turn& turn) {
    std::vector<std::string> lines;
    for (const auto& call : turn.accepted("calls")) lines.push_back(text(call, "state") + " " + text(call, "agent") + " " + text(call, "reason"));
    return lines;
  }

  testing::FakeHost host{seva_plugin_v1};
  int connections = 0;
};

}  // namespace seva::dial100
