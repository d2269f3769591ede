#include "hosting/process/in_process.hpp"

#include <seva/plugin.h>

#include <utility>

#include "hosting/limits.hpp"

namespace seva::hosting {
namespace {

seva_slice slice(std::string_view bytes) { return {bytes.data(), bytes.size()}; }

/// A plugin may not throw; one that does all the same costs its instance and nothing else.
class Instance final : public Conversation {
 public:
  Instance(const seva_plugin& plugin, void* self) : plugin_(plugin), self_(self) {}
  ~Instance() override {
    try {
      plugin_.destroy(self_);
    } catch (...) {
      return;
    }
  }

  domain::Result<std::string_view> send(std::string_view event, std::string_view payload) override {
    if (event.size() + payload.size() > kEventBytes) return plugin_failed("event_too_large", "The event is larger than 32 MB.");
    try {
      const seva_slice effects = plugin_.handle(self_, slice(event), slice(payload));
      if (effects.data == nullptr) return plugin_failed("plugin_handle_failed", "The plugin failed at an event.");
      return std::string_view(effects.data, effects.size);
    } catch (...) {
      return plugin_failed("plugin_threw", "The plugin threw an exception out of `handle`.");
    }
  }

 private:
  const seva_plugin& plugin_;
  void* self_;
};

}  // namespace

domain::Result<std::unique_ptr<Conversation>> InProcess::open() {
  const seva_plugin& plugin = library_.plugin();
  try {
    void* self = plugin.create();
    if (self == nullptr) return plugin_failed("plugin_create_failed", "The plugin's `create` answered NULL.");
    return std::unique_ptr<Conversation>(std::make_unique<Instance>(plugin, self));
  } catch (...) {
    return plugin_failed("plugin_create_failed", "The plugin threw an exception out of `create`.");
  }
}

}  // namespace seva::hosting
