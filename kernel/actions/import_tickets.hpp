#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "actions/choose_department.hpp"

namespace seva::actions {

/// What one side wrote in a complaint that was kept elsewhere.
struct ImportedMessage {
  domain::Instant sent_at;
  bool is_from_office = false;
  std::string text;
};

/// A complaint that was kept elsewhere, as a file tells of it. What the file does not say is empty.
struct ImportedTicket {
  std::size_t line = 0;    ///< of the file, from 1
  std::string channel;     ///< under whose id its messages are kept
  std::string number;      ///< its id where it comes from; by channel and number it is known again
  std::string docket;      ///< kept, where it is one of this instance's
  domain::Author author;   ///< without an id, its handle, else its name, else the number stands for it
  std::string language;    ///< BCP 47
  std::string department;  ///< id; empty: the one that takes it for its own
  std::string unit;        ///< code, name or alias; empty: as the department thinks, else the triage unit
  std::string category;    ///< code or name; empty: as the department thinks
  std::optional<domain::Priority> priority;
  bool is_confidential = false;
  domain::Status status = domain::Status::open;
  std::string outcome;  ///< of what is closed; empty: "imported"
  domain::Instant opened_at;
  std::optional<domain::Instant> closed_at;
  std::vector<ImportedMessage> messages;  ///< in their order; the first is the complaint
};

/// A row that was not taken, and why.
struct RefusedRow {
  std::size_t line = 0;
  domain::Problem problem;
};

struct ImportReport {
  std::int64_t taken = 0;
  std::int64_t known = 0;  ///< were in the store already
  std::vector<RefusedRow> refused;
};

/// Takes in complaints that were kept elsewhere: with their times, state and conversation, so that figures count from when they were opened. Nobody
/// is answered, and what was closed counts as verified. A row that cannot be taken is refused; its neighbours go in. The same file may be taken any
/// number of times. Of one thread.
class ImportTickets {
 public:
  /// `origin` names the file in the tickets' histories. `is_trial`: everything is checked and nothing is written.
  ImportTickets(Ports& ports, std::string origin, bool is_trial);

  /// One transaction. Throws where the store fails; then nothing of the batch is stored.
  void take(std::vector<ImportedTicket> batch, ImportReport& report);

 private:
  struct Entry;
  [[nodiscard]] domain::Result<Entry> prepare(ImportedTicket row) const;
  [[nodiscard]] static domain::Result<void> check_messages(Entry& entry, domain::Instant now);
  [[nodiscard]] domain::Result<void> settle_places(Entry& entry, const Opinions& opinions, std::size_t place) const;
  [[nodiscard]] static std::set<std::pair<std::string, std::string>> stored_numbers(Transaction& transaction, const std::vector<Entry>& entries);
  void add(Transaction& transaction, Changes& changes, Entry entry);
  void add_message(Changes& changes, domain::Ticket& ticket, const Entry& entry, std::size_t place);
  void add_end(Changes& changes, domain::Ticket& ticket, const ImportedTicket& row);
  void happen(Changes& changes, domain::Ticket& ticket, domain::Event event);
  [[nodiscard]] domain::CitizenId citizen_of(Transaction& transaction, Changes& changes, const Entry& entry);

  Ports& ports_;
  std::shared_ptr<const domain::Instance> instance_;
  std::string origin_;
  bool is_trial_;
  std::map<std::string, std::string> units_;       ///< by folded name; empty where two bear it
  std::map<std::string, std::string> categories_;  ///< by folded name
};

}  // namespace seva::actions
