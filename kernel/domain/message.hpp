#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/ids.hpp"

namespace seva::domain {

/// Who wrote a message, as the channel knows them.
struct Author {
  std::string id;      ///< stable on the channel, opaque
  std::string handle;  ///< how others address them; may change
  std::string name;    ///< as displayed
};

struct Attachment {
  std::string id;
  std::string type;  ///< media type, or the channel's word for it
  std::string url;   ///< where the channel says it lies; may be empty
};

struct Location {
  double latitude = 0;   ///< degrees, WGS 84
  double longitude = 0;  ///< degrees, WGS 84
  std::string place;     ///< as the channel names it; may be empty

  friend auto operator<=>(const Location&, const Location&) = default;
};

enum class Direction : std::uint8_t {
  incoming = 1,  ///< from a citizen
  outgoing       ///< from us
};

/// What became of a stored message.
enum class Disposition : std::uint8_t {
  opened = 1,  ///< it opened a ticket
  appended,    ///< it joined a ticket
  triage,      ///< a person must decide; it has no ticket yet
  chatter      ///< nobody has to act
};

/// One message of a citizen, or of us, on a channel. Unique by (channel, source_id, revision). All text is UTF-8 in NFC.
struct Message {
  MessageId id;
  std::string channel;    ///< id of the channel's plugin
  std::string source_id;  ///< the channel's own id, the same for all edits
  std::uint32_t revision = 1;
  std::string thread;       ///< the channel's id of the conversation; empty where it has none
  std::string in_reply_to;  ///< source id of the message that this one answers; empty if none
  Author author;
  std::vector<std::string> addressed_to;  ///< handles as written
  std::string text;
  std::string language;  ///< BCP 47; empty if unknown
  Instant sent_at;
  Instant received_at;
  std::vector<std::string> hashtags;  ///< without #
  std::vector<std::string> mentions;  ///< without @
  std::vector<Attachment> attachments;
  std::optional<Location> location;
  bool is_repliable = true;  ///< the channel would carry a public answer
  bool is_from_us = false;
  bool is_private = false;   ///< not seen by the public where it was written
  bool is_replayed = false;  ///< read from a file: what it opens is not answered by itself
  bool is_sealed = false;    ///< read from the store, it holds neither author nor text until it is opened (domain/sealed.hpp)

  Direction direction = Direction::incoming;
  Disposition disposition = Disposition::chatter;
  CitizenId citizen;
  TicketId ticket;
};

/// The first line of a text for lists: one line, at most 140 code points, never cut inside one.
[[nodiscard]] std::string first_line(const std::string& text);

}  // namespace seva::domain
