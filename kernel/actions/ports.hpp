#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "actions/search_index.hpp"
#include "actions/store.hpp"
#include "domain/instance.hpp"
#include "domain/result.hpp"

namespace seva::actions {

/// The time of day. Tests set it.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual domain::Instant now() = 0;
};

/// Ids and random bits. Safe to use from any thread.
class Identities {
 public:
  virtual ~Identities() = default;
  [[nodiscard]] virtual std::int64_t next_id() = 0;
  /// From a source that cannot be guessed.
  [[nodiscard]] virtual std::uint64_t random_bits() = 0;
  /// `size` such bytes, written in hexadecimal.
  [[nodiscard]] virtual std::string random_hex(std::size_t size) = 0;

  template <class Id>
  [[nodiscard]] Id next() {
    return Id{next_id()};
  }
};

/// The configuration in force. A change is seen by whoever asks next; what was handed out stays valid as long as it is held.
class Settings {
 public:
  virtual ~Settings() = default;
  [[nodiscard]] virtual std::shared_ptr<const domain::Instance> current() = 0;
};

/// A message for departments to assess, with the accounts of ours that it names. Points into what the caller holds.
struct Assessable {
  const domain::Message* message = nullptr;
  std::span<const domain::Account* const> addressed;
  bool is_reply = false;
};

struct OutcomeProblem {
  std::string field;  ///< of the outcome; empty: the outcome as a whole
  std::string code;   ///< a text of the department's manifest
  std::vector<std::string> arguments;
};

/// The departments that are switched on. Safe to use from any thread.
class Departments {
 public:
  virtual ~Departments() = default;
  [[nodiscard]] virtual std::vector<std::string> enabled() = 0;
  /// One assessment a message, in their order. nullopt: the department is off, unknown, or failed.
  [[nodiscard]] virtual std::optional<std::vector<domain::Assessment>> assess(const std::string& department,
                                                                              std::span<const Assessable> messages) = 0;
  /// May the ticket be closed with this outcome? Empty: yes. A Problem: the department is off or failed.
  [[nodiscard]] virtual domain::Result<std::vector<OutcomeProblem>> check_outcome(const domain::Ticket& ticket, const domain::Outcome& outcome) = 0;
};

/// What a field of an outcome's form looks like.
struct OutcomeField {
  std::string name;
  domain::Text label;
  bool is_required = false;
  domain::Text help = {};     ///< how it is filled in; empty: the label says it
  std::string kind = "line";  ///< line, text (several lines), date or number
  std::string pattern = {};   ///< a regular expression; empty: anything
};

/// What people call a thing that has a name of its own: a fact that departments find, a secret that a plugin needs.
struct NamedLabel {
  std::string name;
  domain::Text label;
};

struct OutcomeForm {
  std::string code;
  domain::Text name;
  std::vector<OutcomeField> fields;
};

/// How a part of a plugin does, in its own words.
struct PluginPart {
  std::string part;
  std::string state;  ///< ok, degraded, down, needs_login
  std::string detail;
  domain::Instant since;  ///< it is in this state
};

/// What a plugin did since the server began; each only ever rises.
struct PluginFigures {
  std::int64_t starts = 0;
  std::int64_t events = 0;            ///< that it was handed
  std::int64_t effects = 0;           ///< that it answered
  std::int64_t requests = 0;          ///< and streams, that it asked for
  std::int64_t refused_requests = 0;  ///< of these, to where it may not go
};

/// Which files a channel carries with an answer.
struct AttachmentRule {
  std::vector<std::string> types;  ///< media types; none: it carries none
  std::size_t most = 1;            ///< with one public answer
  std::size_t most_private = 0;    ///< with one private message
  std::uint64_t largest = 0;       ///< bytes of one

  [[nodiscard]] std::size_t most_of(bool is_private) const { return types.empty() ? 0 : is_private ? most_private : most; }
};

