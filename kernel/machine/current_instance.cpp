#include "machine/current_instance.hpp"

namespace seva::machine {

std::shared_ptr<const domain::Instance> CurrentInstance::current() {
  const std::lock_guard lock(mutex_);
  return instance_;
}

void CurrentInstance::replace(domain::Instance instance) {
  auto replacement = std::make_shared<const domain::Instance>(std::move(instance));
  const std::lock_guard lock(mutex_);
  instance_ = std::move(replacement);
}

}  // namespace seva::machine
