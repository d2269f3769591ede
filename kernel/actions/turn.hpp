#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "actions/changes.hpp"

namespace seva::actions {

/// Bytes of a payload that a channel could not read.
struct Unreadable {
  std::string bytes;  ///< at most the first MiB
  std::uint64_t size = 0;
  std::string digest;  ///< hex SHA-256 of all the bytes
  std::string origin;  ///< webhook, stream, or file and line
  std::string reason;
  bool is_event = false;   ///< the plugin failed on it
  std::string event = {};  ///< as of a DeadLetter, with tag and head
  std::string tag = {};
  std::string head = {};
};

/// What a channel read well and is no complaint by its nature.
struct Ignored {
  std::string source_id;
  std::string reason;
};

/// What became of an attempt to deliver, as the channel tells it.
struct Receipt {
  domain::DeliveryId delivery;  ///< or none, and sent_id says which
  std::string sent_id;
  enum class State : std::uint8_t { sent = 1, delivered, read, retry, failed } state = State::sent;
  std::string reason;
  std::chrono::milliseconds retry_after{0};
};

/// What one event made a channel plugin want stored: one transaction.
struct Turn {
  std::string channel;                    ///< the plugin's id
  std::vector<domain::Message> messages;  ///< as the plugin gave them; ids, citizen, ticket, received_at are the kernel's
  std::vector<domain::CallUpdate> calls;
  std::vector<Unreadable> unreadable;
  std::vector<Ignored> ignored;
  std::vector<std::string> withdrawn;  ///< source ids that their authors took back
  std::vector<PluginState> saves;
  std::vector<Receipt> receipts;
  bool is_replay = false;  ///< from a file: whatever it opens is never answered
};

/// The books of intake: posts_read = stored + duplicates + ignored + unreadable; stored = opened + appended + triage + chatter.
struct Counts {
  std::int64_t posts_read = 0, stored = 0, duplicates = 0, ignored = 0, unreadable = 0;
  std::int64_t opened = 0, appended = 0, triage = 0, chatter = 0;
  std::int64_t calls = 0;  ///< updates of calls that were taken in; they are no posts

  Counts& operator+=(const Counts& other);
  friend bool operator==(const Counts&, const Counts&) = default;
  [[nodiscard]] bool balance() const {
    return posts_read == stored + duplicates + ignored + unreadable && stored == opened + appended + triage + chatter;
  }
};

}  // namespace seva::actions
