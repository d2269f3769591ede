#include "sms.hpp"

#include <charconv>

#include "seva/signature.hpp"

namespace seva::helpline1090 {
namespace {

constexpr std::size_t kLongestId = 64;

std::int64_t number_in(std::string_view text) {
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size() ? number : 0;
}

/// Seconds since 1970 as %T writes them; anything implausible is now.
Instant instant_of(std::string_view second_count, Instant now) {
  const std::int64_t number = number_in(second_count);
  const Instant at{std::chrono::seconds{number > 0 && number < 10'000'000'000 ? number : 0}};
  return at > now - std::chrono::days{7} && at <= now + std::chrono::hours{1} ? at : now;
}

/// 2026-11-22 10:05:00 in UTC, as X-Kannel-Time has it.
Instant instant_of_header(std::string_view written, Instant now) {
  std::string text(written);
  if (text.size() != 19) return now;
  text[10] = 'T';
  const auto at = parse_rfc3339(text + "Z");
  return at && *at > now - std::chrono::days{7} && *at <= now + std::chrono::hours{1} ? *at : now;
}

std::string charset_of(std::string_view charset, std::string_view coding) {
  if (!charset.empty()) return std::string(charset.substr(0, 32));
  return coding == "2" ? "UTF-16BE" : "UTF-8";
}

/// The charset of `text/plain; charset="UTF-8"`.
std::string_view charset_parameter(std::string_view content_type) {
  constexpr std::string_view kName = "charset=";
  const auto at = content_type.find(kName);
  if (at == std::string_view::npos) return {};
  std::string_view value = content_type.substr(at + kName.size());
  if (value.starts_with('"')) value.remove_prefix(1);
  return value.substr(0, value.find_first_of("\"; "));
}

/// The same message handed over twice has the same id, also where the gateway gives none.
void complete_id(Sms& sms) {
  const bool is_plain = !sms.id.empty() && sms.id.size() <= kLongestId && sms.id.find_first_not_of("0123456789abcdefABCDEF-") == std::string::npos;
  if (is_plain) return;
  const std::string all = sms.from + '\0' + sms.to + '\0' + sms.bytes + '\0' + std::to_string(to_micros(sms.sent_at)) +
                          (sms.part ? std::to_string(sms.part->number) : std::string{});
  sms.id = to_hex(as_bytes(sha256(all))).substr(0, 32);
}

}  // namespace

std::optional<PartNumber> read_part_number(std::string_view header) {
  const auto byte = [&](std::size_t place) { return static_cast<std::uint32_t>(static_cast<unsigned char>(header[place])); };
  if (header.empty() || byte(0) + 1 > header.size()) return std::nullopt;
  const std::size_t end = byte(0) + 1;
  for (std::size_t place = 1; place + 2 <= end;) {
    const std::uint32_t element = byte(place);
    const std::size_t size = byte(place + 1);
    place += 2;
    if (place + size > end) return std::nullopt;
    std::optional<PartNumber> part;
    if (element == 0 && size == 3) part = {byte(place), byte(place + 1), byte(place + 2)};
    if (element == 8 && size == 4) part = {byte(place) << 8 | byte(place + 1), byte(place + 2), byte(place + 3)};
    if (part && part->total > 1 && part->number >= 1 && part->number <= part->total) return part;
    place += size;
  }
  return std::nullopt;
}

Sms read_get(const FormFields& fields, Instant now) {
  Sms sms;
  sms.id = value_of(fields, "id");
  sms.from = value_of(fields, "from");
  sms.to = value_of(fields, "to");
  sms.bytes = value_of(fields, "text");
  sms.charset = charset_of(value_of(fields, "charset"), value_of(fields, "coding"));
  sms.sent_at = instant_of(value_of(fields, "time"), now);
  sms.part = read_part_number(value_of(fields, "udh"));
  complete_id(sms);
  return sms;
}

Sms read_post(const Webhook& webhook) {
  Sms sms;
  sms.id = value_of(read_fields(query_of(webhook.url)), "id");
  sms.from = webhook.headers.get("x-kannel-from");
  sms.to = webhook.headers.get("x-kannel-to");
  sms.bytes = webhook.body;
  sms.charset = charset_of(charset_parameter(webhook.headers.get("content-type")), webhook.headers.get("x-kannel-coding"));
  sms.sent_at = instant_of_header(webhook.headers.get("x-kannel-time"), webhook.now);
  sms.part = read_part_number(decoded(webhook.headers.get("x-kannel-udh"), false));
  complete_id(sms);
  return sms;
}

}  // namespace seva::helpline1090
