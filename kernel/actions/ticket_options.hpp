#pragma once

#include <map>
#include <string>
#include <vector>

#include "actions/ports.hpp"

namespace seva::actions {

/// Something that could be done to a ticket: reply, private_message, note, ask, take_up, close, reopen, forward, assign, correct, verify, merge,
/// reveal.
struct PossibleAct {
  std::string name;
  bool may_do = false;
  domain::Text why_not;  ///< where it may not
};

/// A way to reach the citizen.
struct Way {
  std::string id;  ///< public or private
  std::string channel;
  bool is_private = false;
  std::string to;                ///< as shown: a handle, a masked number
  std::string reply_limit_json;  ///< empty: no limit
  bool takes_attachments = false;
};

/// Somebody who can be given tickets.
struct Colleague {
  std::string login;
  std::string name;
  domain::Role role = domain::Role::officer;
  std::int64_t open_tickets = 0;
};

struct TicketOptions {
  std::vector<PossibleAct> acts;
  std::vector<Way> ways;  ///< the usual one first
  std::vector<Colleague> people;
  std::map<std::string, domain::Text> variables;  ///< of ready replies
};

/// What the person may do with the ticket now, as policy and workflow say it; nothing sealed is opened. not_found as for show_ticket().
[[nodiscard]] domain::Result<TicketOptions> show_options(Ports& ports, const domain::Principal& who, const std::string& docket);

/// Who works at the unit, by name. not_found where the person does not assign there.
[[nodiscard]] domain::Result<std::vector<Colleague>> list_people(Ports& ports, const domain::Principal& who, const std::string& unit);

}  // namespace seva::actions
