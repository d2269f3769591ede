#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/ids.hpp"

namespace seva::domain {

using FileId = Id<struct FileTag>;

/// A file of a ticket: an officer put it there, or a citizen sent it. Its bytes lie outside of the database, under `place`; a row is written only
/// once they are durable.
struct File {
  FileId id;
  TicketId ticket;
  EventId event;     ///< what it belongs to: a note, a reply, a message's arrival; none: attached to nothing yet, and removed after a day
  UserId uploader;   ///< who alone sees it until then; none: it came with a message
  std::string name;  ///< words to show, as shown_name() made them; never a path. Of a sealed ticket: empty until it is opened
  std::string type;  ///< one of the known kinds, found from the bytes
  std::uint64_t size = 0;
  std::string place;       ///< where the bytes lie; made by whoever keeps them, and not to be guessed
  std::string key_id;      ///< of the vault's key that the bytes are sealed with; empty: they lie as they came
  bool is_sealed = false;  ///< it belongs to a sealed ticket
  Instant created_at;

  friend bool operator==(const File&, const File&) = default;
};

/// A kind of file that cannot act when it is opened: a picture of dots, a PDF, sound, a film. What can hold a script (SVG, HTML) is none.
struct FileKind {
  std::string_view type;       ///< media type
  std::string_view extension;  ///< with its dot
  bool is_usual = true;        ///< taken where the instance says nothing
};

/// nullptr: no such kind.
[[nodiscard]] const FileKind* file_kind(std::string_view type);
/// What an instance takes that names no kinds.
[[nodiscard]] std::vector<std::string> usual_file_types();

/// A name as it is shown: one line in NFC without control characters, marks of direction and what paths are made of; at most 100 code points, with
/// the extension of its kind at its end. `typed` may be any bytes.
[[nodiscard]] std::string shown_name(std::string_view typed, const FileKind& kind);

}  // namespace seva::domain
