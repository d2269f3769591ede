#pragma once

#include <string>
#include <vector>

#include "domain/call.hpp"
#include "domain/event.hpp"
#include "domain/ids.hpp"

namespace seva::actions {

/// A ticket is new or has a new version.
struct TicketNews {
  std::string docket;
  std::uint32_t version = 0;
  std::string unit;
  std::string unit_before;                             ///< empty: the ticket is new
  domain::EventKind kind = domain::EventKind::opened;  ///< of the last event
  std::string by;                                      ///< the login of whoever did it; empty: the citizen, a plugin or the kernel
};

struct TriageNews {
  enum class State : std::uint8_t { waiting = 1, decided, withdrawn };
  domain::TriageId id;
  State state = State::waiting;
  std::string unit;
  std::string by;  ///< as of a ticket
};

struct CallNews {
  domain::CallId id;
  domain::CallState state = domain::CallState::waiting;
  std::string unit;
  std::string agent;  ///< the login of who has the call or is offered it; empty: the channel's name for them is no login
};

struct DeadLetterNews {
  domain::DeadLetterId id;
  std::string plugin;
};

/// What a plugin does now.
struct PluginNews {
  std::string id;
  std::string kind;  ///< channel or department
  bool is_enabled = false;
  std::string state;   ///< running, off, refused, failed
  std::string health;  ///< ok, degraded, down, needs_login, off; empty: nothing is known
  friend bool operator==(const PluginNews&, const PluginNews&) = default;
};

/// Whose sessions may have ended, or whose roles may have changed.
struct PeopleNews {
  std::vector<domain::UserId> users;
  std::vector<std::string> token_hashes;
};

/// What one transaction changed, once it is committed. Small on purpose: whoever hears it asks for the rest with the rights of its reader.
struct News {
  std::vector<TicketNews> tickets;
  std::vector<TriageNews> triage;
  std::vector<CallNews> calls;
  std::vector<DeadLetterNews> dead_letters;
  std::vector<PluginNews> plugins;
  PeopleNews people;

  [[nodiscard]] bool is_empty() const {
    return tickets.empty() && triage.empty() && calls.empty() && dead_letters.empty() && plugins.empty() && people.users.empty() &&
           people.token_hashes.empty();
  }
};

/// Where news goes.
class Announcements {
 public:
  virtual ~Announcements() = default;
  /// Called after the commit on the thread that committed, so from any thread; two commits may be announced in either order. Must not wait and
  /// must not throw.
  virtual void announce(const News& news) noexcept = 0;
};

}  // namespace seva::actions
