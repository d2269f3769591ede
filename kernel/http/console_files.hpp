#pragma once

#include <map>
#include <string>
#include <string_view>

#include "http/exchange.hpp"

namespace seva::http {

/// The officers' console as it was built, held in memory: what is served is what lay in the folder at the start, by the names it had there, and
/// nothing else of the disk can be asked for. Thread-safe.
class ConsoleFiles {
 public:
  /// Reads the folder and its `assets`. Where there is none, or its index.html is missing, nothing is held. What is larger than 8 MB is left out.
  explicit ConsoleFiles(const std::string& folder);

  struct File {
    std::string type;
    std::string plain, gzip, brotli;  ///< empty: not there
    std::string tag;                  ///< ETag, of the plain bytes
  };
  /// By its path below the folder: `assets/main-1a2b.js`.
  [[nodiscard]] const File* find(std::string_view path) const;
  [[nodiscard]] bool is_built() const { return index_ != nullptr; }
  [[nodiscard]] const File& index() const { return *index_; }  ///< only where it is built
  /// Changes with the files; `none` where there are none.
  [[nodiscard]] const std::string& build() const { return build_; }

 private:
  std::map<std::string, File, std::less<>> files_;
  const File* index_ = nullptr;
  std::string build_ = "none";
};

/// The form of the file that the request takes, or 304 where the client has it already. Says nothing of caching.
[[nodiscard]] Response file_response(const ConsoleFiles::File& file, const Request& request);

}  // namespace seva::http
