#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "message.hpp"

namespace seva::dial100 {

/// What Asterisk says is there: its channels (CoreShowChannels) and who waits in its queues (QueueStatus).
class CallList {
 public:
  struct Channel {
    std::string name;
    std::string number;  ///< of whom the channel leads to
    std::string caller_name;
    std::string queue;  ///< that it is in, waiting or served; empty: none
    std::string bridge;
    bool is_up = false;
  };
  struct Entry {
    std::string queue;
    std::string number;
    std::string caller_name;
  };

  /// Takes over a CoreShowChannel or a QueueEntry; everything else is passed over.
  void add(const Message& event);

  [[nodiscard]] const std::map<std::string, Channel, std::less<>>& channels() const { return channels_; }  ///< by Uniqueid
  [[nodiscard]] const std::map<std::string, Entry, std::less<>>& waiting() const { return waiting_; }      ///< by Uniqueid
  /// The name of the other channel in the same bridge, without its number at the end; empty if there is none.
  [[nodiscard]] std::string partner_of(std::string_view unique_id) const;

 private:
  std::map<std::string, Channel, std::less<>> channels_;
  std::map<std::string, Entry, std::less<>> waiting_;
};

/// `PJSIP/agent7` of `PJSIP/agent7-0000002a`.
[[nodiscard]] std::string_view device_of(std::string_view channel);

}  // namespace seva::dial100
