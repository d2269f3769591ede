#include "actions/index_tickets.hpp"

#include <algorithm>

#include "actions/search_tokens.hpp"
#include "domain/sound.hpp"

namespace seva::actions {
namespace {

constexpr std::size_t kTicketsInBatch = 500;
constexpr std::size_t kMostText = 64 * 1024;  ///< bytes of one ticket's words; what a person wrote first counts
constexpr std::chrono::seconds kLookBackEvery{20};

/// The end of a text that is not cut within a character.
std::size_t whole_end(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text.size();
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
  return most;
}

void add_text(SearchDocument& document, std::string_view text) {
  if (text.empty() || document.text.size() >= kMostText) return;
  document.text.append(text.substr(0, whole_end(text, kMostText - document.text.size()))).append("\n");
}

void add_sounds(SearchDocument& document) {
  for (const std::string& word : domain::words_of(document.text)) document.tokens.push_back(sound_token(word));
  std::sort(document.tokens.begin(), document.tokens.end());
  document.tokens.erase(std::unique(document.tokens.begin(), document.tokens.end()), document.tokens.end());
}

/// Those of tickets that are sealed or gone are empty.
std::vector<SearchDocument> documents_of(Transaction& transaction, const std::vector<domain::TicketId>& ids, const domain::UnitTree& units) {
  std::map<domain::TicketId, SearchDocument> documents;
  std::vector<domain::TicketId> readable;
  for (const domain::TicketId id : ids) documents[id].ticket = id;
  for (const domain::Ticket& ticket : transaction.tickets().by_ids(ids)) {
    if (ticket.is_sealed) continue;
    readable.push_back(ticket.id);
    add_facets(documents[ticket.id].tokens, ticket, units);
    add_text(documents[ticket.id], ticket.docket);
  }
  for (const SaidWords& said : transaction.search().messages_of(readable)) {
    SearchDocument& document = documents[said.ticket];
    add_text(document, said.text);
    add_text(document, said.author.name);
    add_author(document.tokens, said.author);
  }
  for (const domain::Event& remark : transaction.search().remarks_of(readable)) {
    add_text(documents[remark.ticket], remark.detail(domain::detail_name::kText));
    add_text(documents[remark.ticket], remark.reason);
  }
  std::vector<SearchDocument> list;
  for (auto& [id, document] : documents) {
    add_sounds(document);
    list.push_back(std::move(document));
  }
  return list;
}

}  // namespace

void IndexTickets::put(const std::set<domain::TicketId>& tickets, const SearchProgress& progress) {
  const auto instance = ports_.settings.current();
  std::vector<SearchDocument> documents;
  if (!tickets.empty())
    ports_.store.read([&](Transaction& transaction) { documents = documents_of(transaction, {tickets.begin(), tickets.end()}, instance->units); });
  ports_.search.put(documents, progress);
}

domain::EventId IndexTickets::take(SearchProgress& progress, domain::EventId after) {
  std::vector<LoggedEvent> events;
  ports_.store.read([&](Transaction& transaction) { events = transaction.search().events_after(after, kTicketsInBatch); });
  if (events.empty()) return {};
  std::set<domain::TicketId> tickets;
  for (const LoggedEvent& logged : events)
    if (is_new(logged) && logged.ticket) tickets.insert(logged.ticket);
  const SearchProgress before = progress;
  progress.followed = std::max(progress.followed, events.back().event);
  if (!tickets.empty() || progress != before) put(tickets, progress);
  return events.size() < kTicketsInBatch ? domain::EventId{} : events.back().event;
}

bool IndexTickets::is_new(const LoggedEvent& logged) {
  const std::pair event{logged.event, logged.ticket};
  if (done_.empty() || done_.back() < event) {
    done_.push_back(event);
    return true;
  }
  const auto place = std::lower_bound(done_.begin(), done_.end(), event);
  if (*place == event) return false;
  done_.insert(place, event);
  return true;
}

void IndexTickets::look_back(SearchProgress& progress) {
  const domain::Instant now = ports_.clock.now();
  if (now - looked_back_ < kLookBackEvery) return;
  looked_back_ = now;
  const domain::EventId first{domain::first_id_at(now - kLate)};
  done_.erase(done_.begin(), std::lower_bound(done_.begin(), done_.end(), std::pair{first, domain::TicketId{}}));
  for (domain::EventId after = first; after && after < progress.followed;) after = take(progress, after);
}

bool IndexTickets::fill(SearchProgress& progress) {
  if (!progress.backfilled) return false;
  std::vector<domain::TicketId> ids;
  ports_.store.read([&](Transaction& transaction) { ids = transaction.search().tickets_before(progress.backfilled, kTicketsInBatch); });
  progress.backfilled = ids.size() < kTicketsInBatch ? domain::TicketId{} : ids.back();
  put({ids.begin(), ids.end()}, progress);
  return static_cast<bool>(progress.backfilled);
}

void IndexTickets::begin_anew() {
  SearchProgress progress;
  progress.form = search_form(ports_.settings.current()->units);
  const domain::Instant now = ports_.clock.now();
  progress.followed = {domain::first_id_at(now - kLate)};
  progress.filled_from = progress.backfilled = {domain::first_id_at(now + kLate)};
  ports_.search.put({}, progress);
}

bool IndexTickets::run() {
  if (ports_.search.progress().form != search_form(ports_.settings.current()->units)) begin_anew();
  SearchProgress progress = ports_.search.progress();
  const bool is_behind = static_cast<bool>(take(progress, progress.followed));
  look_back(progress);
  const bool is_filling = fill(progress);
  return is_behind || is_filling;
}

SearchState IndexTickets::state(Ports& ports) {
  const SearchProgress progress = ports.search.progress();
  SearchState state;
  const domain::Instant now = ports.clock.now();
  std::vector<LoggedEvent> next;
  domain::TicketId oldest;
  ports.store.read([&](Transaction& transaction) {
    next = transaction.search().events_after(progress.followed, 1);
    oldest = transaction.search().oldest_ticket();
  });
  state.up_to = next.empty() ? now : domain::made_at(progress.followed.value);
  if (!next.empty()) state.lag = std::chrono::duration_cast<std::chrono::milliseconds>(now - domain::made_at(next.front().event.value));
  state.lag = std::max(state.lag, std::chrono::milliseconds{0});
  if (progress.form.empty()) state.part = 0;
  if (progress.backfilled && oldest < progress.backfilled)
    state.part =
        static_cast<double>(progress.filled_from.value - progress.backfilled.value) / static_cast<double>(progress.filled_from.value - oldest.value);
  return state;
}

}  // namespace seva::actions
