#pragma once

#include "actions/store.hpp"

namespace seva::actions {

/// A store in which everything can be tried and nothing is done: what would be written is thrown away. For one thread; `inner` outlives it.
class RehearsingStore final : public Store {
 public:
  explicit RehearsingStore(Store& inner) : inner_(inner) {}

  void write(const std::function<void(Transaction&)>& work) override;
  void read(const std::function<void(Transaction&)>& work) override { inner_.read(work); }
  std::int64_t highest_id() override { return inner_.highest_id(); }

 private:
  Store& inner_;
};

}  // namespace seva::actions
