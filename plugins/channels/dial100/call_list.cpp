#include "call_list.hpp"

namespace seva::dial100 {
namespace {

constexpr std::string_view kUp = "6";

}  // namespace

std::string_view device_of(std::string_view channel) { return channel.substr(0, channel.rfind('-')); }

void CallList::add(const Message& event) {
  const std::string_view unique_id = event.get("Uniqueid");
  if (unique_id.empty()) return;
  if (event.event() == "CoreShowChannel") {
    Channel& channel = channels_[std::string(unique_id)];
    channel.name = event.get("Channel");
    channel.number = event.get("CallerIDNum");
    channel.caller_name = event.get("CallerIDName");
    channel.bridge = event.get("BridgeId");
    channel.is_up = event.get("ChannelState") == kUp;
    const std::string_view data = event.get("ApplicationData");
    if (event.get("Application") == "Queue") channel.queue = data.substr(0, data.find(','));
  } else if (event.event() == "QueueEntry") {
    waiting_[std::string(unique_id)] = {std::string(event.get("Queue")), std::string(event.get("CallerIDNum")),
                                        std::string(event.get("CallerIDName"))};
  }
}

std::string CallList::partner_of(std::string_view unique_id) const {
  const auto own = channels_.find(unique_id);
  if (own == channels_.end() || own->second.bridge.empty()) return {};
  for (const auto& [other_id, other] : channels_)
    if (other_id != unique_id && other.bridge == own->second.bridge) return std::string(device_of(other.name));
  return {};
}

}  // namespace seva::dial100
