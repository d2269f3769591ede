#pragma once

#include <mutex>

#include "actions/ports.hpp"

namespace seva::machine {

/// The configuration in force; replaced as a whole.
class CurrentInstance final : public actions::Settings {
 public:
  explicit CurrentInstance(domain::Instance instance) : instance_(std::make_shared<const domain::Instance>(std::move(instance))) {}
  [[nodiscard]] std::shared_ptr<const domain::Instance> current() override;
  void replace(domain::Instance instance);

 private:
  std::mutex mutex_;
  std::shared_ptr<const domain::Instance> instance_;
};

}  // namespace seva::machine
