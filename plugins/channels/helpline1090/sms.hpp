#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "fields.hpp"
#include "seva/channel.hpp"

namespace seva::helpline1090 {

/// Which part of a longer message this is (3GPP TS 23.040, 9.2.3.24.1 and 9.2.3.24.8).
struct PartNumber {
  std::uint32_t reference = 0;
  std::uint32_t total = 1;
  std::uint32_t number = 1;  ///< from 1
};

/// An SMS as the gateway handed it over.
struct Sms {
  std::string id;  ///< the gateway's; made of what was sent where it gives none
  std::string from;
  std::string to;
  std::string bytes;  ///< the text in `charset`
  std::string charset;
  Instant sent_at;
  std::optional<PartNumber> part;  ///< where the gateway did not join the parts
};

/// Reads what Kannel's sms-service sends by get-url: id=%I, from=%p, to=%P, text=%b, charset=%C, coding=%c, time=%T, udh=%u.
[[nodiscard]] Sms read_get(const FormFields& fields, Instant now);

/// Reads what it sends by post-url with send-sender: the text is the body, the rest stands in X-Kannel headers; the address may have id=%I.
[[nodiscard]] Sms read_post(const Webhook& webhook);

/// The part that a user data header speaks of; nothing where there is one part, or the header is damaged.
[[nodiscard]] std::optional<PartNumber> read_part_number(std::string_view user_data_header);

}  // namespace seva::helpline1090
