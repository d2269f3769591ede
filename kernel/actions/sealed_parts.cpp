#include "actions/sealed_parts.hpp"

#include <boost/json.hpp>

namespace seva::actions {
namespace {

namespace json = boost::json;
namespace name = domain::detail_name;

json::array written(const std::vector<std::string>& texts) { return json::array(texts.begin(), texts.end()); }

json::object written(const domain::Author& author) { return {{"id", author.id}, {"handle", author.handle}, {"name", author.name}}; }

json::array written(const std::vector<domain::Reason>& reasons) {
  json::array array;
  for (const domain::Reason& reason : reasons) {
    json::array words;
    for (const auto& [offset, size] : reason.words) words.push_back(json::array{offset, size});
    array.push_back({{"aspect", static_cast<int>(reason.aspect)},
                     {"code", reason.code},
                     {"arguments", written(reason.arguments)},
                     {"weight", reason.weight},
                     {"words", std::move(words)}});
  }
  return array;
}

std::string text_of(const json::value& value) { return {value.as_string().data(), value.as_string().size()}; }

std::vector<std::string> texts_of(const json::value& value) {
  std::vector<std::string> texts;
  for (const json::value& text : value.as_array()) texts.push_back(text_of(text));
  return texts;
}

domain::Author author_of(const json::value& value) { return {text_of(value.at("id")), text_of(value.at("handle")), text_of(value.at("name"))}; }

std::vector<domain::Reason> reasons_of(const json::value& value) {
  std::vector<domain::Reason> reasons;
  for (const json::value& entry : value.as_array()) {
    domain::Reason& reason = reasons.emplace_back();
    reason.aspect = static_cast<domain::Aspect>(entry.at("aspect").to_number<int>());
    reason.code = text_of(entry.at("code"));
    reason.arguments = texts_of(entry.at("arguments"));
    reason.weight = entry.at("weight").to_number<double>();
    for (const json::value& word : entry.at("words").as_array())
      reason.words.emplace_back(word.at(0).to_number<std::uint32_t>(), word.at(1).to_number<std::uint32_t>());
  }
  return reasons;
}

/// Reads the parts, or leaves everything as it is.
template <class Take>
void read(std::string_view parts, const Take& take) {
  json::error_code error;
  const json::value value = json::parse(parts, error);
  if (error || !value.is_object()) return;
  try {
    take(value);
  } catch (const std::exception&) {
    return;
  }
}

/// Free words, and what a form says of the case: all that may name somebody.
bool is_hidden(std::string_view detail) {
  return detail == name::kText || detail.starts_with(name::kOutcomeFieldPrefix) || detail.starts_with(name::kFactPrefix);
}

}  // namespace

std::string parts_of(const domain::Author& author) { return json::serialize(written(author)); }

std::optional<domain::Author> author_from(std::string_view parts) {
  std::optional<domain::Author> author;
  read(parts, [&](const json::value& value) { author = author_of(value); });
  return author;
}

std::string parts_of(const domain::Message& message) {
  json::array attachments;
  for (const domain::Attachment& attachment : message.attachments) attachments.push_back(json::array{attachment.id, attachment.type, attachment.url});
  json::value location;
  if (message.location) location = json::array{message.location->latitude, message.location->longitude, message.location->place};
  return json::serialize(json::object{{"author", written(message.author)},
                                      {"source_id", message.source_id},
                                      {"thread", message.thread},
                                      {"in_reply_to", message.in_reply_to},
                                      {"to", written(message.addressed_to)},
                                      {"text", message.text},
                                      {"hashtags", written(message.hashtags)},
                                      {"mentions", written(message.mentions)},
                                      {"attachments", std::move(attachments)},
                                      {"location", std::move(location)}});
}

void hide(domain::Message& message) {
  message.author.handle.clear();
  message.author.name.clear();
  message.addressed_to.clear();
  message.text.clear();
  message.hashtags.clear();
  message.mentions.clear();
  message.attachments.clear();
  message.location.reset();
}

void restore_text(domain::Message& message, std::string_view parts) {
  read(parts, [&](const json::value& value) {
    domain::Message opened;
    opened.addressed_to = texts_of(value.at("to"));
    opened.text = text_of(value.at("text"));
    opened.hashtags = texts_of(value.at("hashtags"));
    opened.mentions = texts_of(value.at("mentions"));
    for (const json::value& entry : value.at("attachments").as_array())
      opened.attachments.push_back({text_of(entry.at(0)), text_of(entry.at(1)), text_of(entry.at(2))});
    if (const json::value& place = value.at("location"); place.is_array())
      opened.location = {place.at(0).to_number<double>(), place.at(1).to_number<double>(), text_of(place.at(2))};
    message.addressed_to = std::move(opened.addressed_to);
    message.text = std::move(opened.text);
    message.hashtags = std::move(opened.hashtags);
    message.mentions = std::move(opened.mentions);
    message.attachments = std::move(opened.attachments);
    message.location = std::move(opened.location);
  });
}

void restore_whole(domain::Message& message, std::string_view parts) {
  restore_text(message, parts);
  read(parts, [&](const json::value& value) {
    message.author = author_of(value.at("author"));
    message.source_id = text_of(value.at("source_id"));
    message.thread = text_of(value.at("thread"));
    message.in_reply_to = text_of(value.at("in_reply_to"));
  });
}

std::string parts_of(const domain::Event& event) {
  json::object details;
  for (const auto& [detail, value] : event.details)
    if (is_hidden(detail)) details[detail] = value;
  return json::serialize(json::object{{"reason", event.reason}, {"details", std::move(details)}, {"reasons", written(event.reasons)}});
}

void hide(domain::Event& event) {
  event.reason.clear();
  std::erase_if(event.details, [](const auto& detail) { return is_hidden(detail.first); });
  event.reasons.clear();
}

void restore(domain::Event& event, std::string_view parts) {
  read(parts, [&](const json::value& value) {
    auto reasons = reasons_of(value.at("reasons"));
    event.reason = text_of(value.at("reason"));
    for (const auto& [detail, text] : value.at("details").as_object()) event.set(std::string_view(detail.data(), detail.size()), text_of(text));
    event.reasons = std::move(reasons);
  });
}

std::string parts_of(const domain::TriageItem& item) {
  json::array assessments;
  for (const domain::Assessment& assessment : item.assessments) {
    json::object facts;
    for (const auto& [fact, value] : assessment.facts) facts[fact] = value;
    assessments.push_back({{"facts", std::move(facts)}, {"reasons", written(assessment.reasons)}});
  }
  return json::serialize(json::object{{"assessments", std::move(assessments)}});
}

void hide(domain::TriageItem& item) {
  for (domain::Assessment& assessment : item.assessments) {
    assessment.facts.clear();
    assessment.reasons.clear();
  }
}

void restore(domain::TriageItem& item, std::string_view parts) {
  read(parts, [&](const json::value& value) {
    const json::array& assessments = value.at("assessments").as_array();
    for (std::size_t place = 0; place < std::min(assessments.size(), item.assessments.size()); ++place) {
      for (const auto& [fact, text] : assessments[place].at("facts").as_object())
        item.assessments[place].facts[std::string(fact.data(), fact.size())] = text_of(text);
      item.assessments[place].reasons = reasons_of(assessments[place].at("reasons"));
    }
  });
}

std::string parts_of(const domain::Delivery& delivery) {
  return json::serialize(
      json::object{{"to", delivery.to}, {"in_reply_to", delivery.in_reply_to}, {"thread", delivery.thread}, {"text", delivery.text}});
}

void hide(domain::Delivery& delivery) { delivery.text.clear(); }

void restore(domain::Delivery& delivery, std::string_view parts) {
  read(parts, [&](const json::value& value) {
    delivery.to = text_of(value.at("to"));
    delivery.in_reply_to = text_of(value.at("in_reply_to"));
    delivery.thread = text_of(value.at("thread"));
    delivery.text = text_of(value.at("text"));
  });
}

std::string parts_of(const domain::CallSession& call) {
  const domain::Location& location = call.facts.location.value;
  return json::serialize(json::object{{"number", call.facts.number.value},
                                      {"name", call.facts.name.value},
                                      {"recording", call.facts.recording.value},
                                      {"location", json::array{location.latitude, location.longitude, location.place}}});
}

void hide(domain::CallSession& call) {
  call.facts.name.value.clear();
  call.facts.recording.value.clear();
  call.facts.location.value = {};
}

void restore(domain::CallSession& call, std::string_view parts) {
  read(parts, [&](const json::value& value) {
    const json::value& place = value.at("location");
    const domain::Location location{place.at(0).to_number<double>(), place.at(1).to_number<double>(), text_of(place.at(2))};
    call.facts.number.value = text_of(value.at("number"));
    call.facts.name.value = text_of(value.at("name"));
    call.facts.recording.value = text_of(value.at("recording"));
    call.facts.location.value = location;
  });
}

}  // namespace seva::actions
