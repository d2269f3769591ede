#include "seva/testing/subject.hpp"

namespace seva::testing {
namespace {

class LinkedInstance final : public Instance {
 public:
  LinkedInstance(const seva_plugin& plugin, void* self) : plugin_(plugin), self_(self) {}
  ~LinkedInstance() override { plugin_.destroy(self_); }

  std::optional<std::string_view> handle(std::string_view event, std::string_view payload) override {
    const seva_slice effects = plugin_.handle(self_, {event.data(), event.size()}, {payload.data(), payload.size()});
    if (effects.data == nullptr) return std::nullopt;
    return std::string_view(effects.data, effects.size);
  }

 private:
  const seva_plugin& plugin_;
  void* self_;
};

class Linked final : public Subject {
 public:
  explicit Linked(const seva_plugin& plugin) : plugin_(plugin) {}

  std::string_view manifest() const override { return {plugin_.manifest.data, plugin_.manifest.size}; }
  std::unique_ptr<Instance> create() override {
    void* self = plugin_.create();
    return self == nullptr ? nullptr : std::make_unique<LinkedInstance>(plugin_, self);
  }

 private:
  const seva_plugin& plugin_;
};

}  // namespace

std::unique_ptr<Subject> linked(const seva_plugin& plugin) { return std::make_unique<Linked>(plugin); }

}  // namespace seva::testing
