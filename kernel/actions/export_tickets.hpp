#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "actions/import_tickets.hpp"

namespace seva::actions {

/// Which tickets are to leave. Empty: all.
struct ExportFilter {
  std::optional<domain::Instant> opened_from;
  std::optional<domain::Instant> opened_before;
  std::string department;
  std::string unit;  ///< this one and those below it
};

/// A ticket as it leaves: what an import takes, and what only a reader wants. Of a sealed one there is neither author nor text.
struct ExportedTicket {
  ImportedTicket row;
  bool is_sealed = false;
  std::optional<domain::Instant> responded_at;
  domain::Instant resolution_due;
  std::string merged_into;
};

/// Hands out every ticket that the filter names, newest first, each as it was when it was read. For whoever runs the instance: nobody's permission is
/// asked. A Problem where the filter names what the instance does not have. What `give` throws ends it.
[[nodiscard]] domain::Result<std::int64_t> export_tickets(Ports& ports, const ExportFilter& filter,
                                                          const std::function<void(const ExportedTicket&)>& give);

}  // namespace seva::actions
