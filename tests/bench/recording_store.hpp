#pragma once

#include <vector>

#include "actions/store.hpp"

namespace seva::bench {

/// A store that remembers what was written, so that the same can be written raw.
class RecordingStore final : public actions::Store {
 public:
  explicit RecordingStore(actions::Store& inner) : inner_(inner) {}
  std::vector<actions::Changes> written;  ///< one a committed transaction

  void write(const std::function<void(actions::Transaction&)>& work) override;
  void read(const std::function<void(actions::Transaction&)>& work) override { inner_.read(work); }
  std::int64_t highest_id() override { return inner_.highest_id(); }

 private:
  actions::Store& inner_;
};

}  // namespace seva::bench
