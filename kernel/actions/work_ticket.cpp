#include "actions/ticket_work.hpp"

#include "actions/attach_files.hpp"
#include "actions/look_at_sealed.hpp"
#include "domain/unicode.hpp"

namespace seva::actions {
namespace {

using domain::Event;
using domain::Permission;
using domain::Principal;
using domain::Result;
using domain::Ticket;

Result<std::vector<Event>> only(Result<Event> event) {
  if (!event) return event.error();
  return std::vector<Event>{std::move(*event)};
}

/// May the person be given the ticket?
bool is_fit(const Principal& person, const Work& at_hand) {
  return domain::may(person, Permission::reply, at_hand.ticket.unit, at_hand.instance.units) &&
         (!at_hand.ticket.is_sealed || may_read_sealed(person, at_hand.ticket.unit, at_hand.instance));
}

}  // namespace

Result<Ticket> add_note(Ports& ports, const Principal& who, const TicketReference& which, const std::string& text,
                        std::span<const domain::FileId> files) {
  auto checked = checked_text(text);
  if (!checked) return checked.error();
  return work(ports, who, which, Permission::note, [&](Work& at_hand) -> Result<std::vector<Event>> {
    Event note = domain::note(at_hand.ticket, *checked, at_hand.actor, at_hand.now);
    if (const auto attached = attach_files(ports, at_hand, note, files); !attached) return attached.error();
    return std::vector{std::move(note)};
  });
}

Result<Ticket> change_status(Ports& ports, const Principal& who, const TicketReference& which, const domain::StatusChange& change) {
  return work(ports, who, which, Permission::change_status,
              [&](Work& at_hand) { return only(checked_status(ports, at_hand, at_hand.ticket, change)); });
}

Result<Ticket> assign_ticket(Ports& ports, const Principal& who, const TicketReference& which, const std::string& login) {
  return work(ports, who, which, Permission::assign, [&](Work& at_hand) -> Result<std::vector<Event>> {
    if (login.empty()) return only(domain::assign(at_hand.ticket, {}, {}, at_hand.actor, at_hand.now));
    const auto person = at_hand.transaction.people().user_by_login(login);
    const bool can_work = person && !person->is_disabled && is_fit({person->id, person->login, person->name, person->roles}, at_hand);
    if (!can_work)
      return domain::invalid("assignee_unfit", "Nobody with this login can work the ticket.", "login",
                             "Choose an officer of the unit that holds it.");
    return only(domain::assign(at_hand.ticket, person->id, person->name, at_hand.actor, at_hand.now));
  });
}

Result<Ticket> forward_ticket(Ports& ports, const Principal& who, const TicketReference& which, const std::string& unit, const std::string& reason) {
  return work(ports, who, which, Permission::forward,
              [&](Work& at_hand) { return only(domain::forward(at_hand.ticket, at_hand.instance.units, unit, reason, at_hand.actor, at_hand.now)); });
}

Result<Ticket> correct_ticket(Ports& ports, const Principal& who, const TicketReference& which, const domain::Correction& correction) {
  return work(ports, who, which, Permission::correct,
              [&](Work& at_hand) { return only(domain::correct(at_hand.ticket, at_hand.instance, correction, at_hand.actor, at_hand.now)); });
}

Result<Ticket> verify_closure(Ports& ports, const Principal& who, const TicketReference& which, const std::string& reason) {
  return work(ports, who, which, Permission::verify,
              [&](Work& at_hand) { return only(domain::verify(at_hand.ticket, reason, at_hand.actor, at_hand.now)); });
}

}  // namespace seva::actions