/// What an installed plugin says of itself and how it does.
struct PluginFacts {
  std::string id;
  std::string kind;  ///< channel or department
  std::string version;
  domain::Text name;
  std::string icon;
  bool is_enabled = false;
  std::string state;   ///< running, off, refused, failed
  std::string reason;  ///< why it is refused or failed, with what to do
  bool can_reply = false;
  bool can_send_private = false;
  bool can_call_back = false;
  std::string reply_limit_json;  ///< the manifest's reply_limit; empty: no limit
  AttachmentRule attachments = {};
  std::string privacy_class;  ///< channels: public, personal or sealed
  std::vector<domain::Category> categories;
  std::vector<OutcomeForm> outcomes;
  std::vector<NamedLabel> fact_names;
  domain::Text way_in;  ///< channels: how messages come; empty: the plugin does not say
  std::vector<std::string> hosts;
  bool has_config = false;

  // How it does; what is not known is none.
  std::vector<PluginPart> parts;
  std::int64_t crashes = 0;  ///< in 24 hours
  std::optional<domain::Instant> starts_again_at;
  std::optional<domain::Instant> last_event_at;
  std::optional<double> milliseconds_a_message;
  bool is_quarantined = false;  ///< it crashed too often and is not started again by itself
  std::string sha256;           ///< of the file that is in use
  bool is_isolated = true;      ///< false: it runs in the server's own process
  /// Why a newer file in the place of its own was not taken, with what to do; the version shown goes on. Empty: there is none.
  std::string refused_update;
  PluginFigures figures;
  std::optional<std::int64_t> taken_today;  ///< departments: tickets
  std::int64_t waiting_in_triage = 0;       ///< departments that are off
};

/// The worst of its parts; off where it is not enabled, down where it does not run.
[[nodiscard]] std::string_view health_of(const PluginFacts& plugin);

/// The plugins of this instance, for whoever shows or explains. Safe to use from any thread.
class PluginCatalogue {
 public:
  virtual ~PluginCatalogue() = default;
  [[nodiscard]] virtual std::vector<PluginFacts> plugins() = 0;
  [[nodiscard]] virtual std::optional<PluginFacts> plugin(const std::string& id) = 0;
  /// The text of a code of the plugin's manifest with {0} … {9} still in it; nullopt: the plugin has none.
  [[nodiscard]] virtual std::optional<domain::Text> text(const std::string& plugin, const std::string& code) = 0;
};

/// Carries deliveries to their channels.
class Courier {
 public:
  virtual ~Courier() = default;
  /// Hands a delivery to the channel's plugin; its receipt comes back in a later turn. False: the channel is not there now.
  /// `is_retry`: an earlier attempt may have reached the citizen, so the channel looks for its own post first.
  virtual bool deliver(const domain::Delivery& delivery, bool is_retry) = 0;
};

/// An HTTP request to a channel's own address, as it arrived.
struct WebhookRequest {
  std::string method;
  std::string url;   ///< as the peer sees it: scheme, host, path, query
  std::string path;  ///< after /channels/{id}
  std::vector<std::pair<std::string, std::string>> query;
  std::vector<std::pair<std::string, std::string>> headers;  ///< lower-case names
  std::string body;
};

struct WebhookResponse {
  int status = 503;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

/// Hands webhooks to the channels' plugins. Safe to use from any thread.
class Webhooks {
 public:
  virtual ~Webhooks() = default;
  /// Waits for the plugin's `respond`, which is carried out only after what the request brought was committed.
  /// 404: no such channel, or it is off. 503: it is overloaded, ended, or did not answer within 10 s; nothing was acknowledged. 500: it failed on
  /// this request twice.
  [[nodiscard]] virtual WebhookResponse receive(const std::string& channel, const WebhookRequest& request) = 0;
};

/// What every action needs from outside. Held by reference; outlives the actions.
struct Ports {
  Store& store;
  Clock& clock;
  Identities& identities;
  Settings& settings;
  Departments& departments;
  PluginCatalogue& plugins;
  SearchIndex& search;
};

}  // namespace seva::actions
