#include "hosting/tried_plugin.hpp"

#include <utility>

#include "hosting/child_process.hpp"
#include "hosting/manifest.hpp"

namespace seva::hosting {
namespace {

class TriedTalk final : public actions::TriedPlugin::Talk {
 public:
  explicit TriedTalk(std::unique_ptr<Conversation> conversation) : conversation_(std::move(conversation)) {}
  domain::Result<std::string_view> send(std::string_view event, std::string_view payload) override { return conversation_->send(event, payload); }

 private:
  std::unique_ptr<Conversation> conversation_;
};

class Tried final : public actions::TriedPlugin {
 public:
  Tried(const std::filesystem::path& plugin_host, std::shared_ptr<const PluginImage> image)
      : spawner_(plugin_host), process_(std::move(image), spawner_) {}

  domain::Result<void> read_manifest_of(const std::string& file) {
    auto text = process_.manifest();
    if (!text) return text.error();
    manifest_ = std::move(*text);
    if (const auto manifest = read_manifest(manifest_, file); !manifest) return manifest.error();
    return {};
  }

  const std::string& manifest() const override { return manifest_; }
  domain::Result<std::unique_ptr<Talk>> open() override {
    auto conversation = process_.open();
    if (!conversation) return conversation.error();
    return std::unique_ptr<Talk>(std::make_unique<TriedTalk>(std::move(*conversation)));
  }

 private:
  Spawner spawner_;
  ChildProcess process_;
  std::string manifest_;
};

}  // namespace

domain::Result<std::unique_ptr<actions::TriedPlugin>> try_plugin(const std::filesystem::path& file, const std::filesystem::path& plugin_host) {
  auto image = PluginImage::read(file);
  if (!image) return image.error();
  auto tried = std::make_unique<Tried>(plugin_host, std::make_shared<const PluginImage>(std::move(*image)));
  if (const auto read = tried->read_manifest_of(file.filename().string()); !read) return read.error();
  return std::unique_ptr<actions::TriedPlugin>(std::move(tried));
}

}  // namespace seva::hosting
