#include "actions/check_message.hpp"

#include <vector>

#include "domain/sealed.hpp"
#include "domain/unicode.hpp"

namespace seva::actions {
namespace {

using domain::invalid;
using domain::Problem;
using domain::Result;

constexpr std::size_t kLongestId = 128;
constexpr std::size_t kLongestName = 256;
constexpr std::size_t kLongestText = 100'000;
constexpr std::size_t kLongestLanguage = 35;  // the longest that RFC 5646 asks for
constexpr std::size_t kMostEntities = 200;
constexpr std::uint32_t kHighestRevision = 1'000;
constexpr domain::Instant kEarliest{std::chrono::sys_days{std::chrono::year{2000} / 1 / 1}};

Result<void> tidy_message(std::string& text, std::size_t longest, const char* field) {
  if (text.size() > longest) return invalid("message_field_too_long", std::string("The message's ") + field + " is too long.", field);
  if (!domain::is_utf8(text)) return invalid("message_not_utf8", std::string("The message's ") + field + " is not UTF-8.", field);
  text = domain::to_nfc(std::move(text));
  return {};
}

Result<void> tidy_message(std::vector<std::string>& texts, std::size_t longest, const char* field) {
  if (texts.size() > kMostEntities) return invalid("message_field_too_long", std::string("The message has too many ") + field + ".", field);
  for (std::string& text : texts)
    if (const auto tidied = tidy_message(text, longest, field); !tidied) return tidied;
  return {};
}

bool is_blank(const std::string& text) { return text.find_first_not_of(" \t\r\n") == std::string::npos; }

Result<void> check_place(const domain::Message& message) {
  if (!message.location) return {};
  const auto& [latitude, longitude, place] = *message.location;
  const bool is_on_earth = latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180;
  if (!is_on_earth || place.size() > kLongestName || !domain::is_utf8(place))
    return invalid("message_location_invalid", "The message's location is not on earth.", "location");
  return {};
}

}  // namespace

Result<void> check_message(domain::Message& message, domain::Instant now) {
  if (message.source_id.empty() || message.author.id.empty())
    return invalid("message_without_id", "The message lacks its own id or its author's.", "source_id");
  for (const std::string* id : {&message.source_id, &message.thread, &message.in_reply_to, &message.author.id})
    if (domain::is_pseudonym(*id)) return invalid("message_id_reserved", "An id of the message begins as only the kernel's own do.", "source_id");
  if (message.revision < 1 || message.revision > kHighestRevision)
    return invalid("message_revision_invalid", "The message's revision is out of range.", "revision");
  if (is_blank(message.text)) return invalid("message_without_text", "The message has no text.", "text");
  if (message.sent_at < kEarliest || message.sent_at > now + std::chrono::days{1})
    return invalid("message_time_implausible", "The message was sent before 2000 or in the future.", "sent_at");
  for (const auto& checked :
       {tidy_message(message.source_id, kLongestId, "source_id"), tidy_message(message.thread, kLongestId, "thread"),
        tidy_message(message.in_reply_to, kLongestId, "in_reply_to"), tidy_message(message.author.id, kLongestId, "author.id"),
        tidy_message(message.author.handle, kLongestName, "author.handle"), tidy_message(message.author.name, kLongestName, "author.name"),
        tidy_message(message.text, kLongestText, "text"), tidy_message(message.language, kLongestLanguage, "language"),
        tidy_message(message.addressed_to, kLongestName, "to"), tidy_message(message.hashtags, kLongestName, "hashtags"),
        tidy_message(message.mentions, kLongestName, "mentions"), check_place(message)})
    if (!checked) return checked;
  if (message.attachments.size() > kMostEntities) return invalid("message_field_too_long", "The message has too many attachments.", "attachments");
  for (domain::Attachment& attachment : message.attachments)
    for (const auto& checked : {tidy_message(attachment.id, kLongestId, "attachments"), tidy_message(attachment.type, kLongestName, "attachments"),
                                tidy_message(attachment.url, 2'048, "attachments")})
      if (!checked) return checked;
  return {};
}

}  // namespace seva::actions
