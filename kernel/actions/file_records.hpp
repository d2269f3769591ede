#pragma once

#include <optional>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "domain/file.hpp"

namespace seva::actions {

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
};

/// A file becomes part of what was said. The store refuses it (Outdated) where it is part of something already, or gone.
struct FileAttached {
  domain::FileId file;
  domain::EventId event;
};

}  // namespace seva::actions
