#include "storage/archive_moves.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "storage/key_list.hpp"
#include "storage/write_statements.hpp"

namespace seva::storage {
namespace {

using domain::TicketId;
using Tickets = std::vector<const WholeTicket*>;

constexpr KeyedSelect kLying{"find what lies in an archive", "ticket", "FROM archived_tickets WHERE archive = :archive AND is_back = 0 AND ticket IN",
                             ""};
constexpr KeyedSelect kLiving{"find the tickets that lead", "docket", "FROM tickets WHERE docket IN", ""};
const Statement kKnow = insert("know what lies in an archive", "archived_sources", "channel, source_id, revision");
const Statement kForgetTicket{"know what came back",
                              "DELETE FROM archived_sources WHERE channel = :channel AND source_id = :source_id AND revision = :revision"};
const Statement kIsBack{"say that a ticket is back",
                        "UPDATE archived_tickets SET is_back = 1, move = :move WHERE ticket = :ticket AND archive = :archive AND is_back = 0"};
const Statement kCount{"count an archive's tickets", "UPDATE archives SET tickets = tickets + :more WHERE id = :id"};

std::vector<Value> ids_of(std::span<const WholeTicket> tickets) {
  std::vector<Value> ids;
  for (const WholeTicket& ticket : tickets) ids.push_back(to_value(ticket.id));
  return ids;
}

std::set<TicketId> lying_in(RepositorySession& session, std::int64_t archive, std::span<const WholeTicket> tickets) {
  std::set<TicketId> lying;
  select_by_keys(session, kLying, {archive}, ids_of(tickets), [&](Row& row) { lying.insert(row.id<TicketId>()); });
  return lying;
}

/// Of the dockets that these tickets are part of, those that are here.
std::set<std::string, std::less<>> living_leaders(RepositorySession& session, std::span<const WholeTicket> tickets) {
  std::set<std::string, std::less<>> leaders;
  for (const WholeTicket& ticket : tickets)
    if (std::string leader = ticket.own().text("merged_into"); !leader.empty()) leaders.insert(std::move(leader));
  std::set<std::string, std::less<>> living;
  select_by_keys(session, kLiving, {}, key_values(leaders), [&](Row& row) { living.insert(row.text()); });
  return living;
}

/// As they are stored, which is as they are filed.
std::vector<WholeTicket> ready_to_go(RepositorySession& session, const TicketParts& parts, std::span<const WholeTicket> filed) {
  std::vector<TicketId> ids;
  std::unordered_map<TicketId, const WholeTicket*> by_id;
  for (const WholeTicket& ticket : filed) {
    ids.push_back(ticket.id);
    by_id.emplace(ticket.id, &ticket);
  }
  std::vector<WholeTicket> stored = parts.read(session, ids);
  std::set<std::string, std::less<>> leaders = living_leaders(session, filed);
  std::erase_if(stored, [&](const WholeTicket& ticket) {
    const bool stays = ticket.rows != by_id.at(ticket.id)->rows || leaders.contains(ticket.own().text("merged_into"));
    if (!stays) leaders.erase(ticket.own().text("docket"));
    return stays;
  });
  return stored;
}

template <class Take>
void for_each_source(const Tickets& tickets, const Take& take) {
  for (const WholeTicket* ticket : tickets) {
    for (const PlainRow* message : ticket->of("messages")) take(message->text("channel"), message->text("source_id"), message->number("revision"));
    for (const PlainRow* call : ticket->of("calls")) take(call->text("channel"), call->text("call_id"), std::int64_t{0});
  }
}

void run_for_sources(RepositorySession& session, const Statement& statement, const Tickets& tickets) {
  RowBatch batch(statement);
  for_each_source(tickets, [&](std::string channel, std::string source, std::int64_t revision) {
    batch.add(batch.keep(std::move(channel)), batch.keep(std::move(source)), revision);
  });
  if (batch.rows() > 0) session.run(batch);
}

void say_where(RepositorySession& session, const Tickets& tickets, std::int64_t archive, actions::Identities& identities) {
  Statement statement = insert("say where tickets lie", "archived_tickets", "ticket, move, docket, unit, is_confidential, archive, is_back");
  statement.text += or_update(session.dialect(), "ticket", {"move", "docket", "unit", "is_confidential", "archive", "is_back"});
  RowBatch batch(statement);
  for (const WholeTicket* ticket : tickets)
    batch.add(ticket->id, identities.next_id(), batch.keep(ticket->own().text("docket")), batch.keep(ticket->own().text("unit")),
              ticket->own().number("is_confidential") != 0, archive, false);
  session.run(batch);
}

void say_back(RepositorySession& session, const Tickets& tickets, std::int64_t archive, actions::Identities& identities) {
  RowBatch batch(kIsBack);
  for (const WholeTicket* ticket : tickets) batch.add(identities.next_id(), ticket->id, archive);
  if (session.run(batch) != static_cast<std::int64_t>(tickets.size())) throw actions::Outdated("A ticket came back by somebody else.");
}

/// Last of all, as every writer does it: it is what different transactions meet at.
void count(RepositorySession& session, const Tickets& tickets, std::int64_t archive, std::int64_t sign) {
  session.execute(kCount, {-sign * static_cast<std::int64_t>(tickets.size()), archive});
  std::map<std::pair<std::string, std::int64_t>, std::int64_t> counts;
  for (const WholeTicket* ticket : tickets) counts[{ticket->own().text("unit"), ticket->own().number("status")}] += sign;
  RowBatch batch(write_statements(session.dialect()).add_counts);
  for (const auto& [where, tickets_there] : counts) batch.add(where.first, where.second, tickets_there);
  session.run(batch);
}

}  // namespace

std::set<TicketId> move_out(RepositorySession& session, const TicketParts& parts, std::span<const WholeTicket> filed, std::int64_t archive,
                            actions::Identities& identities) {
  std::set<TicketId> lying = lying_in(session, archive, filed);
  const std::vector<WholeTicket> stored = ready_to_go(session, parts, filed);
  Tickets going;
  for (const WholeTicket& ticket : stored) going.push_back(&ticket);
  if (going.empty()) return lying;
  parts.remove(session, going);
  run_for_sources(session, kKnow, going);
  say_where(session, going, archive, identities);
  count(session, going, archive, -1);
  for (const WholeTicket* ticket : going) lying.insert(ticket->id);
  return lying;
}

std::set<TicketId> bring_back(RepositorySession& session, const TicketParts& parts, std::span<const WholeTicket> filed, std::int64_t archive,
                              actions::Identities& identities) {
  const std::set<TicketId> lying = lying_in(session, archive, filed);
  Tickets coming;
  for (const WholeTicket& ticket : filed)
    if (lying.contains(ticket.id)) coming.push_back(&ticket);
  if (coming.empty()) return lying;
  parts.put_in(session, coming);
  run_for_sources(session, kForgetTicket, coming);
  say_back(session, coming, archive, identities);
  count(session, coming, archive, 1);
  return lying;
}

}  // namespace seva::storage
