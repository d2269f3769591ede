#include "actions/find_duplicates.hpp"

#include <algorithm>
#include <set>

#include "actions/archived.hpp"
#include "domain/sound.hpp"

namespace seva::actions {
namespace {

using domain::Ticket;

constexpr std::chrono::days kSamePersonWithin{30};
constexpr std::chrono::days kSamePlaceWithin{3};
constexpr std::size_t kMostOfAPerson = 20;
constexpr std::size_t kMostOfAUnit = 50;
constexpr std::size_t kMostShown = 5;
constexpr std::size_t kFewestWords = 5;  ///< less says nothing
constexpr double kAlike = 0.6;

/// How the words of the first line sound, each once.
std::set<std::string> sounds_of(const Ticket& ticket) {
  std::set<std::string> sounds;
  for (const std::string& word : domain::words_of(ticket.summary)) sounds.insert(domain::sound_of(word));
  return sounds;
}

/// The share of the shorter one's words that the other has as well, 0 to 1.
double likeness(const std::set<std::string>& one, const std::set<std::string>& other) {
  const std::size_t shorter = std::min(one.size(), other.size());
  if (shorter < kFewestWords) return 0;
  const auto shared = std::count_if(one.begin(), one.end(), [&](const std::string& sound) { return other.contains(sound); });
  return static_cast<double>(shared) / static_cast<double>(shorter);
}

class Search {
 public:
  Search(Transaction& transaction, const domain::Principal& who, const Ticket& ticket, const domain::Instance& instance)
      : transaction_(transaction), ticket_(ticket), scope_(domain::scope_of(who, domain::Permission::read_ticket, instance.units)) {}

  std::vector<LikelyDuplicate> run() {
    of_person();
    of_thread();
    of_unit();
    std::stable_sort(found_.begin(), found_.end(),
                     [](const LikelyDuplicate& left, const LikelyDuplicate& right) { return left.score > right.score; });
    if (found_.size() > kMostShown) found_.resize(kMostShown);
    return std::move(found_);
  }

 private:
  void add(const Ticket& candidate, double weight, domain::Aspect aspect, const char* code, domain::Text sentence) {
    if (candidate.id == ticket_.id || candidate.is_sealed || candidate.merged_into == ticket_.docket) return;
    const bool is_readable = scope_.is_everything || std::find(scope_.units.begin(), scope_.units.end(), candidate.unit) != scope_.units.end();
    if (!is_readable) return;
    auto known = std::find_if(found_.begin(), found_.end(), [&](const LikelyDuplicate& one) { return one.ticket.id == candidate.id; });
    if (known == found_.end()) known = found_.insert(found_.end(), {candidate, 0, candidate.citizen == ticket_.citizen, {}});
    known->score += weight * (1 - known->score);
    known->reasons.push_back({aspect, std::move(sentence), weight, "kernel", {}, code});
  }

  [[nodiscard]] bool is_within(const Ticket& candidate, std::chrono::days days) const {
    return std::chrono::abs(candidate.opened_at - ticket_.opened_at) <= days;
  }

  void of_person() {
    TicketQuery query;
    query.scope = scope_;
    query.citizen = ticket_.citizen;
    query.order = TicketOrder::newest;
    query.limit = kMostOfAPerson;
    for (const TicketRow& row : transaction_.tickets().list(query)) {
      if (!is_within(row.ticket, kSamePersonWithin)) continue;
      add(row.ticket, 0.5, domain::Aspect::relevance, "same_person", {"The same person wrote it.", "उसी व्यक्ति ने लिखा है।"});
      if (row.ticket.category == ticket_.category)
        add(row.ticket, 0.3, domain::Aspect::category, "same_category", {"It is about the same kind of thing.", "विषय की श्रेणी वही है।"});
    }
  }

  void of_thread() {
    std::vector<std::string> threads;
    for (const domain::Message& message : transaction_.tickets().messages(ticket_.id))
      if (!message.thread.empty()) threads.push_back(message.thread);
    if (threads.empty()) return;
    std::vector<domain::TicketId> ids;
    for (const ThreadTicket& one : transaction_.intake().tickets_of_threads(ticket_.channel, threads)) ids.push_back(one.ticket);
    for (const Ticket& candidate : transaction_.tickets().by_ids(ids))
      add(candidate, 0.6, domain::Aspect::relevance, "same_conversation", {"It is of the same conversation.", "यह उसी बातचीत का भाग है।"});
  }

  /// Other citizens may tell of the same thing: at the same place, or in much the same words.
  void of_unit() {
    TicketQuery query;
    query.scope = scope_;
    query.unit = ticket_.unit;
    query.categories = {ticket_.category};
    query.opened_from = ticket_.opened_at - kSamePlaceWithin;
    query.order = TicketOrder::newest;
    query.limit = kMostOfAUnit;
    std::vector<Ticket> candidates;
    std::vector<domain::TicketId> ids{ticket_.id};
    for (TicketRow& row : transaction_.tickets().list(query)) {
      ids.push_back(row.ticket.id);
      candidates.push_back(std::move(row.ticket));
    }
    std::unordered_map<domain::TicketId, std::string> places;
    for (const domain::Event& event : transaction_.desk().turning_points(ids))
      if (const auto place = event.detail("fact.place"); !place.empty()) places[event.ticket] = place;
    const std::string place = places[ticket_.id];
    const auto sounds = sounds_of(ticket_);
    for (const Ticket& candidate : candidates) {
      if (!is_within(candidate, kSamePlaceWithin)) continue;
      if (!place.empty() && places[candidate.id] == place)
        add(candidate, 0.6, domain::Aspect::unit, "same_place",
            {"The same unit, category and place within three days: " + place + ".", "तीन दिन के भीतर वही इकाई, श्रेणी और स्थान: " + place + "।"});
      if (const double alike = likeness(sounds, sounds_of(candidate)); alike >= kAlike)
        add(candidate, 0.5 * alike, domain::Aspect::category, "same_words", {"Much of it is said in the same words.", "अधिकांश शब्द वही हैं।"});
    }
  }

  Transaction& transaction_;
  const Ticket& ticket_;
  domain::Scope scope_;
  std::vector<LikelyDuplicate> found_;
};

}  // namespace

domain::Result<std::vector<LikelyDuplicate>> find_duplicates(Ports& ports, const domain::Principal& who, const std::string& typed) {
  const auto instance = ports.settings.current();
  std::optional<domain::Result<std::vector<LikelyDuplicate>>> found;
  ports.store.read([&](Transaction& transaction) {
    const auto ticket = readable_ticket(transaction, who, *instance, typed);
    if (!ticket)
      found.emplace(ticket.error());
    else
      found.emplace(ticket->is_sealed ? std::vector<LikelyDuplicate>{} : Search(transaction, who, *ticket, *instance).run());
  });
  return std::move(*found);
}

}  // namespace seva::actions
