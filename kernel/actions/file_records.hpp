#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "domain/file.hpp"

namespace seva::actions {

/// An attachment of a message, by its place among them. It lies at its channel until it is brought here.
struct MessageFile {
  domain::MessageId message;
  std::uint32_t part = 0;    ///< from 0 on
  domain::FileId file = {};  ///< once it lies here
  std::string refusal = {};  ///< why it never will, by code; empty: it does, or is waited for
  std::uint32_t attempts = 0;
  domain::Instant next_attempt_at = {};

  [[nodiscard]] bool is_waiting() const { return !file && refusal.empty(); }
  friend bool operator==(const MessageFile&, const MessageFile&) = default;
};

/// The rows of files; their bytes lie elsewhere (file_ports.hpp).
class FileRecords {
 public:
  virtual ~FileRecords() = default;
  virtual std::optional<domain::File> find(domain::FileId id) = 0;
  /// By age.
  virtual std::vector<domain::File> of_ticket(domain::TicketId ticket) = 0;
  /// What is attached to nothing and was stored before, oldest first.
  virtual std::vector<domain::File> unattached(domain::Instant before, std::size_t limit) = 0;
  /// Those of the places that some file lies at.
  virtual std::unordered_set<std::string> known_places(std::span<const std::string> places) = 0;
  /// By message and part.
  virtual std::vector<MessageFile> of_messages(std::span<const domain::MessageId> messages) = 0;
  /// What waits and whose next attempt is due, longest due first.
  virtual std::vector<MessageFile> wanted(domain::Instant now, std::size_t limit) = 0;
};

/// A file becomes part of what was said. The store refuses it (Outdated) where it is part of something already, or gone.
struct FileAttached {
  domain::FileId file;
  domain::EventId event;
};

}  // namespace seva::actions
