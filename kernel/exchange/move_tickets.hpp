#pragma once

#include <filesystem>
#include <functional>

#include "exchange/export_file.hpp"

namespace seva::exchange {

/// Gets the rows so far, now and then.
using MoveProgress = std::function<void(std::int64_t)>;

/// Which tickets leave, as people write it; times as in written_time.hpp, in UTC.
struct ExportWish {
  std::filesystem::path file;  ///< its end says the form
  std::string opened_from, opened_before, department, unit;
};

/// Writes the tickets into a file that only its owner can read. Durable when it returns; on a Problem no file is left, and an earlier one stays.
[[nodiscard]] domain::Result<std::int64_t> export_to_file(actions::Ports& ports, const ExportWish& wish, const MoveProgress& progress);

struct ImportWish {
  std::filesystem::path file;  ///< its end says the form
  std::string mapping;         ///< a mapping file; empty: the columns bear our names
  std::string refused;         ///< a CSV of line, code, place and reason of each refused row is written here; empty: none
  bool is_trial = false;       ///< nothing is stored
};

struct ImportOutcome {
  std::int64_t rows = 0, taken = 0, known = 0, refused = 0;
  std::vector<actions::RefusedRow> first_refused;  ///< at most 100
};

/// Takes in a file batch by batch; each is durable before the next is read, and running it again passes over what is in.
[[nodiscard]] domain::Result<ImportOutcome> import_from_file(actions::Ports& ports, const ImportWish& wish, const MoveProgress& progress);

}  // namespace seva::exchange
