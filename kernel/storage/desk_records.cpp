#include "storage/desk_records.hpp"

#include <algorithm>

#include "storage/key_list.hpp"
#include "storage/personal_records.hpp"
#include "storage/row_codec.hpp"
#include "storage/write_statements.hpp"

namespace seva::storage {
namespace {

constexpr KeyedSelect kPeople{"read users' names", "id, login, name", "FROM users WHERE id IN", ""};
constexpr KeyedSelect kAuthors{"read who citizens are", "citizen, channel, author_id, handle, name", "FROM citizen_identities WHERE citizen IN", ""};
/// opened, information_received, status_changed, reopened, corrected, unmerged, merged, taken_back
constexpr KeyedSelect kTurningPoints{"read what settled tickets", kEventColumns,
                                     "FROM events WHERE kind IN (1, 3, 6, 7, 13, 20, 21, 22) AND ticket IN", ""};
const Select kIdOfDocket =
    select("find tickets by their dockets' start", "id", "FROM tickets WHERE docket >= :first AND docket < :last ORDER BY docket LIMIT :most");
constexpr KeyedSelect kWorkloads{"count people's tickets", "assignee, COUNT(*)", "FROM tickets WHERE is_open = 1 AND assignee IN",
                                 "GROUP BY assignee"};
const Select kOwnViews = select("read somebody's views", kViewColumns, "FROM saved_views WHERE owner = :owner ORDER BY id");
constexpr KeyedSelect kUnitViews{"read units' views", kViewColumns, "FROM saved_views WHERE unit IN", "ORDER BY id"};
const Select kView = select("find a view", kViewColumns, "FROM saved_views WHERE id = :id");
constexpr KeyedSelect kReadyReplies{"read ready replies", kReadyReplyColumns, "FROM ready_replies WHERE unit IN", "ORDER BY id"};
const Select kReadyReply = select("find a ready reply", kReadyReplyColumns, "FROM ready_replies WHERE id = :id");
const Select kClaim = select("find a claim", kClaimColumns, "FROM idempotency_claims WHERE user_id = :user AND claim_key = :claim_key");
const Statement kAnswer{
    "answer a claim",
    "UPDATE idempotency_claims SET status = :status, answer = :answer WHERE user_id = :user AND claim_key = :claim_key AND status = 0"};
const Statement kForgetView{"forget old claims", "DELETE FROM idempotency_claims WHERE at <= :before"};

void read_person(Row& row, std::unordered_map<domain::UserId, actions::KnownPerson>& people) {
  actions::KnownPerson& person = people[row.id<domain::UserId>()];
  person.login = row.text();
  person.name = row.text();
}

actions::KnownAuthor read_known_author(Row& row) {
  actions::KnownAuthor known;
  known.citizen = row.id<domain::CitizenId>();
  known.channel = row.text();
  known.author.id = row.text();
  known.author.handle = row.text();
  known.author.name = row.text();
  return known;
}

void sort_by_ticket(std::vector<domain::Event>& events) {
  std::sort(events.begin(), events.end(), [](const domain::Event& left, const domain::Event& right) {
    return std::pair(left.ticket, left.id) < std::pair(right.ticket, right.id);
  });
}

actions::SavedView read_view(Row& row) {
  actions::SavedView view;
  view.id = row.id<actions::ViewId>();
  view.owner = row.id<domain::UserId>();
  view.unit = row.text();
  view.name = row.text();
  view.filter = row.text();
  view.is_newest_first = row.flag();
  view.is_pinned = row.flag();
  view.created_at = row.instant();
  return view;
}

actions::ReadyReply read_ready_reply(Row& row) {
  actions::ReadyReply reply;
  reply.id = row.id<actions::ReadyReplyId>();
  reply.unit = row.text();
  reply.category = row.text();
  reply.title_en = row.text();
  reply.title_hi = row.text();
  reply.text_en = row.text();
  reply.text_hi = row.text();
  reply.is_private = row.flag();
  reply.follows = row.text();
  reply.created_at = row.instant();
  return reply;
}

}  // namespace

std::unordered_map<domain::UserId, actions::KnownPerson> SociDeskRecords::people(std::span<const domain::UserId> users) {
  std::unordered_map<domain::UserId, actions::KnownPerson> people;
  select_by_keys(session_, kPeople, {}, key_values(users), [&](Row& row) { read_person(row, people); });
  return people;
}

std::vector<domain::Event> SociDeskRecords::turning_points(std::span<const domain::TicketId> tickets) {
  std::vector<domain::Event> events;
  select_by_keys(session_, kTurningPoints, {}, key_values(tickets), [&](Row& row) { events.push_back(read_event(row)); });
  sort_by_ticket(events);
  return events;
}

actions::CardParts SociDeskRecords::card_parts(const actions::CardQuery& query) {
  actions::CardParts parts;
  std::vector<Look> looks;
  add_looks(looks, kPeople, {}, key_values(query.assignees), [&](Row& row) { read_person(row, parts.people); });
  add_looks(looks, kAuthors, {}, key_values(query.citizens), [&](Row& row) { parts.authors.push_back(read_known_author(row)); });
  add_looks(looks, kTurningPoints, {}, key_values(query.tickets), [&](Row& row) { parts.turning_points.push_back(read_event(row)); });
  add_seen_looks(looks, query.reader, query.tickets, parts.seen);
  session_.select(looks);
  sort_by_ticket(parts.turning_points);
  return parts;
}

std::vector<domain::TicketId> SociDeskRecords::dockets_beginning(const std::string& start, std::size_t limit) {
  std::vector<domain::TicketId> tickets;
  const std::string last = start + '~';
  session_.select(kIdOfDocket, {start, last, to_value(limit)}, [&](Row& row) { tickets.push_back(row.id<domain::TicketId>()); });
  return tickets;
}

std::unordered_map<domain::UserId, std::int64_t> SociDeskRecords::workloads(std::span<const domain::UserId> users) {
  std::unordered_map<domain::UserId, std::int64_t> workloads;
  select_by_keys(session_, kWorkloads, {}, key_values(users), [&](Row& row) {
    const auto person = row.id<domain::UserId>();
    workloads.insert_or_assign(person, row.number());
  });
  return workloads;
}

std::vector<actions::SavedView> SociDeskRecords::views(domain::UserId owner, std::span<const std::string> units) {
  std::vector<actions::SavedView> views;
  session_.select(kOwnViews, {to_value(owner)}, [&](Row& row) { views.push_back(read_view(row)); });
  select_by_keys(session_, kUnitViews, {}, key_values(units), [&](Row& row) {
    actions::SavedView view = read_view(row);
    const auto is_same = [&](const actions::SavedView& known) { return known.id == view.id; };
    if (std::none_of(views.begin(), views.end(), is_same)) views.push_back(std::move(view));
  });
  return views;
}

std::optional<actions::SavedView> SociDeskRecords::view(actions::ViewId id) {
  std::optional<actions::SavedView> view;
  session_.select(kView, {to_value(id)}, [&](Row& row) { view = read_view(row); });
  return view;
}

std::vector<actions::ReadyReply> SociDeskRecords::ready_replies(std::span<const std::string> units) {
  std::vector<actions::ReadyReply> replies;
  select_by_keys(session_, kReadyReplies, {}, key_values(units), [&](Row& row) { replies.push_back(read_ready_reply(row)); });
  return replies;
}

std::optional<actions::ReadyReply> SociDeskRecords::ready_reply(actions::ReadyReplyId id) {
  std::optional<actions::ReadyReply> reply;
  session_.select(kReadyReply, {to_value(id)}, [&](Row& row) { reply = read_ready_reply(row); });
  return reply;
}

std::optional<actions::Claim> SociDeskRecords::claim(domain::UserId user, const std::string& key) {
  std::optional<actions::Claim> claim;
  session_.select(kClaim, {to_value(user), key}, [&](Row& row) {
    claim.emplace();
    claim->user = row.id<domain::UserId>();
    claim->key = row.text();
    claim->request = row.text();
    claim->at = row.instant();
    claim->status = static_cast<int>(row.number());
    claim->answer = row.text();
  });
  return claim;
}

void SociDeskRecords::forget_claims(domain::Instant before) { session_.execute(kForgetView, {to_value(before)}); }

void SociDeskRecords::answer(const actions::Claim& claim) {
  session_.execute(kAnswer, {to_value(claim.status), claim.answer, to_value(claim.user), claim.key});
}

}  // namespace seva::storage
