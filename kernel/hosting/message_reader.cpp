#include "hosting/message_reader.hpp"

#include <limits>

#include "hosting/limits.hpp"

namespace seva::hosting {
namespace {

namespace json = boost::json;

domain::Author read_author(const json::value& object, const Place& place) {
  domain::Author author;
  each_field(object, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "id")
      author.id = read_text(value, at);
    else if (name == "handle")
      author.handle = read_text(value, at);
    else if (name == "name")
      author.name = read_text(value, at);
    else
      return false;
    return true;
  });
  return author;
}

domain::Attachment read_attachment(const json::value& object, const Place& place) {
  domain::Attachment attachment;
  each_field(object, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "id")
      attachment.id = read_name(value, at);
    else if (name == "type")
      attachment.type = read_text(value, at);
    else if (name == "url")
      attachment.url = read_text(value, at);
    else
      return false;
    return true;
  });
  require(!attachment.id.empty(), place, "id");
  return attachment;
}

}  // namespace

domain::Location read_location(const json::value& object, const Place& place) {
  domain::Location location;
  bool has_latitude = false;
  bool has_longitude = false;
  each_field(object, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "latitude") {
      location.latitude = read_number(value, at, -90, 90);
      has_latitude = true;
    } else if (name == "longitude") {
      location.longitude = read_number(value, at, -180, 180);
      has_longitude = true;
    } else if (name == "place") {
      location.place = read_text(value, at);
    } else {
      return false;
    }
    return true;
  });
  if (has_latitude != has_longitude) throw Refusal(place, "Latitude and longitude come together or not at all.");
  return location;
}

domain::Message read_message(const json::value& object, const Place& place) {
  domain::Message message;
  bool has_text = false;
  bool has_sent_at = false;
  each_field(object, place, [&](std::string_view name, const json::value& value, const Place& at) {
    if (name == "source_id") {
      message.source_id = read_name(value, at);
    } else if (name == "revision") {
      message.revision = static_cast<std::uint32_t>(read_integer(value, at, 1, std::numeric_limits<std::int32_t>::max()));
    } else if (name == "thread") {
      message.thread = read_text(value, at);
    } else if (name == "in_reply_to") {
      message.in_reply_to = read_text(value, at);
    } else if (name == "author") {
      message.author = read_author(value, at);
    } else if (name == "to") {
      message.addressed_to = read_texts(value, at);
    } else if (name == "text") {
      message.text = read_text(value, at);
      has_text = true;
    } else if (name == "language") {
      message.language = read_text(value, at);
    } else if (name == "sent_at") {
      message.sent_at = domain::from_micros(read_integer(value, at, 0, kGreatestInteger));
      has_sent_at = true;
    } else if (name == "hashtags") {
      message.hashtags = read_texts(value, at);
    } else if (name == "mentions") {
      message.mentions = read_texts(value, at);
    } else if (name == "attachments") {
      each_element(value, at, [&](const json::value& element, const Place& in) { message.attachments.push_back(read_attachment(element, in)); });
    } else if (name == "location") {
      message.location = read_location(value, at);
    } else if (name == "repliable") {
      message.is_repliable = read_flag(value, at);
    } else if (name == "from_us") {
      message.is_from_us = read_flag(value, at);
    } else if (name == "private") {
      message.is_private = read_flag(value, at);
    } else {
      return false;
    }
    return true;
  });
  require(!message.source_id.empty(), place, "source_id");
  require(!message.author.id.empty(), place, "author.id");
  require(has_text, place, "text");
  require(has_sent_at, place, "sent_at");
  return message;
}

}  // namespace seva::hosting
