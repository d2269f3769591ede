#pragma once

#include "actions/store.hpp"

namespace seva::actions {

/// Each write is durable, its answer is lost, and so it is run again.
class DeafStore final : public Store {
 public:
  explicit DeafStore(Store& inner) : inner_(inner) {}
  void write(const std::function<void(Transaction&)>& work) override {
    inner_.write(work);
    inner_.write(work);
  }
  void read(const std::function<void(Transaction&)>& work) override { inner_.read(work); }
  std::int64_t highest_id() override { return inner_.highest_id(); }

 private:
  Store& inner_;
};

}  // namespace seva::actions
