#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "seva/detail/host.hpp"
#include "seva/effects.hpp"
#include "seva/instant.hpp"
#include "seva/settings.hpp"

namespace seva {

// What a department is told. Everything in it is a view: valid during the call only. Copy what must last.

struct UnitView {
  std::string_view code;
  std::string_view parent;  ///< empty for a root
  std::string_view kind;    ///< as the instance names its levels
  std::vector<std::string_view> names;
  std::vector<std::string_view> aliases;
};

struct AccountView {
  std::string_view handle;  ///< an account without @, or a hashtag with its #
  std::string_view unit;
};

struct DepartmentStart {
  Instant now;
  Config config;
  Files files;
  std::vector<UnitView> units;
  std::vector<AccountView> accounts;
};

/// An account or hashtag of the instance that a message names.
struct AddressedView {
  std::string_view account;
  std::string_view unit;
};

/// A citizen's message as a department may see it: never who wrote it.
struct CitizenMessage {
  std::string_view text;      ///< UTF-8 in NFC
  std::string_view language;  ///< BCP 47; empty if unknown
  Instant sent_at;
  std::string_view channel_kind;
  std::vector<AddressedView> addressed;    ///< most specific last
  std::vector<std::string_view> hashtags;  ///< without #
  std::vector<std::string_view> mentions;  ///< without @
  std::optional<Location> location;
  bool is_reply = false;
};

/// What an officer wants to close a ticket with.
struct OutcomeCheck {
  Instant now;
  std::string_view category;
  std::string_view priority;  ///< as in the protocol: emergency, high, normal, low
  std::string_view unit;
  std::string_view status;   ///< open, in_process, incomplete, closed
  std::string_view outcome;  ///< code of one of the manifest's outcomes
  std::vector<std::pair<std::string_view, std::string_view>> fields;
  /// Empty if the field was not filled in.
  [[nodiscard]] std::string_view field(std::string_view name) const {
    for (const auto& [key, value] : fields)
      if (key == name) return value;
    return {};
  }
};

// What a department answers.

enum class RelevanceKind : std::uint8_t { grievance = 1, query, praise, chatter };
enum class Priority : std::uint8_t { emergency = 1, high, normal, low };
enum class Aspect : std::uint8_t { relevance = 1, category, priority, unit, confidentiality };

/// A byte range of the message's text.
struct Words {
  std::size_t offset = 0;
  std::size_t size = 0;
};

/// Why the department answers as it does. `code` is one of the manifest's texts, `arguments` fill its {0} to {9}.
struct Reason {
  Aspect aspect = Aspect::relevance;
  std::string code;
  std::vector<std::string> arguments;
  double weight = 0;         ///< how much it counted, in [-1, 1]; below 0 it spoke against
  std::vector<Words> words;  ///< what in the text led to it
};

struct UnitCandidate {
  std::string unit;
  double score = 0;  ///< in [0, 1]
};

/// The department's opinion of one message.
struct Assessment {
  RelevanceKind relevance = RelevanceKind::chatter;
  double score = 0;      ///< in [0, 1]: how sure it is that somebody of its own must act; praise and chatter score low
  std::string category;  ///< code of one of the manifest's categories; empty: none
  Priority priority = Priority::normal;
  std::string unit;                                        ///< empty: unsure; `candidates` then say between whom
  std::vector<UnitCandidate> candidates;                   ///< best first
  std::vector<std::pair<std::string, std::string>> facts;  ///< name and value, as a train number; names are unique
  bool is_confidential = false;                            ///< must be sealed
  std::vector<Reason> reasons;
};

struct OutcomeProblem {
  std::string field;  ///< empty: the outcome as a whole
  std::string code;   ///< one of the manifest's texts
  std::vector<std::string> arguments;
};

/// A department: knows which messages are its business, and of which unit. Pure: the same start and message give the same answer. It does no
/// I/O, has no threads and no mutable globals; the kernel may hold several instances of it and asks each from one thread at a time.
///
/// Life: constructed, on_start once, then assess and check_outcome in any order. New configuration or units end the instance and start
/// another one. An exception means that it failed: the instance ends, and the batch is tried again message by message.
class Department {
 public:
  Department() = default;
  Department(const Department&) = delete;
  Department& operator=(const Department&) = delete;
  virtual ~Department() = default;

  /// Must be done within 2 s; a gazetteer is best read from `files`.
  virtual void on_start(const DepartmentStart& start, Notices& notices) = 0;
  /// Called for batches of up to 100 messages; aim below 50 µs each.
  [[nodiscard]] virtual Assessment assess(const CitizenMessage& message) const = 0;
  /// What is wrong with closing a ticket so. Empty: it may be closed. The kernel has already checked the form of required fields and patterns.
  [[nodiscard]] virtual std::vector<OutcomeProblem> check_outcome(const OutcomeCheck&) const { return {}; }
};

namespace detail {

/// Carries a Department over the C boundary.
class DepartmentHost final : public Host {
 public:
  explicit DepartmentHost(std::unique_ptr<Department> department) : department_(std::move(department)) {}

 private:
  void turn(json::View event, std::string_view payload, std::string& answer) override;
  void start(json::View event, std::string_view payload);
  void assess(std::string_view payload, std::string& answer);
  void check_outcome(json::View event, std::string& answer) const;

  std::unique_ptr<Department> department_;
  Notices notices_;
  json::Document messages_;
  CitizenMessage message_;
};

}  // namespace detail
}  // namespace seva

/// Exports the Department `Class` (default-constructible) with its manifest, a constexpr std::string_view or string literal of JSON.
/// Once a plugin, at namespace scope. Beside a MANIFEST given to seva_add_plugin, say SEVA_EXPORT_DEPARTMENT(Class, seva::kManifest).
#define SEVA_EXPORT_DEPARTMENT(Class, manifest_json) SEVA_DETAIL_EXPORT(::seva::detail::DepartmentHost, Class, manifest_json)
