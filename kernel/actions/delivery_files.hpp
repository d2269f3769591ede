#pragma once

#include <optional>
#include <span>
#include <string>

#include "actions/file_ports.hpp"
#include "actions/ports.hpp"

namespace seva::actions {

/// The bytes of the file with this id, for the channel that carries it: only while an answer of that channel that it goes with is on its way.
/// nullopt: it is none such, or the bytes are not where they were kept. Files of sealed tickets never leave, so they are never among them.
/// Thread-safe.
[[nodiscard]] std::optional<std::string> bytes_on_their_way(Store& store, FileBytes& bytes, const std::string& channel, const std::string& id);

/// May the channel carry these with one answer? Refused by code: channel_takes_no_files, too_many_files, file_kind_refused, file_too_large.
[[nodiscard]] domain::Result<void> check_attachments(std::span<const domain::DeliveryFile> files, const PluginFacts& channel, bool is_private);

}  // namespace seva::actions
