#include "actions/open_sealed.hpp"

#include "actions/sealed_parts.hpp"

namespace seva::actions {
namespace {

using domain::SealedKind;

/// Hands every fact that has an entry to `take`, with what the entry holds.
template <class Fact, class Take>
void open_each(Transaction& transaction, SealedKind kind, std::span<Fact> facts, const Take& take) {
  std::vector<std::int64_t> subjects;
  for (const Fact& fact : facts) subjects.push_back(fact.id.value);
  if (subjects.empty()) return;
  std::unordered_map<std::int64_t, std::string> parts;
  for (SealedEntry& entry : transaction.sealed().entries(kind, subjects)) parts.emplace(entry.subject, std::move(entry.bytes));
  for (Fact& fact : facts)
    if (const auto found = parts.find(fact.id.value); found != parts.end()) take(fact, found->second);
}

}  // namespace

void open_texts(Transaction& transaction, std::span<domain::Message> messages) {
  open_each(transaction, SealedKind::message, messages, restore_text);
}

void open_whole(Transaction& transaction, domain::Message& message) {
  open_each(transaction, SealedKind::message, std::span(&message, 1), restore_whole);
}

void open(Transaction& transaction, std::span<domain::Event> events) {
  open_each(transaction, SealedKind::event, events, [](domain::Event& event, const std::string& parts) { restore(event, parts); });
}

void open(Transaction& transaction, std::span<domain::Delivery> deliveries) {
  open_each(transaction, SealedKind::delivery, deliveries, [](domain::Delivery& delivery, const std::string& parts) { restore(delivery, parts); });
}

void open(Transaction& transaction, domain::TriageItem& item) {
  open_each(transaction, SealedKind::triage_item, std::span(&item, 1),
            [](domain::TriageItem& opened, const std::string& parts) { restore(opened, parts); });
}

void open(Transaction& transaction, std::span<domain::CallSession> calls) {
  open_each(transaction, SealedKind::call, calls, [](domain::CallSession& call, const std::string& parts) { restore(call, parts); });
}

void open(Transaction& transaction, std::span<domain::File> files) {
  open_each(transaction, SealedKind::file, files, [](domain::File& file, const std::string& name) { file.name = name; });
}

std::optional<domain::Author> open_identity(Transaction& transaction, domain::CitizenId citizen) {
  const std::int64_t subject = citizen.value;
  const auto entries = transaction.sealed().entries(SealedKind::identity, {&subject, 1});
  return entries.empty() ? std::nullopt : author_from(entries.front().bytes);
}

}  // namespace seva::actions
