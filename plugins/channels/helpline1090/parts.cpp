#include "parts.hpp"

#include <algorithm>

#include "seva/json.hpp"
#include "seva/signature.hpp"

namespace seva::helpline1090 {
namespace {

constexpr std::size_t kMostPending = 500;
constexpr std::chrono::hours kKept{1};

}  // namespace

void Parts::restore(std::string_view saved) {
  pending_.clear();
  json::Document document;
  if (document.parse(saved) != json::ParseResult::ok) return;
  for (const json::View entry : document.root()) {
    Pending& pending = pending_.emplace_back();
    pending.head.id = entry["id"].text();
    pending.head.from = entry["from"].text();
    pending.head.to = entry["to"].text();
    pending.head.charset = entry["charset"].text();
    pending.head.sent_at = from_micros(entry["sent_at"].integer().value_or(0));
    pending.head.part = PartNumber{static_cast<std::uint32_t>(entry["reference"].integer().value_or(0)),
                                   static_cast<std::uint32_t>(entry["total"].integer().value_or(0)), 1};
    pending.since = from_micros(entry["since"].integer().value_or(0));
    pending.is_done = entry["done"].flag();
    const json::View parts = entry["parts"];
    for (std::size_t place = 0; place + 1 < parts.size(); place += 2)
      pending.parts[static_cast<std::uint32_t>(parts.at(place).integer().value_or(0))] = from_base64(parts.at(place + 1).text()).value_or("");
  }
}

std::string Parts::written() const {
  if (pending_.empty()) return {};
  std::string text;
  json::Writer writer(text);
  writer.begin_array();
  for (const Pending& pending : pending_) {
    writer.begin_object().text("id", pending.head.id).text("from", pending.head.from).text("to", pending.head.to);
    writer.text("charset", pending.head.charset).integer("sent_at", to_micros(pending.head.sent_at));
    writer.integer("reference", pending.head.part->reference).integer("total", pending.head.part->total);
    writer.integer("since", to_micros(pending.since)).flag("done", pending.is_done).key("parts").begin_array();
    for (const auto& [number, bytes] : pending.parts) writer.integer(number).text(to_base64(bytes));
    writer.end_array().end_object();
  }
  writer.end_array();
  return text;
}

Sms Parts::joined(const Pending& pending) {
  Sms sms = pending.head;
  sms.part.reset();
  for (const auto& [number, bytes] : pending.parts) sms.bytes += bytes;
  return sms;
}

void Parts::forget_old(Instant now) {
  std::erase_if(pending_, [&](const Pending& pending) { return pending.is_done && now - pending.since > kKept; });
}

std::optional<Sms> Parts::take(Sms part, Instant now) {
  forget_old(now);
  const auto is_same = [&](const Pending& pending) {
    return pending.head.from == part.from && pending.head.to == part.to && pending.head.part->reference == part.part->reference &&
           pending.head.part->total == part.part->total && pending.head.charset == part.charset;
  };
  auto found = std::find_if(pending_.begin(), pending_.end(), is_same);
  if (found != pending_.end() && found->is_done) return std::nullopt;
  if (found == pending_.end()) {
    if (pending_.size() >= kMostPending) {  // Nothing is lost: what cannot wait is handed on alone.
      part.part.reset();
      return part;
    }
    Pending pending{part, {}, now, false};
    pending.head.bytes.clear();
    found = pending_.insert(pending_.end(), std::move(pending));
  }
  found->parts[part.part->number] = std::move(part.bytes);
  if (found->parts.size() < found->head.part->total) return std::nullopt;
  Sms whole = joined(*found);
  found->is_done = true;
  found->parts.clear();
  return whole;
}

std::vector<Sms> Parts::overdue(Instant now) {
  std::vector<Sms> found;
  for (Pending& pending : pending_) {
    if (pending.is_done || now - pending.since < patience_) continue;
    found.push_back(joined(pending));
    pending.is_done = true;
    pending.parts.clear();
  }
  forget_old(now);
  return found;
}

bool Parts::is_waiting() const {
  return std::any_of(pending_.begin(), pending_.end(), [](const Pending& pending) { return !pending.is_done; });
}

}  // namespace seva::helpline1090
