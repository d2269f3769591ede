#include "actions/keep_file.hpp"

#include <algorithm>

#include "actions/seal_changes.hpp"

namespace seva::actions {

domain::Result<const domain::FileKind*> kind_of(FileKinds& kinds, std::string_view bytes, const domain::Instance& instance) {
  if (bytes.empty()) return domain::invalid("file_empty", "The file holds nothing.", "body", "Choose another file.");
  const std::string type = kinds.type_of(bytes);
  const domain::FileKind* kind = domain::file_kind(type);
  const auto& taken = instance.file_types;
  if (kind == nullptr || std::find(taken.begin(), taken.end(), type) == taken.end())
    return domain::invalid("file_kind_refused", "Files of this kind are not taken.", "body", "Send a picture, a PDF, sound or a film.");
  return kind;
}

domain::Result<void> keep_bytes(FilePorts& ports, domain::File& file, std::string_view bytes) {
  Vault::Sealed sealed;
  if (file.is_sealed) sealed = ports.vault.seal(bytes, place_of_bytes(file));
  auto place = ports.bytes.keep(file.is_sealed ? sealed.bytes : bytes);
  if (!place) return place.error();
  file.place = std::move(*place);
  file.key_id = std::move(sealed.key_id);
  file.size = bytes.size();
  return {};
}

std::string place_of_bytes(const domain::File& file) { return "bytes " + place_of(domain::SealedKind::file, file.id.value); }

}  // namespace seva::actions
