#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "seva/instant.hpp"

namespace seva {

struct Author {
  std::string id;      ///< stable on the channel, opaque; required
  std::string handle;  ///< how others address them, without @; may change
  std::string name;    ///< as displayed
};

struct Attachment {
  std::string id;
  std::string type;  ///< media type, or the channel's word for it
  std::string url;   ///< may be empty
};

/// A place on earth: WGS 84 degrees, a name, or both.
struct Location {
  std::optional<double> latitude;   ///< goes over only together with the longitude
  std::optional<double> longitude;  ///< degrees east
  std::string place;                ///< as the channel names it; may be empty
};

/// One message that a channel read. All strings are UTF-8; bytes that are not are replaced by U+FFFD on the way.
/// source_id, author.id, text and sent_at are required: without one of them the kernel puts the message to the dead letters and takes
/// its neighbours.
struct Message {
  std::string source_id;  ///< the channel's own id, the same for all edits
  std::uint32_t revision = 1;
  std::string thread;       ///< the channel's id of the conversation; author.id where a person's correspondence has no end (SMS)
  std::string in_reply_to;  ///< source id of the message that this one answers
  Author author;
  std::vector<std::string> to;  ///< the instance's own accounts that it addresses, as written, without @
  std::string text;             ///< as it stands on the channel; the kernel normalises
  std::string language;         ///< BCP 47; empty if unknown
  Instant sent_at;
  std::vector<std::string> hashtags;  ///< without #
  std::vector<std::string> mentions;  ///< without @
  std::vector<Attachment> attachments;
  std::optional<Location> location;
  bool is_repliable = true;  ///< the channel would carry an answer
  bool is_from_us = false;   ///< written by one of the instance's accounts: never opens a ticket, settles an open delivery
  bool is_private = false;   ///< not seen by the public where it was written
};

}  // namespace seva
