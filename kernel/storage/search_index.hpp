#pragma once

#include <memory>
#include <string>

#include "actions/search_index.hpp"

namespace seva::storage {

/// The index of this node: a table of SQLite's FTS5 (https://www.sqlite.org/fts5.html) in a file of its own in `folder`, which is made if need be.
/// Its words are runs of letters, marks and digits, so that vowel signs of Indian scripts stay with their letters. A file that cannot be read, or is
/// of another form of table, is thrown away and begun anew. Throws DatabaseError.
[[nodiscard]] std::unique_ptr<actions::SearchIndex> open_search_index(const std::string& folder);

}  // namespace seva::storage
