#pragma once

#include <string>
#include <string_view>

#include "actions/file_ports.hpp"
#include "domain/file.hpp"
#include "domain/instance.hpp"

namespace seva::actions {

/// What the verbs that keep files have in common (attach_files.hpp, fetch_files.hpp).

/// The kind of the bytes, whatever anybody says of them. Refused by code: file_empty; file_kind_refused where the instance takes none such.
[[nodiscard]] domain::Result<const domain::FileKind*> kind_of(FileKinds& kinds, std::string_view bytes, const domain::Instance& instance);

/// Keeps the bytes, encrypted where the file is sealed, and writes into `file` where they lie, how large they are, and with which key. As
/// FileBytes::keep.
[[nodiscard]] domain::Result<void> keep_bytes(FilePorts& ports, domain::File& file, std::string_view bytes);

/// Where sealed bytes belong, for the vault: they do not open as another file's, nor as a name.
[[nodiscard]] std::string place_of_bytes(const domain::File& file);

}  // namespace seva::actions
