#pragma once

#include <istream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "actions/vault.hpp"
#include "domain/instant.hpp"
#include "domain/result.hpp"

namespace seva::actions {

/// Where files' bytes lie. Safe to use from any thread.
class FileBytes {
 public:
  virtual ~FileBytes() = default;
  /// The place of the bytes, durable when it is returned. A Problem: no_space (the disk or a limit is reached) or files_failed; nothing is left then.
  [[nodiscard]] virtual domain::Result<std::string> keep(std::string_view bytes) = 0;
  /// From their beginning; nullptr: nothing lies there, or it cannot be read.
  [[nodiscard]] virtual std::unique_ptr<std::istream> open(const std::string& place) = 0;
  /// Where nothing lies, nothing happens.
  virtual void remove(const std::string& place) = 0;
  /// All that was kept before the time.
  [[nodiscard]] virtual std::vector<std::string> kept_before(domain::Instant time) = 0;
};

/// Finds out what bytes are, whatever their name says. Safe to use from any thread.
class FileKinds {
 public:
  virtual ~FileKinds() = default;
  /// The media type as domain::file_kind() knows it, or another; empty: it cannot be told.
  [[nodiscard]] virtual std::string type_of(std::string_view bytes) = 0;
};

/// What the verbs on files need beside Ports. Held by reference; outlives them.
struct FilePorts {
  FileBytes& bytes;
  FileKinds& kinds;
  Vault& vault;
};

}  // namespace seva::actions
