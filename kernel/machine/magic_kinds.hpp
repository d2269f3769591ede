#pragma once

#include <memory>
#include <mutex>

#include "actions/file_ports.hpp"

struct magic_set;

namespace seva::machine {

/// Kinds of files by libmagic, which looks at the first MiB at most.
class MagicKinds final : public actions::FileKinds {
 public:
  /// Throws std::runtime_error where libmagic's own file of signatures is missing.
  MagicKinds();

  std::string type_of(std::string_view bytes) override;

 private:
  struct Close {
    void operator()(magic_set* cookie) const;
  };

  std::mutex mutex_;  ///< a cookie serves one thread at a time
  std::unique_ptr<magic_set, Close> cookie_;
};

}  // namespace seva::machine
