#include "actions/archived.hpp"

#include <algorithm>

#include "domain/month.hpp"

namespace seva::actions {
namespace {

domain::Problem archived(const ArchivedTicket& ticket, std::string where, std::string next) {
  const auto month = domain::month_from(ticket.month);
  return {domain::ProblemKind::gone, "archived",
          "This complaint was closed in " + (month ? domain::spoken_month(*month, "en") : ticket.month) + " and lies in the archive.",
          std::move(where), std::move(next)};
}

bool administers(const domain::Principal& who) {
  return std::any_of(who.roles.begin(), who.roles.end(), [](const domain::RoleAt& role) { return role.role == domain::Role::administrator; });
}

}  // namespace

domain::Problem absent_ticket(Transaction& transaction, const domain::Principal& who, const domain::Instance& instance,
                              const domain::Docket& docket) {
  const auto ticket = transaction.tickets().archived(docket.text());
  if (!ticket || !domain::may(who, domain::Permission::read_ticket, ticket->unit, instance.units)) return domain::not_found();
  if (!administers(who)) return archived(*ticket, ticket->month, "Ask an administrator to bring it back.");
  return archived(*ticket, ticket->archive, "Bring its month back with seva archive --restore and this file.");
}

domain::Result<domain::Ticket> readable_ticket(Transaction& transaction, const domain::Principal& who, const domain::Instance& instance,
                                               const std::string& typed_docket) {
  const auto docket = domain::Docket::parse(instance.docket_prefix, typed_docket);
  if (!docket) return domain::not_found();
  auto ticket = transaction.tickets().by_docket(docket->text());
  if (!ticket) return absent_ticket(transaction, who, instance, *docket);
  if (!domain::may(who, domain::Permission::read_ticket, ticket->unit, instance.units)) return domain::not_found();
  return std::move(*ticket);
}

domain::Problem absent_docket(Transaction& transaction, const domain::Docket& docket) {
  const auto ticket = transaction.tickets().archived(docket.text());
  if (!ticket || ticket->is_confidential) return domain::not_found();
  return archived(*ticket, ticket->month, "Ask the office for it by its docket.");
}

}  // namespace seva::actions
