#include <chrono>

#include "actions/attach_files.hpp"

namespace seva::actions {
namespace {

constexpr std::chrono::hours kWait{24};
constexpr std::size_t kFilesInBatch = 200;

/// False: somebody attached it, or removed it, meanwhile.
bool remove_row(Store& store, domain::FileId id) {
  bool is_removed = false;
  store.write([&](Transaction& transaction) {
    const auto file = transaction.files().find(id);
    is_removed = file && !file->event;
    if (!is_removed) return;
    Changes changes;
    changes.removed_files.push_back(id);
    transaction.write(changes);
  });
  return is_removed;
}

std::size_t remove_waiting(Ports& ports, FileBytes& bytes, domain::Instant before) {
  std::vector<domain::File> waiting;
  ports.store.read([&](Transaction& transaction) { waiting = transaction.files().unattached(before, kFilesInBatch); });
  std::size_t removed = 0;
  for (const domain::File& file : waiting) {
    if (!remove_row(ports.store, file.id)) continue;
    bytes.remove(file.place);
    ++removed;
  }
  return removed;
}

/// What a crash left between the bytes and their row. Bytes get their row within seconds, so those of a day ago that have none never will.
std::size_t remove_unknown(Ports& ports, FileBytes& bytes, domain::Instant before) {
  const auto places = bytes.kept_before(before);
  std::size_t removed = 0;
  for (std::size_t begin = 0; begin < places.size(); begin += kFilesInBatch) {
    const auto batch = std::span(places).subspan(begin, std::min(kFilesInBatch, places.size() - begin));
    std::unordered_set<std::string> known;
    ports.store.read([&](Transaction& transaction) { known = transaction.files().known_places(batch); });
    for (const std::string& place : batch)
      if (!known.contains(place)) {
        bytes.remove(place);
        ++removed;
      }
  }
  return removed;
}

}  // namespace

std::size_t remove_unattached(Ports& ports, FileBytes& bytes) {
  const domain::Instant before = ports.clock.now() - kWait;
  return remove_waiting(ports, bytes, before) + remove_unknown(ports, bytes, before);
}

}  // namespace seva::actions
