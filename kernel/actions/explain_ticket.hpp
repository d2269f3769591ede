#pragma once

#include <string>
#include <vector>

#include "actions/read_tickets.hpp"

namespace seva::actions {

/// One reason as a sentence.
struct Explanation {
  domain::Aspect aspect = domain::Aspect::relevance;
  domain::Text sentence;
  double weight = 0;
  std::string by;                  ///< the plugin's id; "kernel" for the kernel's own reasons
  std::vector<std::string> words;  ///< what in the citizen's text led to it
  std::string code = {};           ///< of the reason
};

/// Fills a reason's text: from the department's manifest, else the kernel's own texts. A code without a text is shown as it is.
[[nodiscard]] Explanation explain(PluginCatalogue& plugins, const domain::Instance& instance, const std::string& department,
                                  const domain::Reason& reason, const std::string& message_text);

/// Why it is a grievance, why this department, category, priority, unit and deadline: all reasons of a ticket from its events, in the order of
/// aspects.
[[nodiscard]] domain::Result<std::vector<Explanation>> explain_ticket(Ports& ports, const domain::Principal& who, const std::string& docket);

/// The same of a ticket that was shown already.
[[nodiscard]] std::vector<Explanation> explain_file(Ports& ports, const TicketFile& file);

/// The same for whoever runs the machine: no policy is asked, and of a sealed ticket nothing is told.
[[nodiscard]] domain::Result<std::vector<Explanation>> explain_ticket(Ports& ports, const std::string& docket);

}  // namespace seva::actions
