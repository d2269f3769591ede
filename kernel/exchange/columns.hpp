#pragma once

#include <array>
#include <string_view>

namespace seva::exchange {

/// What a row may say of a ticket, by the names that export writes and import reads.
inline constexpr std::array<std::string_view, 18> kColumns{"docket",        "number",      "channel",  "department", "unit",         "category",
                                                           "priority",      "status",      "outcome",  "opened_at",  "closed_at",    "author_id",
                                                           "author_handle", "author_name", "language", "text",       "conversation", "confidential"};

/// The whole conversation, in JSON lines alone: an array of {"at", "from": "citizen" or "office", "text"}. Where it is there, `text` is not read.
inline constexpr std::string_view kConversation = "conversation";

/// What only a reader wants; an import passes it over.
inline constexpr std::array<std::string_view, 3> kReadOnlyColumns{"responded_at", "resolution_due", "merged_into"};

/// Over these a CSV value begins as a formula does in a table.
inline constexpr std::string_view kFormulaBegins = "=+-@\t\r";

}  // namespace seva::exchange
